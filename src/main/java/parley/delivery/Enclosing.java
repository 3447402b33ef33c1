package parley.delivery;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import parley.base.MessageId;
import parley.channel.DeliveryStatus;
import parley.chat.Aspect;
import parley.chat.Chat;
import parley.chat.Feed;
import parley.chat.FileInChat;
import parley.chat.Message;
import parley.platform.GuardedHttp;
import parley.platform.GuardedHttp.Outcome.Answered;
import parley.platform.GuardedHttp.Outcome.Forbidden;
import parley.platform.GuardedHttp.Outcome.Lost;
import parley.platform.GuardedHttp.Outcome.Unreachable;
import parley.platform.Job;
import parley.platform.JobHandler;
import parley.platform.JobResult;
import parley.platform.Media.StoredFile;

/// Fetches the file that a program has named, right before its message goes out. The address came from outside, so it
/// must lie in the open internet, answers without a redirect, and has nine seconds for at most ten megabytes.
final class Enclosing implements JobHandler {

    private static final int LARGEST = 10 << 20;
    private static final GuardedHttp.Limits LIMITS =
            new GuardedHttp.Limits(Duration.ofSeconds(3), Duration.ofSeconds(9), LARGEST + 1);

    private static final int TRIES = 3;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Ways with;
    private final Progressing progress;

    Enclosing(Ways with, Progressing progress) {
        this.with = with;
        this.progress = progress;
    }

    private sealed interface Got {

        record Bytes(byte[] content, String mime) implements Got {}

        /// @param code of the message's problem
        record Never(String code) implements Got {}

        record NotNow(String why) implements Got {}
    }

    @Override
    public JobResult run(Job job) {
        var order = job.payload(FileOrder.class);
        var message = with.database()
                .read(tx -> with.room().messages().find(tx, job.account(), order.message()))
                .orElse(null);
        if (message == null || message.deleted() || message.status() != DeliveryStatus.QUEUED) {
            return JobResult.done();
        }
        var reference = message.files().getFirst().reference();
        if (reference == null) {
            return JobResult.done();
        }
        return switch (fetch(URI.create(reference))) {
            case Got.Bytes(var content, var mime) -> store(job, order, message, content, mime);
            case Got.Never(var code) -> failed(job, order, message, code);
            case Got.NotNow(var why) ->
                job.attempts() < TRIES ? JobResult.again(PAUSE, why) : failed(job, order, message, "file_unreachable");
        };
    }

    private Got fetch(URI from) {
        var call = new GuardedHttp.Call("GET", from, Map.of("Accept", "*/*"), new byte[0]);
        return switch (with.strangers().send(call, LIMITS)) {
            case Answered(var status, var headers, var body) -> got(status, headers, body);
            case Forbidden() -> new Got.Never("file_forbidden");
            case Unreachable(var why) -> new Got.NotNow(why);
            case Lost(var timedOut) -> new Got.NotNow(timedOut ? "too slow" : "broke off");
        };
    }

    private static Got got(int status, Map<String, String> headers, byte[] body) {
        if (status >= 500) {
            return new Got.NotNow("status " + status);
        }
        if (status != 200) {
            return new Got.Never("file_unreachable");
        }
        return body.length > LARGEST
                ? new Got.Never("file_too_big")
                : new Got.Bytes(body, headers.getOrDefault("content-type", ""));
    }

    private JobResult store(Job job, FileOrder order, Message message, byte[] content, String mime) {
        var live = with.channels().live(job.account(), message.channel()).orElse(null);
        if (live == null) {
            return failed(job, order, message, "channel_gone");
        }
        var loading = message.files().getFirst();
        try {
            var file =
                    with.media().store(job.account(), loading.name(), mime, new ByteArrayInputStream(content), LARGEST);
            var face = with.channels().descriptor(live.channel().type());
            var messenger = face.name().getOrDefault("en", face.type());
            var checked = Limits.check(face.can(), messenger, message.text(), List.of(file), false);
            return checked.mistakes().isEmpty()
                    ? JobResult.done(progress.step(job.account(), order.whole(), (tx, chat, now) -> {
                        with.room().sent().enclosed(tx, chat.account(), now.id(), checked.kind(), files(loading, file));
                        return shown(chat, now.id());
                    }))
                    : failed(job, order, message, checked.mistakes().getFirst());
        } catch (IOException e) {
            return JobResult.again(String.valueOf(e));
        }
    }

    private static List<FileInChat> files(FileInChat loading, StoredFile file) {
        return List.of(loading.stored(file.id(), file.mime(), file.size(), file.width(), file.height()));
    }

    private static List<Feed.Change> shown(Chat chat, MessageId message) {
        return List.of(new Feed.Change.OfMessage(chat.id(), message, new Aspect.Fetched()));
    }

    private JobResult failed(Job job, FileOrder order, Message message, String code) {
        return failed(job, order, message, Mistake.of("files.0", code));
    }

    /// The message stays in the chat as one that did not go, and its file as gone.
    private JobResult failed(Job job, FileOrder order, Message message, Mistake mistake) {
        var args = mistake.args().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
        var gone = List.of(message.files().getFirst().gone());
        return JobResult.done(progress.step(job.account(), order.whole(), (tx, chat, now) -> {
            with.room().messages().files(tx, chat.account(), now.id(), gone);
            // Programs are told of the message only now: before the step that says why it did not go.
            var changes = new ArrayList<>(shown(chat, now.id()));
            changes.addAll(progress.failed(mistake.code(), args, true).go(tx, chat, now));
            return changes;
        }));
    }
}
