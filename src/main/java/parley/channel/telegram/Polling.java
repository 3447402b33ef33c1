package parley.channel.telegram;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import parley.channel.ChannelConfig;
import parley.channel.ChannelTools.Inlet;
import parley.channel.ChannelTools.Unavailable;
import parley.channel.Connection.Health;
import parley.channel.RawEvent;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;

/// Asks Telegram for updates where it cannot call us. What was fetched is confirmed, by asking for what comes behind
/// it, only when it is durable here (R70).
final class Polling {

    private static final int LIMIT = 100;
    private static final int WAIT_SECONDS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(WAIT_SECONDS + 15);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final BotApi api;
    private final ChannelConfig channel;
    private final Inlet inlet;
    private final RandomGenerator random;
    private volatile @Nullable Health trouble;

    Polling(BotApi api, ChannelConfig channel, Inlet inlet, RandomGenerator random) {
        this.api = api;
        this.channel = channel;
        this.inlet = inlet;
        this.random = random;
    }

    /// What the last question came to.
    Health health() {
        var now = trouble;
        return now == null ? new Health.Connected() : now;
    }

    /// Runs until the thread is interrupted.
    void run() throws InterruptedException {
        Long next = null;
        var failures = 0;
        while (!Thread.interrupted()) {
            var answer = api.call(Call.of("getUpdates")
                    .with("offset", next)
                    .with("limit", LIMIT)
                    .with("timeout", WAIT_SECONDS)
                    .with("allowed_updates", Account.UPDATES)
                    .patient(PATIENCE));
            if (Thread.interrupted()) {
                break;
            }
            var updates = updates(answer);
            if (updates != null && store(updates)) {
                // An empty answer has confirmed everything; Telegram may begin to count anew after a quiet week.
                next = updates.isEmpty() ? null : after(updates, next);
                failures = 0;
            } else {
                failures++;
                pause(answer, failures);
            }
        }
        throw new InterruptedException();
    }

    private @Nullable List<JsonNode> updates(Answer answer) {
        if (answer instanceof Answer.Done(var result) && result.isArray()) {
            trouble = null;
            return List.copyOf(result.values());
        }
        trouble = switch (answer) {
            case Answer.Failed failed
            when failed.code() == UNAUTHORIZED || failed.code() == NOT_FOUND ->
                new Health.NeedsReconnect("wrong_secret");
            case Answer.Failed failed
            when failed.code() == CONFLICT ->
                new Health.Attention(failed.says("webhook") ? "foreign_webhook" : "other_poller");
            case Answer.Foreign _ -> new Health.Attention("foreign_answer");
            default -> new Health.Attention("unreachable");
        };
        return null;
    }

    private boolean store(List<JsonNode> updates) {
        if (updates.isEmpty()) {
            return true;
        }
        var events = new ArrayList<RawEvent>();
        for (var update : updates) {
            events.add(Arrivals.of(update, Json.bytes(update)));
        }
        try {
            inlet.accept(channel, events);
            return true;
        } catch (Unavailable e) {
            // Nothing was confirmed, so Telegram gives the same again.
            return false;
        }
    }

    private static @Nullable Long after(List<JsonNode> updates, @Nullable Long before) {
        var last = before;
        for (var update : updates) {
            var id = update.path("update_id");
            if (id.isIntegralNumber()) {
                last = last == null ? id.asLong() + 1 : Math.max(last, id.asLong() + 1);
            }
        }
        return last;
    }

    /// Longer from time to time, and never for two servers at the same moment.
    private void pause(Answer answer, int failures) throws InterruptedException {
        var longest = Math.min(LONGEST_PAUSE.toMillis(), 1000L << Math.min(failures - 1, 10));
        var wait = answer instanceof Answer.Failed failed && failed.retryAfter() != null
                ? failed.retryAfter().toMillis()
                : longest / 2 + random.nextLong(longest / 2 + 1);
        if (new CountDownLatch(1).await(wait, TimeUnit.MILLISECONDS)) {
            throw new InterruptedException();
        }
    }
}
