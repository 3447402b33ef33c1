package parley.channel.waba;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What came of a call. Whether Meta has acted is the question that matters.
sealed interface Answer {

    /// It has.
    record Done(JsonNode result) implements Answer {}

    /// It has not, and says why.
    ///
    /// @param retryAfter how long to wait, if it says so
    record Failed(int status, Trouble trouble, @Nullable Duration retryAfter) implements Answer {}

    /// The request never reached Meta.
    record NotSent(String why) implements Answer {}

    /// A file that was to be sent cannot be read any more.
    record FileGone() implements Answer {}

    /// Somebody answered who is not the Graph API: a proxy, a wrong address.
    record Foreign(int status) implements Answer {}

    /// The request went out and no answer came that can be understood: it may have acted.
    record Lost(String why) implements Answer {}

    /// An error in Meta's words, the same in answers and in statuses. Its code counts; titles change.
    record Trouble(int code, int subcode, String words) {

        static Trouble of(JsonNode error) {
            var details = Words.text(error.path("error_data"), "details");
            var message = details == null ? Words.text(error, "message") : details;
            var said = message == null ? Words.text(error, "title") : message;
            return new Trouble(
                    Words.number(error, "code"), Words.number(error, "error_subcode"), said == null ? "" : said);
        }
    }
}
