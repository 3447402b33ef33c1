package parley.timeline;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.base.EmployeeId;
import parley.channel.Content;
import parley.chat.Chat;
import parley.chat.Message;
import parley.rules.Digest;

/// Messages as a note shows them: authors by name, files as links into Parley, everything else in words.
final class Lines {

    private final URI address;
    private final boolean russian;
    private final Chat chat;

    /// @param address where people reach Parley
    Lines(URI address, boolean russian, Chat chat) {
        this.address = address;
        this.russian = russian;
        this.chat = chat;
    }

    Digest.Line line(Message message, Instant stored) {
        var files = message.deleted()
                ? List.<Digest.File>of()
                : message.files().stream()
                        .map(file -> new Digest.File(file.name(), link(message)))
                        .toList();
        return new Digest.Line(message.at(), stored, author(message), text(message), files);
    }

    /// Whose words they are, when they are an employee's.
    static @Nullable EmployeeId employee(Message message) {
        var author = message.author();
        return author == null ? null : author.employee();
    }

    /// Opens the chat for those who may see it.
    private String link(Message message) {
        return address.resolve("/app/chats/" + chat.id() + "?message=" + message.id())
                .toString();
    }

    private String author(Message message) {
        if (!message.outgoing()) {
            return chat.title();
        }
        if (message.author() != null) {
            return message.author().name();
        }
        return switch (message.via()) {
            case "bot" -> words("Бот", "Bot");
            case "phone" -> words("С телефона", "From the phone");
            default -> words("Мы", "We");
        };
    }

    private String text(Message message) {
        if (message.deleted()) {
            return words("(сообщение удалено)", "(message deleted)");
        }
        var text = message.text() == null ? "" : message.text();
        return switch (message.kind()) {
            case TEXT, IMAGE, VIDEO, AUDIO, FILE, TEMPLATE, SYSTEM -> text;
            case VOICE -> joined(words("(голосовое сообщение)", "(voice message)"), text);
            case STICKER -> joined(words("(стикер)", "(sticker)"), detail(message, "emoji"));
            case LOCATION ->
                joined(
                        words("(место)", "(location)"),
                        joined(detail(message, "title"), detail(message, "address")),
                        detail(message, "latitude") + ", " + detail(message, "longitude"));
            case CONTACT -> joined(words("(контакт)", "(contact)"), detail(message, "name"), detail(message, "phone"));
            case UNSUPPORTED ->
                joined(words("(сообщение этого вида не поддерживается)", "(unsupported kind of message)"), text);
        };
    }

    private static String detail(Message message, String key) {
        return message.details().getOrDefault(key, "");
    }

    private static String joined(String... parts) {
        return String.join(
                " ", List.of(parts).stream().filter(part -> !part.isBlank()).toList());
    }

    private String words(String ru, String en) {
        return russian ? ru : en;
    }

    /// What never came to the client is not copied.
    static boolean isCopied(Message message) {
        return message.kind() != Content.Kind.SYSTEM && message.status() != parley.channel.DeliveryStatus.FAILED;
    }
}
