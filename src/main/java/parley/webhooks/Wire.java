package parley.webhooks;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.Address;
import parley.base.MessageId;
import parley.base.PublicId;
import parley.channel.Channels.Channel;
import parley.channel.Content;
import parley.channel.DeliveryStatus;
import parley.chat.Chat;
import parley.chat.FileInChat;
import parley.chat.Message;

/// Messages, statuses and states of channels in the words of the v3 interface. What is empty is left out.
public final class Wire {

    /// ISO 8601 in UTC with milliseconds.
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final Set<String> TELLS_USERNAME = Set.of("telegram");
    private static final Set<String> TELLS_PHONE = Set.of("telegram", "max");

    private final BiFunction<AccountId, String, String> files;

    /// @param files where programs fetch a stored file from
    public Wire(BiFunction<AccountId, String, String> files) {
        this.files = files;
    }

    /// What is to be said of a message beside what it says.
    enum Notice {
        NONE,
        EDITED,
        DELETED
    }

    /// An item of `messages`, as the message is now.
    Map<String, Object> message(Chat chat, Message message, Quoted quoted, Notice notice) {
        var account = chat.account();
        var item = new LinkedHashMap<String, Object>();
        item.put("messageId", PublicId.of(message.id()).toString());
        item.put("channelId", PublicId.of(message.channel()).toString());
        item.put("chatType", chat.address().network().value());
        item.put("chatId", chat.address().id());
        item.put("dateTime", TIME.format(message.at()));
        item.put("type", type(message.kind()));
        item.put("isEcho", message.outgoing());
        item.put("contact", contact(chat));
        if (!message.deleted()) {
            put(item, "text", text(message));
            contents(account, message, item);
        }
        item.put("status", message.outgoing() ? status(message.status()) : "inbound");
        if (message.status() == DeliveryStatus.FAILED) {
            item.put("error", Errors.of(message.problem()));
        }
        if (message.outgoing()) {
            author(message, item);
        }
        put(item, "quotedMessage", quote(message.quote(), quoted.in(message).orElse(null)));
        notice(message, notice, item);
        return item;
    }

    private static void put(Map<String, Object> item, String name, @Nullable Object value) {
        if (value != null && !value.equals("")) {
            item.put(name, value);
        }
    }

    static String type(Content.Kind kind) {
        return switch (kind) {
            case TEXT -> "text";
            case IMAGE, STICKER -> "image";
            case VIDEO -> "video";
            case AUDIO, VOICE -> "audio";
            case FILE -> "document";
            case LOCATION -> "geo";
            case CONTACT -> "vcard";
            case TEMPLATE -> "wapi_template";
            case SYSTEM -> "system";
            case UNSUPPORTED -> "unsupported";
        };
    }

    /// Coordinates and contacts have no field of their own.
    private static @Nullable String text(Message message) {
        if (message.text() != null && !message.text().isEmpty()) {
            return message.text();
        }
        var details = message.details();
        return switch (message.kind()) {
            case LOCATION -> joined(", ", details.get("latitude"), details.get("longitude"));
            case CONTACT -> joined(" ", details.get("name"), details.get("phone"));
            case STICKER -> details.get("emoji");
            default -> null;
        };
    }

    private static String joined(String between, @Nullable String... parts) {
        return String.join(
                between,
                Arrays.stream(parts)
                        .filter(part -> part != null && !part.isEmpty())
                        .toList());
    }

    /// The interface knows one file per message; further ones stand beside it.
    private void contents(AccountId account, Message message, Map<String, Object> item) {
        var links = message.files().stream()
                .map(FileInChat::id)
                .<String>mapMulti((file, out) -> {
                    if (file != null) {
                        out.accept(files.apply(account, file));
                    }
                })
                .toList();
        if (!links.isEmpty()) {
            item.put("contentUri", links.getFirst());
        }
        if (links.size() > 1) {
            item.put("contentUris", links);
        }
    }

    private static Map<String, Object> contact(Chat chat) {
        var address = chat.address();
        var contact = new LinkedHashMap<String, Object>();
        var name = chat.person().name();
        contact.put("name", name == null || name.isBlank() ? address.id() : name);
        if (TELLS_USERNAME.contains(address.network().value())) {
            put(contact, "username", address.username());
        }
        if (TELLS_PHONE.contains(address.network().value())) {
            put(contact, "phone", phone(address));
        }
        return contact;
    }

