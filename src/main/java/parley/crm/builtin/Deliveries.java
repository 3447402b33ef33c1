package parley.crm.builtin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.platform.Database;
import parley.platform.Job;
import parley.platform.JobHandler;
import parley.platform.JobResult;
import parley.platform.Json;
import parley.platform.OutgoingHttp;
import parley.platform.Secrets;

/// Tells webhook addresses of changes, signed as the Standard Webhooks specification 1.0 wants it, one change after the
/// other per address. What is not taken is sent again with growing pauses; an address that takes nothing for long, or
/// says that it is gone, is switched off.
final class Deliveries implements JobHandler {

    static final String SECRET_PREFIX = "whsec_";

    private static final int PATIENCE = 15;
    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Database database;
    private final Secrets secrets;
    private final HttpClient http;
    private final InstantSource clock;

    Deliveries(Database database, Secrets secrets, HttpClient http, InstantSource clock) {
        this.database = database;
        this.secrets = secrets;
        this.http = http;
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
        try {
            return settle(
                    job,
                    webhooks,
                    order,
                    http.send(request(job, found.webhook, found.change), BodyHandlers.discarding()));
        } catch (OutgoingHttp.Forbidden _) {
            return off(webhooks, order, "forbidden");
        } catch (IOException e) {
            return again(job, webhooks, order, "unreachable", null);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return JobResult.again("going down");
        }
    }

    private JobResult settle(Job job, Webhooks webhooks, Telling.Order order, HttpResponse<Void> answer) {
        var status = answer.statusCode();
        if (status / 100 == 2) {
            var now = clock.instant();
            return JobResult.done(tx -> webhooks.delivered(tx, order.webhook(), now));
        }
        if (status == 410) {
            return off(webhooks, order, "status 410");
        }
        var pause = answer.headers().firstValue("Retry-After").map(Deliveries::seconds);
        return again(job, webhooks, order, "status " + status, pause.orElse(null));
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

    private static Duration seconds(String header) {
        try {
            var asked = Duration.ofSeconds(Math.max(1, Long.parseLong(header.strip())));
            return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
        } catch (NumberFormatException _) {
            return Duration.ofMinutes(1);
        }
    }

    private HttpRequest request(Job job, Webhooks.Row webhook, ChangeLog.Row change) {
        var body = Json.write(body(change));
        var id = "crm_" + job.account() + "_" + change.seq();
        var time = Long.toString(clock.instant().getEpochSecond());
        var secret = secrets.open(webhook.sealed(), context(job.account()));
        return HttpRequest.newBuilder(URI.create(webhook.url()))
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Parley")
                .header("webhook-id", id)
                .header("webhook-timestamp", time)
                .header("webhook-signature", signature(secret, id + "." + time + "." + body))
                .POST(BodyPublishers.ofString(body))
                .build();
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

    /// @param secret with its prefix; the key is the Base64 behind it
    static String signature(String secret, String signed) {
        try {
            var key = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
