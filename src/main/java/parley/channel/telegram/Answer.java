package parley.channel.telegram;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What came of a call. Whether the messenger has acted is the question that matters.
sealed interface Answer {

    /// It has.
    record Done(JsonNode result) implements Answer {}

    /// It has not, and says why.
    ///
    /// @param code Telegram's `error_code`, an HTTP status
    /// @param description Telegram's words; they change, so the code counts first
    record Failed(
            int code,
            String description,
            @Nullable Duration retryAfter,
            @Nullable String migratedTo) implements Answer {

        /// Whether the words contain this, whatever the case.
        boolean says(String fragment) {
            return description.toLowerCase(java.util.Locale.ROOT).contains(fragment);
        }
    }

    /// The request never reached the messenger.
    record NotSent(String why) implements Answer {}

    /// A file that was to be sent cannot be read any more.
    record FileGone() implements Answer {}

    /// Somebody answered who is not the Bot API: a proxy, a wrong address.
    record Foreign(int status) implements Answer {}

    /// The request went out and no answer came that can be understood: it may have acted.
    record Lost(String why) implements Answer {}
}