    private static @Nullable String phone(Address address) {
        return address.phone() == null ? null : address.phone().replace("+", "");
    }

    private static void author(Message message, Map<String, Object> item) {
        var author = message.author();
        if (author != null) {
            put(item, "authorName", author.name());
            put(
                    item,
                    "authorId",
                    author.employee() == null ? null : author.employee().value());
        }
        item.put("sentFromApp", message.via().equals("parley"));
        // By it a program that lost our answer finds its message.
        put(item, "crmMessageId", message.details().get("crmMessageId"));
    }

    private static @Nullable Map<String, Object> quote(Message.@Nullable Quote quote, @Nullable Message quoted) {
        if (quote == null) {
            return null;
        }
        var item = new LinkedHashMap<String, Object>();
        if (quote.message() != null) {
            item.put(
                    "messageId",
                    PublicId.of(new MessageId(Long.parseLong(quote.message()))).toString());
        }
        if (quoted != null) {
            item.put("dateTime", TIME.format(quoted.at()));
            item.put("type", type(quoted.kind()));
            item.put("isEcho", quoted.outgoing());
        }
        put(item, "text", quote.text());
        put(item, "authorName", quote.by());
        return item;
    }

    private static void notice(Message message, Notice notice, Map<String, Object> item) {
        var old = new LinkedHashMap<String, Object>();
        switch (notice) {
            case NONE -> {
                return;
            }
            case EDITED -> {
                item.put("isEdited", true);
                put(
                        old,
                        "oldText",
                        message.former().isEmpty()
                                ? null
                                : message.former().getLast().text());
            }
            case DELETED -> {
                item.put("isDeleted", true);
                put(old, "oldText", message.text());
            }
        }
        var author = message.author();
        if (author != null) {
            put(
                    old,
                    "oldAuthorId",
                    author.employee() == null ? null : author.employee().value());
            put(old, "oldAuthorName", author.name());
        }
        item.put("oldInfo", old);
    }

    /// Of an outgoing message. What waits counts as sent: whatever goes wrong later is told later.
    private static String status(@Nullable DeliveryStatus status) {
        return switch (status) {
            case FAILED -> "error";
            case DELIVERED -> "delivered";
            case READ -> "read";
            case QUEUED, SENDING, ACCEPTED, SENT, UNKNOWN -> "sent";
            case null -> "sent";
        };
    }

    /// An item of `statuses`; absent for a step that the interface has no word for.
    @Nullable
    Map<String, Object> status(Chat chat, Message message, DeliveryStatus to, Instant at) {
        return switch (to) {
            case SENT, DELIVERED, READ -> status(chat, message, status(to), at);
            case FAILED -> {
                var item = status(chat, message, "error", at);
                item.put("error", Errors.of(message.problem()));
                yield item;
            }
            case QUEUED, SENDING, ACCEPTED, UNKNOWN -> null;
        };
    }

    Map<String, Object> status(Chat chat, Message message, String word, Instant at) {
        var item = new LinkedHashMap<String, Object>();
        item.put("messageId", PublicId.of(message.id()).toString());
        item.put("timestamp", TIME.format(at));
        item.put("status", word);
        return item;
    }

    /// As `GET /channels` spells it.
    public static String state(Channel channel) {
        if (channel.deleted()) {
            return "disabled";
        }
        return switch (channel.state()) {
            case CONNECTING -> "init";
            case CONNECTED, ATTENTION -> "active";
            case NEEDS_RECONNECT -> "unauthorized";
            case DISABLED -> "disabled";
        };
    }

    static Map<String, Object> channel(Channel channel, Instant at) {
        var item = new LinkedHashMap<String, Object>();
        item.put("channelId", PublicId.of(channel.id()).toString());
        item.put("state", state(channel));
        item.put("timestamp", at.toEpochMilli());
        return item;
    }

    /// Whether all files of a message are here, or will never be.
    static boolean isWhole(Message message) {
        return message.files().stream().noneMatch(file -> file.state().equals("loading"));
    }

    static List<String> words(Set<Kind> kinds) {
        return kinds.stream().sorted().map(Kind::word).toList();
    }
}
