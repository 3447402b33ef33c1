package parley.inbox;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import parley.auth.Viewer;
import parley.base.ChatId;
import parley.chat.Chat;
import parley.chat.ChatRoom;
import parley.rules.Reason;

/// What came of looking into a chat.
public sealed interface Seen<T> {

    record Shown<T>(T value) implements Seen<T> {}

    /// He may not see it, and this is why (UX 6.5).
    record Hidden<T>(Reason why) implements Seen<T> {}

    record NoChat<T>() implements Seen<T> {}

    /// Goes on with what was shown.
    default <U> Seen<U> then(Function<T, Seen<U>> next) {
        return switch (this) {
            case Shown<T>(var value) -> next.apply(value);
            case Hidden<T>(var why) -> new Hidden<>(why);
            case NoChat<T>() -> new NoChat<>();
        };
    }

    /// Looks at a chat through the viewer's eyes.
    static <T> Seen<T> of(Moment moment, Viewer viewer, ChatRoom room, ChatId id, BiFunction<Eyes, Chat, T> look) {
        var chat = room.chats().find(moment.tx(), moment.account(), id).orElse(null);
        if (chat == null) {
            return new NoChat<>();
        }
        var eyes = moment.eyes(viewer).orElse(null);
        if (eyes == null) {
            return new Hidden<>(new Reason("no_role", "R15", Map.of("channel", "")));
        }
        if (!eyes.looksAt(chat)) {
            return new NoChat<>();
        }
        return eyes.sees(chat) ? new Shown<>(look.apply(eyes, chat)) : new Hidden<>(Losses.why(eyes, chat));
    }
}
