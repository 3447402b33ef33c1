package parley.channel.telegram;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import parley.channel.SendResult.Hold;

/// Telegram does not say whether a chat or the whole bot was too fast. Two chats that are told within a second: the
/// bot.
final class Throttle {

    private static final Duration TOGETHER = Duration.ofSeconds(1);

    private final AtomicReference<@Nullable Hit> last = new AtomicReference<>();

    private record Hit(String chat, long nanos) {}

    /// How far the limit reaches that this chat has just met.
    Hold hit(String chat) {
        var now = System.nanoTime();
        var before = last.getAndSet(new Hit(chat, now));
        return before != null && !before.chat().equals(chat) && now - before.nanos() <= TOGETHER.toNanos()
                ? Hold.CHANNEL
                : Hold.CHAT;
    }
}
