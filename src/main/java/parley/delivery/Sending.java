package parley.delivery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parley.base.MessageId;
import parley.channel.Channels.Channel;
import parley.channel.Channels.Live;
import parley.channel.Channels.State;
import parley.channel.Connection;
import parley.channel.Content;
import parley.channel.Content.Attachment;
import parley.channel.DeliveryStatus;
import parley.channel.Descriptor;
import parley.channel.Outbound;
import parley.channel.SendResult;
import parley.chat.Chat;
import parley.chat.ChatRoom;
import parley.chat.FileInChat;
import parley.chat.Message;
import parley.chat.Message.Problem;
import parley.platform.Job;
import parley.platform.JobHandler;
import parley.platform.JobResult;

/// Sends one message. That it is under way is committed before the messenger hears of it, so a crash in between cannot
/// make two of one: what is found under way later is unknown, and a person decides (R72).
final class Sending implements JobHandler {

    /// What waits because the line is down, in the table of jobs; a line that comes back wakes it.
    static final String DOWN = "channel_down";

    /// What waits behind a message of which nobody knows whether it went.
    static final String LOST = "the answer was lost";

    private static final Duration DOWN_PAUSE = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofHours(24);

    /// How long the chat's next messages wait for an unknown one: evidence of it often follows at once.
    private static final Duration UNKNOWN_PAUSE = Duration.ofSeconds(5);

    private static final Logger LOG = System.getLogger(Sending.class.getName());

    private final Ways with;
    private final ChatRoom room;
    private final Progressing progress;
    private final Holds holds;

    Sending(Ways with, Progressing progress, Holds holds) {
        this.with = with;
        this.room = with.room();
        this.progress = progress;
        this.holds = holds;
    }

    /// One attempt.
    ///
    /// @param quoted how the messenger calls the message that is answered
    private record Attempt(
            Job job,
            SendOrder order,
            Chat chat,
            Message message,
            Live live,
            Descriptor face,
            @Nullable String quoted) {

        Channel channel() {
            return live.channel();
        }

        Connection connection() {
            return live.connection();
        }

        String messenger() {
            return face.name().getOrDefault("en", face.type());
        }
    }

    @Override
    public JobResult run(Job job) {
        var order = job.payload(SendOrder.class);
        var message = with.database()
                .read(tx -> room.messages().find(tx, job.account(), order.message()))
                .orElse(null);
        if (message == null || message.deleted()) {
            return JobResult.done();
        }
        var live = with.channels().live(job.account(), message.channel()).orElse(null);
        return switch (message.status()) {
            case QUEUED ->
                live == null ? failed(job, order, "channel_gone", Map.of()) : check(attempt(job, order, message, live));
            case SENDING ->
                live != null && live.connection().knowsRepetitions()
                        ? send(attempt(job, order, message, live))
                        : unknown(job, order);
            case UNKNOWN -> JobResult.unknown(LOST, JobResult.NOTHING);
            case ACCEPTED, SENT, FAILED, DELIVERED, READ -> JobResult.done();
            case null -> JobResult.done();
        };
    }

    private Attempt attempt(Job job, SendOrder order, Message message, Live live) {
        return with.database().read(tx -> {
            var chat = room.chats().find(tx, job.account(), order.chat()).orElseThrow();
            var quote = message.quote() == null ? null : message.quote().message();
            var quoted = quote == null
                    ? null
                    : room.messages()
                            .find(tx, job.account(), new MessageId(Long.parseLong(quote)))
                            .filter(found -> found.chat().equals(chat.id()))
                            .map(Message::externalId)
                            .orElse(null);
            var face = with.channels().descriptor(live.channel().type());
            return new Attempt(job, order, chat, message, live, face, quoted);
        });
    }

