package parley.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.auth.Auth;
import parley.base.ChannelId;
import parley.channel.Channels;
import parley.channel.Descriptor;
import parley.platform.Backlog;
import parley.platform.Database;
import parley.settings.Queue;
import parley.settings.SettingsDesk;

/// What works, what waits and what is stuck, and what an administrator does about it (UX 13).
final class HealthPages {

    private static final int STUCK = 100;
    private static final int LONGEST_REASON = 500;

    record Health(
            List<Line> channels,
            long waitingWork,
            long failedWork,
            long waitingJobs,
            @Nullable Instant oldestJob,
            long waitingClients,
            List<Waiting> waiting,
            List<Aside> aside,
            List<Stuck> stuck,
            Disk disk) {}

    record Line(
            String id,
            String name,
            String state,
            @Nullable String reason,
            @Nullable Map<String, String> reasonText,
            Instant since,
            @Nullable Instant lastIn,
            @Nullable Instant lastOut) {

        static Line of(Channels.Channel channel, @Nullable Descriptor type) {
            return new Line(
                    channel.id().toString(),
                    channel.name(),
                    channel.state().name().toLowerCase(Locale.ROOT),
                    channel.reason(),
                    ChannelPages.reasonText(type, channel.reason()),
                    channel.stateSince(),
                    channel.lastIn(),
                    channel.lastOut());
        }
    }

    /// Clients of a channel whom nobody can take (R32).
    record Waiting(String channel, long clients) {}

    /// An event that could not be worked off.
    record Aside(String id, String kind, @Nullable String channel, String error, Instant at) {}

    record Stuck(
            String id, String kind, String state, @Nullable String error, Instant at, int attempts) {}

    record Disk(long free, long total) {}

    record Discard(String reason) {}

    private final Database database;
    private final Auth auth;
    private final Channels channels;
    private final SettingsDesk desk;
    private final Backlog backlog;
    private final Path data;

    /// @param data the folder whose disk must not run full
    HealthPages(Database database, Auth auth, Channels channels, SettingsDesk desk, Backlog backlog, Path data) {
        this.database = database;
        this.auth = auth;
        this.channels = channels;
        this.desk = desk;
        this.backlog = backlog;
        this.data = data;
    }

    Answer health(Asked asked) throws IOException {
        var account = asked.viewer().account();
        var lines = channels.all(account);
        var names = lines.stream().collect(Collectors.toMap(Channels.Channel::id, Channels.Channel::name));
        var waiting = desk.queues(account).stream()
                .filter(queue -> queue.waiting() > 0)
                .toList();
        var disk = Files.getFileStore(data);
        return Answer.ok(database.read(tx -> {
            var counts = backlog.counts(tx, account);
            return new Health(
                    lines.stream()
                            .map(channel -> Line.of(
                                    channel, channels.face(channel.type()).orElse(null)))
                            .toList(),
                    counts.work(),
                    counts.aside(),
                    counts.jobs(),
                    counts.oldest(),
                    waiting.stream().mapToLong(Queue::waiting).sum(),
                    waiting.stream()
                            .map(queue -> new Waiting(names.getOrDefault(queue.channel(), ""), queue.waiting()))
                            .toList(),
                    backlog.stuckWork(tx, account, STUCK).stream()
                            .map(one -> aside(one, names))
                            .toList(),
                    backlog.stuckJobs(tx, account, STUCK).stream()
                            .map(HealthPages::stuck)
                            .toList(),
                    space(disk));
        }));
    }

    private static Disk space(FileStore disk) {
        try {
            return new Disk(disk.getUsableSpace(), disk.getTotalSpace());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Aside aside(Backlog.StuckWork one, Map<ChannelId, String> names) {
        return new Aside(Long.toString(one.id()), one.kind(), names.get(one.channel()), one.error(), one.at());
    }

    private static Stuck stuck(Backlog.StuckJob one) {
        return new Stuck(Long.toString(one.id()), one.kind(), one.state(), one.error(), one.at(), one.attempts());
    }

    Answer redeliverJob(Asked asked) {
        return did(
                asked,
                "job_redelivered",
                "",
                (tx, id) -> backlog.redeliverJob(tx, asked.viewer().account(), id));
    }

    Answer redeliverWork(Asked asked) {
        return did(
                asked,
                "event_redelivered",
                "",
                (tx, id) -> backlog.redeliverWork(tx, asked.viewer().account(), id));
    }

    Answer discardJob(Asked asked) {
        var reason = asked.json(Discard.class).reason().strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            return Answer.invalid(List.of(new ApiError.Field(
                    "reason", reason.isEmpty() ? "required" : "long", Map.of("max", LONGEST_REASON))));
        }
        return did(
                asked,
                "job_discarded",
                ": " + reason,
                (tx, id) -> backlog.discardJob(tx, asked.viewer().account(), id, reason));
    }

    private Answer did(Asked asked, String action, String why, BiPredicate<Handle, Long> change) {
        var id = asked.id("id");
        var viewer = asked.viewer();
        return database.inTransaction(tx -> {
            if (!change.test(tx, id)) {
                return Answer.notFound();
            }
            auth.audit.write(tx, viewer.account(), viewer.login(), action, "no. " + id + why, asked.remote());
            return Answer.empty();
        });
    }
}
