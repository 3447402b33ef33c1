package parley.delivery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
import parley.channel.Descriptor;
import parley.channel.Outbound;
import parley.channel.SendResult;
import parley.chat.Chat;
import parley.chat.ChatRoom;
import parley.chat.FileInChat;
import parley.chat.Message;
import parley.platform.Failpoint;
import parley.platform.Job;
import parley.platform.JobHandler;
import parley.platform.JobResult;

/// Sends one message. That it is under way is committed before the messenger hears of it, so a crash in between cannot
/// make two of one: what is found under way later is unknown, and a person decides (R72).
final class Sending implements JobHandler {

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
        var repeats = live != null && live.connection().knowsRepetitions();
        return switch (SendStep.Look.at(message.status(), live != null, repeats)) {
            case ASK -> check(attempt(job, order, message, there(live)));
            case REPEAT -> send(attempt(job, order, message, there(live)));
            case LOST -> end(job, order, new SendStep.Lost());
            case UNDECIDED -> JobResult.unknown(SendStep.LOST, JobResult.NOTHING);
            case GONE -> end(job, order, new SendStep.Failed("channel_gone", Map.of(), true));
            case OVER -> JobResult.done();
        };
    }

    private static Live there(@Nullable Live live) {
        return Objects.requireNonNull(live, "a channel that is gone is not asked");
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
            return end(attempt.job, attempt.order, new SendStep.Failed("file_unreachable", Map.of(), true));
        }
        var now = now();
        var state = attempt.channel().state();
        if (state == State.NEEDS_RECONNECT || state == State.DISABLED) {
            return end(
                    attempt.job, attempt.order, SendStep.down(attempt.channel().name()));
        }
        var free = attempt.message.kind() != Content.Kind.TEMPLATE;
        if (free && !Windows.isOpen(attempt.face.can(), attempt.chat, now)) {
            var args = Windows.args(attempt.face.can(), attempt.messenger());
            var told = Map.of(
                    "hours", String.valueOf(args.get("hours")),
                    "templates", String.valueOf(args.get("templates")),
                    "type", attempt.messenger());
            return end(attempt.job, attempt.order, new SendStep.Failed("window_closed", told, true));
        }
        var hold = holds.left(attempt.job.account(), attempt.channel().id(), now);
        if (hold.isPresent()) {
            return JobResult.again(hold.get(), "the channel waits");
        }
        var begun = with.database()
                .inTransaction(tx -> progress.go(tx, attempt.job.account(), attempt.order, underWay(attempt.job)));
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

    /// Whoever has lost the job sends nothing: somebody else may have been asked to wait by the messenger since.
    private Progressing.Step underWay(Job job) {
        return (tx, chat, message) ->
                with.jobs().isCurrent(tx, job) ? progress.underWay().go(tx, chat, message) : List.of();
    }

    private JobResult send(Attempt attempt) {
        SendResult result;
        try {
            Failpoint.SENDING_BEGUN.hit();
            result = attempt.connection().send(command(attempt));
            Failpoint.SENDING_ANSWERED.hit();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the adapter of channel " + attempt.channel().id() + " broke down while sending", e);
            result = new SendResult.Unknown("broke down");
        }
        var account = attempt.job.account();
        var channel = attempt.channel();
        if (result instanceof SendResult.Accepted) {
            with.channels().sawOut(account, channel.id());
        }
        if (result instanceof SendResult.ChannelDown(var why)) {
            with.channels().report(account, channel.id(), new Connection.Health.NeedsReconnect(why));
        }
        var step = SendStep.after(result, attempt.job.createdAt(), now(), attempt.messenger(), channel.name());
        if (step instanceof SendStep.Waits waits && waits.hold() != null) {
            holds.hold(account, channel.id(), waits.hold());
        }
        return end(attempt.job, attempt.order, step);
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

    private JobResult end(Job job, SendOrder order, SendStep step) {
        return step.result(progress.step(job.account(), order, progress.after(step)));
    }

    private Instant now() {
        return with.clock().instant();
    }
}
