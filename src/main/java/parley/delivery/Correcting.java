package parley.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import parley.channel.Channels.Live;
import parley.channel.Channels.State;
import parley.channel.Connection;
import parley.channel.DeliveryStatus;
import parley.channel.Outbound;
import parley.channel.SendResult;
import parley.chat.Chat;
import parley.chat.ChatRoom;
import parley.chat.Message;
import parley.chat.Message.Problem;
import parley.platform.Job;
import parley.platform.JobHandler;
import parley.platform.JobResult;

/// Edits, deletes or reacts at the messenger, and here when that is done. Doing it twice is doing it once, so a lost
/// answer is no riddle.
final class Correcting implements JobHandler {

    private static final Duration DOWN_PAUSE = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofHours(24);
    private static final int TRIES_IN_THE_DARK = 8;

    private final Ways with;
    private final ChatRoom room;
    private final Progressing progress;
    private final Changing changing;
    private final Holds holds;

    Correcting(Ways with, Progressing progress, Changing changing, Holds holds) {
        this.with = with;
        this.room = with.room();
        this.progress = progress;
        this.changing = changing;
        this.holds = holds;
    }

    private record Attempt(Job job, CorrectionOrder order, Chat chat, Message message, List<String> names, Live live) {}

    @Override
    public JobResult run(Job job) {
        var order = job.payload(CorrectionOrder.class);
        var message = with.database()
                .read(tx -> room.messages().find(tx, job.account(), order.message()))
                .orElse(null);
        if (message == null || message.deleted()) {
            return JobResult.done();
        }
        var live = with.channels().live(job.account(), message.channel()).orElse(null);
        var names = with.database().read(tx -> room.sent().externalIds(tx, job.account(), message));
        if (message.status() == DeliveryStatus.FAILED) {
            // It has never arrived: what was asked for holds here alone.
            return JobResult.done(progress.step(
                    job.account(), order.whole(), (tx, chat, now) -> changing.carryOut(tx, chat, now, order)));
        }
        if (live == null || names.isEmpty()) {
            return failed(job, order, live == null ? "channel_gone" : "not_sent");
        }
        var chat = with.database()
                .read(tx -> room.chats().find(tx, job.account(), order.chat()))
                .orElseThrow();
        return check(new Attempt(job, order, chat, message, names, live));
    }

    private JobResult check(Attempt attempt) {
        var channel = attempt.live.channel();
        if (channel.state() == State.NEEDS_RECONNECT || channel.state() == State.DISABLED) {
            return JobResult.again(DOWN_PAUSE, SendStep.DOWN);
        }
        return holds.left(attempt.job.account(), channel.id(), with.clock().instant())
                .map(left -> JobResult.again(left, "the channel waits"))
                .orElseGet(() -> ask(attempt));
    }

    private JobResult ask(Attempt attempt) {
        // A message that became several is taken back whole; edited and liked is its first part.
        var names =
                attempt.order.what() == CorrectionOrder.What.DELETE ? attempt.names : List.of(attempt.names.getFirst());
        for (var name : names) {
            switch (attempt.live.connection().send(command(attempt, name))) {
                case SendResult.Accepted _ -> {}
                case SendResult.TryLater later -> {
                    return later(attempt, later);
                }
                case SendResult.Refused(var code, var detail, var _) -> {
                    return refused(attempt, code, detail);
                }
                case SendResult.ChannelDown(var why) -> {
                    with.channels()
                            .report(
                                    attempt.job.account(),
                                    attempt.live.channel().id(),
                                    new Connection.Health.NeedsReconnect(why));
                    return JobResult.again(DOWN_PAUSE, SendStep.DOWN);
                }
                case SendResult.Unknown(var why) -> {
                    return attempt.job.attempts() < TRIES_IN_THE_DARK
                            ? JobResult.again(why)
                            : failed(attempt.job, attempt.order, "unknown");
                }
            }
        }
        return JobResult.done(progress.step(
                attempt.job.account(),
                attempt.order.whole(),
                (tx, chat, message) ->
                        message.deleted() ? List.of() : changing.carryOut(tx, chat, message, attempt.order)));
    }

    private JobResult later(Attempt attempt, SendResult.TryLater later) {
        var now = with.clock().instant();
        if (Duration.between(attempt.job.createdAt(), now).compareTo(PATIENCE) >= 0) {
            return failed(attempt.job, attempt.order, "expired");
        }
        if (later.hold() == SendResult.Hold.CHANNEL) {
            holds.hold(attempt.job.account(), attempt.live.channel().id(), now.plus(later.after()));
        }
        return JobResult.again(later.after(), later.why());
    }

    private JobResult refused(Attempt attempt, String code, String detail) {
        return JobResult.done(progress.step(
                attempt.job.account(),
                attempt.order.whole(),
                progress.noted(problem(attempt.order, Map.of("reason", code, "text", detail)))));
    }

    private JobResult failed(Job job, CorrectionOrder order, String reason) {
        return JobResult.done(progress.step(
                job.account(), order.whole(), progress.noted(problem(order, Map.of("reason", reason, "text", "")))));
    }

    /// The message stays as it is and says what was not taken: `edit_refused`, `delete_refused`, `react_refused`.
    private static Problem problem(CorrectionOrder order, Map<String, String> args) {
        var code = switch (order.what()) {
            case EDIT -> "edit_refused";
            case DELETE -> "delete_refused";
            case REACT -> "react_refused";
        };
        return new Problem(code, args);
    }

    private static Outbound command(Attempt attempt, String name) {
        var to = attempt.chat.address();
        var order = attempt.order;
        return switch (order.what()) {
            case EDIT ->
                new Outbound.Edit(
                        to,
                        order.message(),
                        name,
                        order.text() == null ? "" : order.text(),
                        !attempt.message.files().isEmpty());
            case DELETE -> new Outbound.Delete(to, order.message(), name);
            case REACT -> new Outbound.React(to, order.message(), name, order.emoji());
        };
    }
}