    /// What is known before the messenger is asked.
    private JobResult check(Attempt attempt) {
        if (attempt.message.files().stream().anyMatch(file -> file.id() == null)) {
            // Sent again although its file could not be fetched: it certainly does not go.
            return failed(attempt.job, attempt.order, "file_unreachable", Map.of());
        }
        var now = now();
        var state = attempt.channel().state();
        if (state == State.NEEDS_RECONNECT || state == State.DISABLED) {
            return down(attempt);
        }
        var free = attempt.message.kind() != Content.Kind.TEMPLATE;
        if (free && !Windows.isOpen(attempt.face.can(), attempt.chat, now)) {
            var args = Windows.args(attempt.face.can(), attempt.messenger());
            return failed(
                    attempt.job,
                    attempt.order,
                    "window_closed",
                    Map.of(
                            "hours", String.valueOf(args.get("hours")),
                            "templates", String.valueOf(args.get("templates")),
                            "type", attempt.messenger()));
        }
        var hold = holds.left(attempt.job.account(), attempt.channel().id(), now);
        if (hold.isPresent()) {
            return JobResult.again(hold.get(), "the channel waits");
        }
        var begun = with.database()
                .inTransaction(tx -> progress.go(tx, attempt.job.account(), attempt.order, progress.underWay()));
        if (!begun) {
            // Somebody was faster: what has become of it is seen at the next look.
            return JobResult.again(Duration.ZERO, "changed meanwhile");
        }
        // It may have been edited until a moment ago; from now on it cannot.
        var message = with.database()
                .read(tx -> room.messages().find(tx, attempt.job.account(), attempt.order.message()))
                .orElseThrow();
        return send(attempt(attempt.job, attempt.order, message, attempt.live));
    }

    private JobResult send(Attempt attempt) {
        SendResult result;
        try {
            result = attempt.connection().send(command(attempt));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the adapter of channel " + attempt.channel().id() + " broke down while sending", e);
            result = new SendResult.Unknown("broke down");
        }
        return switch (result) {
            case SendResult.Accepted(var ids, var status) -> {
                with.channels().sawOut(attempt.job.account(), attempt.channel().id());
                yield JobResult.done(
                        progress.step(attempt.job.account(), attempt.order, progress.accepted(ids, status)));
            }
            case SendResult.TryLater later -> later(attempt, later);
            case SendResult.Refused(var code, var detail, var client) ->
                JobResult.done(progress.step(
                        attempt.job.account(),
                        attempt.order,
                        progress.failed(
                                code,
                                Map.of("type", attempt.messenger(), "text", detail),
                                client == SendResult.Client.REACHABLE)));
            case SendResult.ChannelDown(var why) -> {
                with.channels()
                        .report(
                                attempt.job.account(),
                                attempt.channel().id(),
                                new Connection.Health.NeedsReconnect(why));
                yield down(attempt);
            }
            case SendResult.Unknown _ -> unknown(attempt.job, attempt.order);
        };
    }

    private static Outbound.Send command(Attempt attempt) {
        var message = attempt.message;
        var files = message.files().stream().map(Sending::attachment).toList();
        return new Outbound.Send(
                attempt.chat.address(),
                message.id(),
                Objects.requireNonNullElse(message.cid(), message.id().toString()),
                new Content(message.kind(), message.text(), files, message.details()),
                attempt.quoted,
                message.author() == null ? null : message.author().name());
    }

    private static Attachment attachment(FileInChat file) {
        if (file.id() == null) {
            throw new IllegalStateException("a file that is not here cannot be sent");
        }
        return new Attachment(file.id(), file.name(), file.mime(), file.size(), file.w(), file.h(), file.seconds());
    }

    /// Certainly not sent: it is tried again for a day, and its chat keeps its order.
    private JobResult later(Attempt attempt, SendResult.TryLater later) {
        var now = now();
        if (Duration.between(attempt.job.createdAt(), now).compareTo(PATIENCE) >= 0) {
            return failed(attempt.job, attempt.order, "expired", Map.of("hours", Long.toString(PATIENCE.toHours())));
        }
        if (later.hold() == SendResult.Hold.CHANNEL) {
            holds.hold(attempt.job.account(), attempt.channel().id(), now.plus(later.after()));
        }
        var seconds = Math.max(1, later.after().toSeconds());
        var rate = later.why().equals("rate")
                ? new Problem("rate", Map.of("type", attempt.messenger(), "n", Long.toString(seconds)))
                : null;
        return new JobResult.Again(
                later.after(), later.why(), progress.step(attempt.job.account(), attempt.order, progress.waits(rate)));
    }

    private JobResult down(Attempt attempt) {
        var problem = new Problem(DOWN, Map.of("channel", attempt.channel().name()));
        return new JobResult.Again(
                DOWN_PAUSE, DOWN, progress.step(attempt.job.account(), attempt.order, progress.waits(problem)));
    }

    private JobResult failed(Job job, SendOrder order, String code, Map<String, String> args) {
        return JobResult.done(progress.step(job.account(), order, progress.failed(code, args, true)));
    }

    private JobResult unknown(Job job, SendOrder order) {
        return new JobResult.Again(
                UNKNOWN_PAUSE,
                LOST,
                progress.step(
                        job.account(), order, progress.to(DeliveryStatus.UNKNOWN, new Problem("unknown", Map.of()))));
    }

    private Instant now() {
        return with.clock().instant();
    }
}
