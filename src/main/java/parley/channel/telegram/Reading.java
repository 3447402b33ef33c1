package parley.channel.telegram;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.base.Address;
import parley.base.ChatType;
import parley.base.Phone;
import parley.channel.CleanText;
import parley.channel.Connection.StoredEvent;
import parley.channel.Content;
import parley.channel.Content.Kind;
import parley.channel.Inbound;
import parley.channel.MessengerTime;
import tools.jackson.databind.JsonNode;

/// Telegram's words into ours. Pure, so every odd update seen in the wild becomes a test.
///
/// A group is a chat as well: its title is the client's name, and each message says who wrote it.
final class Reading {

    static final ChatType NETWORK = new ChatType("telegram");
    private static final String PRESSED = "callback:";

    private final JsonNode tree;
    private final Update update;
    private final Instant receivedAt;

    private Reading(JsonNode tree, Update update, Instant receivedAt) {
        this.tree = tree;
        this.update = update;
        this.receivedAt = receivedAt;
    }

    static List<Inbound> of(StoredEvent event) {
        var tree = BotJson.tree(event.body()).filter(JsonNode::isObject);
        if (tree.isEmpty()) {
            return List.of(new Inbound.Ignored("no update"));
        }
        return BotJson.as(tree.get(), Update.class)
                .map(update -> new Reading(tree.get(), update, event.receivedAt()).all())
                .orElseGet(() -> List.of(unreadable(tree.get(), event.receivedAt())));
    }

    /// The messenger's id of a message, unique in the whole channel: in supergroups each chat counts for itself.
    static String externalId(String chat, String message) {
        return CleanText.of(chat) + ":" + CleanText.of(message);
    }

    /// The id under which Telegram knows a pressed button; empty when it was none.
    static Optional<String> pressedId(Inbound.Pressed pressed) {
        return pressed.externalId().startsWith(PRESSED)
                ? Optional.of(pressed.externalId().substring(PRESSED.length()))
                : Optional.empty();
    }

    private List<Inbound> all() {
        if (update.message() != null) {
            return message(update.message(), tree.path("message"));
        }
        if (update.editedMessage() != null) {
            return edited(update.editedMessage(), tree.path("edited_message"));
        }
        if (update.callbackQuery() != null) {
            return List.of(pressed(update.callbackQuery()));
        }
        if (update.myChatMember() != null) {
            return List.of(reachable(update.myChatMember()));
        }
        if (update.messageReaction() != null) {
            return List.of(reacted(update.messageReaction()));
        }
        return List.of(unreadable(tree, receivedAt));
    }

    private List<Inbound> message(Update.Message message, JsonNode raw) {
        var chat = message.chat();
        if (chat == null || chat.id() == null) {
            return List.of(new Inbound.Ignored("a message without a chat"));
        }
        var at = MessengerTime.of(message.date(), receivedAt);
        if (message.migrateToChatId() != null) {
            return List.of(new Inbound.Moved(client(chat, null), address(message.migrateToChatId(), chat, null), at));
        }
        if (message.migrateFromChatId() != null) {
            var former = Inbound.Client.of(address(message.migrateFromChatId(), chat, null), name(chat));
            return List.of(new Inbound.Moved(former, address(chat.id(), chat, null), at));
        }
        if (message.messageId() == null) {
            return List.of(new Inbound.Ignored("a message without an id"));
        }
        var replied = message.replyToMessage();
        return List.of(new Inbound.Message(
                client(chat, ownPhone(message)),
                externalId(chat.id(), message.messageId()),
                at,
                Contents.of(message, raw),
                replied == null || replied.messageId() == null ? null : externalId(chat.id(), replied.messageId()),
                quote(message)));
    }

    /// An edit may be of something invisible; whoever holds the message compares. A position that moves comes here too.
    private List<Inbound> edited(Update.Message message, JsonNode raw) {
        var chat = message.chat();
        if (chat == null || chat.id() == null || message.messageId() == null) {
            return List.of(new Inbound.Ignored("an edit without a message"));
        }
        return List.of(new Inbound.Edited(
                client(chat, null),
                externalId(chat.id(), message.messageId()),
                MessengerTime.of(message.editDate() == null ? message.date() : message.editDate(), receivedAt),
                Contents.of(message, raw)));
    }

    private Inbound pressed(Update.CallbackQuery query) {
        var message = query.message();
        var chat = message == null ? null : message.chat();
        if (query.id() == null || chat == null || chat.id() == null) {
            return new Inbound.Ignored("a button outside of a chat");
        }
        var text = CleanText.orNull(label(query));
        return new Inbound.Pressed(
                client(chat, null), PRESSED + CleanText.of(query.id()), receivedAt, text == null ? "…" : text);
    }

