package parley.chat;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import parley.base.EmployeeId;

/// The last message of a chat, as its row in the list shows it. Lies as JSON in the chat's row ({@link Chat#last}).
///
/// @param kind and `status` in lower case, as screens spell them
/// @param text at most 200 characters; absent for a deleted message
/// @param by the employee's name, when Parley knows it
/// @param author the employee; absent when it came from the phone's app or a bot
public record LastLine(
        String kind,
        @Nullable String text,
        boolean out,
        @Nullable String status,
        @Nullable String by,
        @Nullable EmployeeId author,
        Instant at) {

    private static final int LENGTH = 200;

    public static LastLine of(NewMessage message) {
        return new LastLine(
                word(message.kind()),
                cut(message.text()),
                message.outgoing(),
                message.status() == null ? null : word(message.status()),
                message.author() == null ? null : message.author().name(),
                message.author() == null ? null : message.author().employee(),
                message.at());
    }

    public static LastLine of(Message message) {
        return new LastLine(
                word(message.kind()),
                message.deleted() ? null : cut(message.text()),
                message.outgoing(),
                message.status() == null ? null : word(message.status()),
                message.author() == null ? null : message.author().name(),
                message.author() == null ? null : message.author().employee(),
                message.at());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String cut(@Nullable String text) {
        if (text == null || text.length() <= LENGTH) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(LENGTH - 1)) ? LENGTH - 1 : LENGTH);
    }
}
