package parley.http.v3;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.webhooks.Delivery;
import parley.webhooks.DeliveryLog;

/// What was sent to the addresses, and once more (contract, 9.3).
final class DeliveryPages {

    private static final String CODE = "VALIDATION_ERROR";
    private static final int PAGE = 50;
    private static final int MOST = 100;

    /// Our states by the contract's words.
    private static final Map<String, List<String>> STATES = Map.of(
            "pending", List.of("pending", "again"),
            "delivered", List.of("delivered"),
            "failed", List.of("dead", "discarded"));

    private final Below below;
    private final DeliveryLog log;

    DeliveryPages(Below below) {
        this.below = below;
        this.log = below.webhooks().log();
    }

    /// Newest first. The cursor is the number of the delivery with which the page ended.
    Answer page(Call call) {
        var status = call.query("status").orElse(null);
        if (status != null && !STATES.containsKey(status)) {
            throw Refusal.fields(CODE, List.of("status"));
        }
        var limit = call.number("limit", PAGE, MOST);
        if (limit == 0) {
            throw Refusal.fields(CODE, List.of("limit"));
        }
        var found = log.page(
                call.account(),
                number(call, "endpointId"),
                status == null ? null : STATES.get(status),
                number(call, "cursor"),
                limit + 1);
        var rows = found.subList(0, Math.min(limit, found.size()));
        var answer = new LinkedHashMap<String, @Nullable Object>();
        answer.put("data", rows.stream().map(DeliveryPages::shown).toList());
        answer.put(
                "nextCursor",
                found.size() > limit ? Long.toString(rows.getLast().id()) : null);
        return Answer.ok(answer);
    }

    private static @Nullable Long number(Call call, String name) {
        var typed = call.query(name).orElse(null);
        if (typed != null && !typed.matches("[0-9]{1,18}")) {
            throw Refusal.fields(CODE, List.of(name));
        }
        return typed == null ? null : Long.valueOf(typed);
    }

    private static Map<String, @Nullable Object> shown(Delivery one) {
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("id", Long.toString(one.id()));
        shown.put("webhookId", one.key());
        shown.put("endpointId", Long.toString(one.subscription()));
        shown.put("kinds", one.kinds());
        shown.put("createdAt", millis(one.happenedAt()));
        shown.put("status", status(one));
        shown.put("attempts", one.attempts());
        shown.put("lastStatusCode", one.status());
        shown.put("lastError", one.problem());
        shown.put("nextAttemptAt", status(one).equals("pending") ? millis(one.dueAt()) : null);
        return shown;
    }

    private static String status(Delivery one) {
        return STATES.entrySet().stream()
                .filter(entry -> entry.getValue().contains(one.state()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private static String millis(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /// Its body without words and clients (R42): the messages themselves are read by their own route.
    Answer one(Call call) {
        var whole = log.find(call.account(), call.serial("id")).orElseThrow(Refusal::notFound);
        var shown = shown(whole.delivery());
        shown.put("body", whole.body());
        shown.put("attemptLog", whole.log().stream().map(DeliveryPages::attempt).toList());
        return Answer.ok(shown);
    }

    private static Map<String, @Nullable Object> attempt(Delivery.Attempt one) {
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("at", millis(one.at()));
        shown.put("statusCode", one.status());
        shown.put("durationMs", one.millis());
        shown.put("error", one.problem());
        shown.put("responseStart", one.answer());
        return shown;
    }

    Answer redeliver(Call call) {
        if (!log.redeliver(call.account(), call.serial("id"))) {
            throw Refusal.notFound();
        }
        var what = "no. " + call.serial("id") + ", by the key " + call.keyName();
        below.database()
                .useTransaction(tx ->
                        below.auth().audit.write(tx, call.account(), null, "webhook_redelivered", what, call.remote()));
        return Answer.of(202, Map.of());
    }
}
