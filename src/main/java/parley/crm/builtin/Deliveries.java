package parley.crm.builtin;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.platform.Database;
import parley.platform.GuardedHttp.Outcome;
import parley.platform.Job;
import parley.platform.JobHandler;
import parley.platform.JobResult;
import parley.platform.Json;
import parley.platform.Secrets;
import parley.platform.SignedPosts;

/// Tells webhook addresses of changes, one change after the other per address. What is not taken is sent again with
/// growing pauses; an address that takes nothing for long, or says that it is gone, is switched off.
final class Deliveries implements JobHandler {

    private static final int PATIENCE = 15;
    private static final Duration ANSWER = Duration.ofSeconds(15);

    private final Database database;
    private final Secrets secrets;
    private final SignedPosts posts;
    private final InstantSource clock;

    Deliveries(Database database, Secrets secrets, SignedPosts posts, InstantSource clock) {
        this.database = database;
        this.secrets = secrets;
        this.posts = posts;
        this.clock = clock;
    }

    /// Sealed secrets of one company open nowhere else.
    static String context(AccountId account) {
        return "crm.webhook:" + account;
    }

    @Override
    public JobResult run(Job job) {
        var order = job.payload(Telling.Order.class);
        var webhooks = new Webhooks(job.account().value());
        record Found(Webhooks.Row webhook, ChangeLog.Row change) {}
        var found = database.read(tx -> webhooks.find(tx, order.webhook())
                        .filter(Webhooks.Row::isOn)
                        .flatMap(webhook -> new ChangeLog(job.account().value())
                                .since(tx, order.seq() - 1, 1).stream()
                                        .findFirst()
                                        .map(change -> new Found(webhook, change))))
                .orElse(null);
        if (found == null) {
            return JobResult.done();
        }
        return switch (posts.send(post(job, found.webhook, found.change))) {
            case Outcome.Answered answer -> settle(job, webhooks, order, answer);
            case Outcome.Forbidden() -> off(webhooks, order, "forbidden");
            case Outcome.Unreachable _, Outcome.Lost _ -> again(job, webhooks, order, "unreachable", null);
        };
    }

    private JobResult settle(Job job, Webhooks webhooks, Telling.Order order, Outcome.Answered answer) {
        var status = answer.status();
        if (status / 100 == 2) {
            var now = clock.instant();
            return JobResult.done(tx -> webhooks.delivered(tx, order.webhook(), now));
        }
        if (status == 410) {
            return off(webhooks, order, "status 410");
        }
        return again(job, webhooks, order, "status " + status, SignedPosts.pause(answer));
    }

    private JobResult again(Job job, Webhooks webhooks, Telling.Order order, String why, @Nullable Duration after) {
        if (job.attempts() >= PATIENCE) {
            return off(webhooks, order, why);
        }
        return new JobResult.Again(after, why, tx -> webhooks.failed(tx, order.webhook(), why, null));
    }

    /// The change feed still has what it was not told.
    private JobResult off(Webhooks webhooks, Telling.Order order, String why) {
        var now = clock.instant();
        return JobResult.dead(why, tx -> webhooks.failed(tx, order.webhook(), why, now));
    }

    private SignedPosts.Post post(Job job, Webhooks.Row webhook, ChangeLog.Row change) {
        return new SignedPosts.Post(
                URI.create(webhook.url()),
                "crm_" + job.account() + "_" + change.seq(),
                Json.bytes(body(change)),
                List.of(secrets.open(webhook.sealed(), context(job.account()))),
                null,
                ANSWER);
    }

    private static Map<String, Object> body(ChangeLog.Row change) {
        var what = change.before() == null ? "created" : change.after() == null ? "deleted" : "changed";
        var data = new TreeMap<String, Object>();
        data.put("seq", Long.toString(change.seq()));
        data.put("id", Long.toString(change.id()));
        data.put("before", Json.tree(Json.write(change.before())));
        data.put("after", Json.tree(Json.write(change.after())));
        data.put("actor", Json.tree(Json.write(change.actor())));
        var body = new TreeMap<String, Object>();
        body.put("type", change.entity() + "." + what);
        body.put("timestamp", change.at().toString());
        body.put("data", data);
        return body;
    }
}
