package parley.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import parley.channel.Descriptor.Can;
import parley.chat.Chat;

/// Messengers that let a company write freely only for some hours after the client's last message.
final class Windows {

    private Windows() {}

    static boolean isOpen(Can can, Chat chat, Instant now) {
        if (can.windowHours() == null) {
            return true;
        }
        var since = chat.lastClientAt();
        return since != null && now.isBefore(since.plus(Duration.ofHours(can.windowHours())));
    }

    /// What the text of `window_closed` mentions.
    static Map<String, Object> args(Can can, String messenger) {
        return Map.of(
                "hours",
                can.windowHours() == null ? 0 : can.windowHours(),
                "templates",
                can.templates() ? "yes" : "no",
                "type",
                messenger);
    }
}
