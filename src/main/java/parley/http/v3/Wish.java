package parley.http.v3;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.base.Address;
import parley.base.ChatType;
import parley.base.EmployeeId;
import parley.base.Phone;
import parley.channel.CleanText;
import tools.jackson.databind.JsonNode;

/// What `POST /message` asks for, as it was typed (contract, 5.2). A field of the wrong type is refused at once; what
/// the channel makes of the rest is judged later.
///
/// @param content where the file is fetched from
/// @param templateId of the template that the message is made from; `text` counts for nothing then
/// @param author the employee of the CRM, if one was named
record Wish(
        String channelId,
        String chatType,
        @Nullable String chatId,
        @Nullable String phone,
        @Nullable String username,
        @Nullable String text,
        @Nullable String content,
        @Nullable String refMessageId,
        @Nullable EmployeeId author,
        @Nullable String crmMessageId,
        boolean clearUnanswered,
        @Nullable String templateId,
        List<String> templateValues,
        boolean buttons) {

    static final String CODE = "INVALID_MESSAGE_DATA";

    private static final int LONGEST_URI = 2_000;
    private static final int MOST_VALUES = 100;

    /// @param limited the author named by a limited key is passed over
    static Wish read(Fields fields, boolean limited) {
        var author = limited ? null : fields.idOrNull("crmUserId");
        var wish = new Wish(
                fields.name("channelId"),
                fields.name("chatType"),
                said(fields.textOrNull("chatId", Fields.LONGEST)),
                said(fields.textOrNull("phone", Fields.LONGEST)),
                said(fields.textOrNull("username", Fields.LONGEST)),
                fields.words("text"),
                fields.textOrNull("contentUri", LONGEST_URI),
                fields.textOrNull("refMessageId", Fields.LONGEST),
                author == null ? null : new EmployeeId(author),
                fields.idOrNull("crmMessageId"),
                fields.flag("clearUnanswered", true),
                said(fields.textOrNull("templateId", Fields.LONGEST)),
                values(fields),
                hasButtons(fields));
        if (wish.chatId == null && wish.phone == null && wish.username == null) {
            fields.wrong("chatId");
        }
        fields.check();
        return wish;
    }

    /// An object or a bare array; one without a button asks for nothing.
    private static boolean hasButtons(Fields fields) {
        if (!fields.has("buttonsObject")) {
            return false;
        }
        var node = fields.node("buttonsObject");
        if (!node.isObject() && !node.isArray()) {
            fields.wrong("buttonsObject");
            return false;
        }
        JsonNode buttons = node.isObject() ? node.path("buttons") : node;
        return buttons.isArray() && !buttons.isEmpty()
                || node.path("removeKeyboard").asBoolean(false);
    }

    /// What stands for the variables of the template, in their order.
    private static List<String> values(Fields fields) {
        if (!fields.has("templateValues")) {
            return List.of();
        }
        var node = fields.node("templateValues");
        if (!node.isArray()
                || node.size() > MOST_VALUES
                || node.values().stream().anyMatch(one -> !one.isValueNode())) {
            fields.wrong("templateValues");
            return List.of();
        }
        return node.values().stream().map(one -> CleanText.of(one.asString(""))).toList();
    }

    private static @Nullable String said(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    boolean hasText() {
        return text != null;
    }

    boolean hasContent() {
        return content != null && !content.isBlank();
    }

    /// Absent when it is no address of the web.
    @Nullable
    URI contentAddress() {
        try {
            var uri = new URI(content == null ? "" : content.strip());
            var scheme = uri.getScheme();
            return uri.getHost() != null && ("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme))
                    ? uri
                    : null;
        } catch (URISyntaxException _) {
            return null;
        }
    }

    /// The client as the messenger calls him. Absent when nothing of what was typed can name anybody.
    @Nullable
    Address address(Phone.Reading reading) {
        var network = new ChatType(chatType);
        if (chatId != null) {
            return byChatId(network, chatId, reading);
        }
        if (phone != null) {
            return Phone.read(phone, reading)
                    .map(read -> new Address(network, read.value().substring(1), read.value(), null))
                    .orElse(null);
        }
        var bare = Network.bare(username);
        return bare == null ? null : new Address(network, "", null, bare);
    }

    /// The client whom a messenger calls so; phone numbers in any spelling. Absent when it can be nobody.
    static @Nullable Address byChatId(ChatType network, String id, Phone.Reading reading) {
        if (Network.isByNumber(network)) {
            return Phone.read(id, reading)
                    .filter(_ -> id.chars().noneMatch(Character::isLetter))
                    .map(phone -> new Address(network, phone.value().substring(1), phone.value(), null))
                    .orElse(null);
        }
        var bare = network.value().equals("instagram") ? Network.bare(id) : id;
        return bare == null ? null : new Address(network, bare, null, null);
    }
}
