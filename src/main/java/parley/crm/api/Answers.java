package parley.crm.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.base.ChatType;
import parley.crm.Uploads.Contact;
import parley.crm.Uploads.Deal;
import parley.crm.Uploads.Identity;
import tools.jackson.databind.JsonNode;

/// What a CRM answers to a creation request, in the shape of its uploads. What is missing is taken from the request.
final class Answers {

    private static final int LONGEST = 200;
    private static final int MOST = 100;

    private Answers() {}

    /// Empty without a usable id.
    static Optional<Contact> contact(@Nullable JsonNode json, Contact asked) {
        return text(json, "id").map(id -> {
            var identities = identities(json);
            return new Contact(
                    id,
                    text(json, "responsibleUserId").orElse(asked.responsible()),
                    text(json, "name").orElse(asked.name()),
                    text(json, "uri").orElse(asked.uri()),
                    identities.isEmpty() ? asked.identities() : identities);
        });
    }

    static Optional<Deal> deal(@Nullable JsonNode json, Deal asked) {
        return text(json, "id").map(id -> {
            var contacts = contacts(json);
            return new Deal(
                    id,
                    text(json, "responsibleUserId").orElse(asked.responsible()),
                    text(json, "name").orElse(asked.name()),
                    text(json, "uri").or(() -> text(json, "link")).orElse(asked.uri()),
                    contacts.isEmpty() ? asked.contacts() : contacts,
                    text(json, "closed").filter("true"::equals).isPresent());
        });
    }

    private static List<Identity> identities(@Nullable JsonNode json) {
        var identities = new ArrayList<Identity>();
        for (var one : elements(json, "contactData")) {
            var network = text(one, "chatType");
            var id = text(one, "chatId").orElse(null);
            var username = text(one, "username").orElse(null);
            var phone = text(one, "phone").orElse(null);
            if (network.isPresent() && (id != null || username != null || phone != null)) {
                identities.add(new Identity(new ChatType(network.get()), id, username, phone));
            }
        }
        return identities;
    }

    private static List<String> contacts(@Nullable JsonNode json) {
        return elements(json, "contacts").stream()
                .filter(JsonNode::isValueNode)
                .map(id -> id.asString().replace("\0", ""))
                .filter(id -> !id.isBlank() && id.length() <= LONGEST)
                .toList();
    }

    private static List<JsonNode> elements(@Nullable JsonNode json, String field) {
        var array = json == null ? null : json.get(field);
        return array == null ? List.of() : array.valueStream().limit(MOST).toList();
    }

    /// Strings, numbers and booleans; nothing that is blank or longer than any field may be.
    private static Optional<String> text(@Nullable JsonNode json, String field) {
        return Optional.ofNullable(json == null ? null : json.get(field))
                .filter(value -> value.isValueNode() && !value.isNull())
                .map(value -> value.asString().replace("\0", "").strip())
                .filter(text -> !text.isEmpty() && text.codePointCount(0, text.length()) <= LONGEST);
    }
}
