package parley.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.channel.DeliveryStatus;
import parley.channel.SendResult;
import parley.chat.Message.Problem;
import parley.platform.JobResult;

/// How an attempt at sending ends (R72). Pure, so that the simulation decides as {@link Sending} does.
sealed interface SendStep {

    /// What waits because the line is down, in the table of jobs; a line that comes back wakes it.
    String DOWN = "channel_down";

    /// What waits behind a message of which nobody knows whether it went.
    String LOST = "the answer was lost";

    /// Certainly not sent: it is tried again so long.
    Duration PATIENCE = Duration.ofHours(24);

    Duration DOWN_PAUSE = Duration.ofSeconds(15);

    /// How long the chat's next messages wait for an unknown one: evidence of it often follows at once.
    Duration UNKNOWN_PAUSE = Duration.ofSeconds(5);

    record Went(List<String> externalIds, DeliveryStatus status) implements SendStep {}

    /// It stays in the queue, and its chat keeps its order.
    ///
    /// @param why stands at the job; `problem` at the message
    /// @param hold until when nothing else goes out on the channel; absent when only the chat waits
    record Waits(
            Duration after,
            String why,
            @Nullable Problem problem,
            @Nullable Instant hold) implements SendStep {}

    /// @param reaches whether the client can be written to at all
    record Failed(String code, Map<String, String> args, boolean reaches) implements SendStep {}

    record Lost() implements SendStep {}

    /// What is to be done about a message, by how far it has come.
    enum Look {
        /// The messenger is asked.
        ASK,
        /// It may have been asked before, and would notice.
        REPEAT,
        /// It may have been asked before, and nobody knows.
        LOST,
        /// A person is to decide.
        UNDECIDED,
        GONE,
        OVER;

        /// @param connected whether there is such a channel
        /// @param knowsRepetitions whether the messenger makes one of two with the same id
        static Look at(@Nullable DeliveryStatus status, boolean connected, boolean knowsRepetitions) {
            return switch (status) {
                case QUEUED -> connected ? ASK : GONE;
                case SENDING -> connected && knowsRepetitions ? REPEAT : LOST;
                case UNKNOWN -> UNDECIDED;
                case ACCEPTED, SENT, FAILED, DELIVERED, READ -> OVER;
                case null -> OVER;
            };
        }
    }

    /// @param asked when it was written; @param messenger its name for people
    static SendStep after(SendResult result, Instant asked, Instant now, String messenger, String channel) {
        return switch (result) {
            case SendResult.Accepted(var ids, var status) -> new Went(ids, status);
            case SendResult.TryLater later -> later(later, asked, now, messenger);
            case SendResult.Refused(var code, var detail, var client) ->
                new Failed(code, Map.of("type", messenger, "text", detail), client == SendResult.Client.REACHABLE);
            case SendResult.ChannelDown _ -> down(channel);
            case SendResult.Unknown _ -> new Lost();
        };
    }

    private static SendStep later(SendResult.TryLater later, Instant asked, Instant now, String messenger) {
        if (Duration.between(asked, now).compareTo(PATIENCE) >= 0) {
            return new Failed("expired", Map.of("hours", Long.toString(PATIENCE.toHours())), true);
        }
        var seconds = Math.max(1, later.after().toSeconds());
        var rate = later.why().equals("rate")
                ? new Problem("rate", Map.of("type", messenger, "n", Long.toString(seconds)))
                : null;
        var hold = later.hold() == SendResult.Hold.CHANNEL ? now.plus(later.after()) : null;
        return new Waits(later.after(), later.why(), rate, hold);
    }

    /// @param channel its name for people
    static SendStep down(String channel) {
        return new Waits(DOWN_PAUSE, DOWN, new Problem(DOWN, Map.of("channel", channel)), null);
    }

    /// Where the message stands afterwards, unless something has overtaken it.
    default DeliveryStatus status() {
        return switch (this) {
            case Went went -> went.status();
            case Waits _ -> DeliveryStatus.QUEUED;
            case Failed _ -> DeliveryStatus.FAILED;
            case Lost _ -> DeliveryStatus.UNKNOWN;
        };
    }

    /// @param effect writes the step down
    default JobResult result(Consumer<Handle> effect) {
        return switch (this) {
            case Went _, Failed _ -> JobResult.done(effect);
            case Waits waits -> new JobResult.Again(waits.after(), waits.why(), effect);
            case Lost _ -> new JobResult.Again(UNKNOWN_PAUSE, LOST, effect);
        };
    }
}