    /// What stood on the button; what it means inside where that is no longer known.
    private static @Nullable String label(Update.CallbackQuery query) {
        var markup = query.message() == null ? null : query.message().replyMarkup();
        if (markup == null || markup.inlineKeyboard() == null || query.data() == null) {
            return query.data();
        }
        return markup.inlineKeyboard().stream()
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .filter(button -> button != null && query.data().equals(button.callbackData()) && button.text() != null)
                .map(Update.Button::text)
                .findFirst()
                .orElse(query.data());
    }

    private Inbound reachable(Update.ChatMemberUpdated change) {
        var chat = change.chat();
        var member = change.newChatMember();
        if (chat == null || chat.id() == null || member == null || member.status() == null) {
            return new Inbound.Ignored("my_chat_member");
        }
        var at = MessengerTime.of(change.date(), receivedAt);
        return switch (member.status()) {
            case "kicked", "left" -> new Inbound.Reachable(client(chat, null), false, at);
            case "member", "administrator", "creator" -> new Inbound.Reachable(client(chat, null), true, at);
            case "restricted" ->
                new Inbound.Reachable(client(chat, null), !Boolean.FALSE.equals(member.isMember()), at);
            default -> new Inbound.Ignored("my_chat_member " + CleanText.of(member.status()));
        };
    }

    private Inbound reacted(Update.MessageReactionUpdated reaction) {
        var chat = reaction.chat();
        if (chat == null || chat.id() == null || reaction.messageId() == null) {
            return new Inbound.Ignored("message_reaction");
        }
        var now = reaction.newReaction() == null ? List.<Update.ReactionType>of() : reaction.newReaction();
        return new Inbound.Reacted(
                client(chat, null),
                externalId(chat.id(), reaction.messageId()),
                MessengerTime.of(reaction.date(), receivedAt),
                now.stream()
                        .filter(Objects::nonNull)
                        .map(Reading::emoji)
                        .reduce((_, last) -> last)
                        .orElse(null));
    }

    /// Pictures of one's own and paid stars have no sign of their own.
    private static String emoji(Update.ReactionType reaction) {
        var emoji = CleanText.orNull(reaction.emoji());
        if (emoji != null) {
            return emoji;
        }
        return "paid".equals(reaction.type()) ? "⭐" : "✨";
    }

    private static @Nullable String quote(Update.Message message) {
        var chosen = message.quote() == null
                ? null
                : CleanText.orNull(message.quote().text());
        var replied = message.replyToMessage();
        if (chosen != null || replied == null) {
            return chosen;
        }
        var text = CleanText.orNull(replied.text());
        return text == null ? CleanText.orNull(replied.caption()) : text;
    }

    /// A card may show anybody; it proves a number only when it is the sender's own.
    private static @Nullable String ownPhone(Update.Message message) {
        var card = message.contact();
        var from = message.from();
        if (card == null
                || from == null
                || card.userId() == null
                || !card.userId().equals(from.id())) {
            return null;
        }
        var chat = message.chat();
        return chat == null || !chat.isPrivate() ? null : phone(card.phoneNumber());
    }

    /// Telegram leaves out the plus of an international number.
    static @Nullable String phone(@Nullable String number) {
        if (number == null) {
            return null;
        }
        var digits = number.replaceAll("\\D", "");
        return Phone.read("+" + digits, Phone.Reading.AS_TYPED)
                .map(Phone::value)
                .orElse(null);
    }

    private static Inbound.Client client(Update.Chat chat, @Nullable String phone) {
        return Inbound.Client.of(address(Objects.requireNonNullElse(chat.id(), ""), chat, phone), name(chat));
    }

    private static Address address(String id, Update.Chat chat, @Nullable String phone) {
        return new Address(NETWORK, CleanText.of(id), phone, CleanText.orNull(chat.username()));
    }

    private static @Nullable String name(Update.Chat chat) {
        return CleanText.orNull(
                chat.title() == null ? Contents.fullName(chat.firstName(), chat.lastName()) : chat.title());
    }

    /// Where even the shape is unknown, whoever wrote is still shown (R74).
    private static Inbound unreadable(JsonNode tree, Instant receivedAt) {
        var message = tree.path("message");
        var chat = message.path("chat").path("id").asString("");
        var id = message.path("message_id").asString("");
        if (chat.isBlank() || id.isBlank()) {
            return new Inbound.Ignored(tree.propertyNames().stream()
                    .filter(name -> !name.equals("update_id"))
                    .map(CleanText::of)
                    .collect(Collectors.joining(" ")));
        }
        var address = new Address(NETWORK, CleanText.of(chat), null, null);
        return new Inbound.Message(
                Inbound.Client.of(address, null),
                externalId(chat, id),
                receivedAt,
                new Content(Kind.UNSUPPORTED, null, List.of(), Map.of("type", "message")),
                null,
                null);
    }
}
