package parley.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.auth.Auth;
import parley.platform.Database;
import parley.webhooks.Delivery;
import parley.webhooks.DeliveryLog;
import parley.webhooks.Kind;
import parley.webhooks.Subscription;
import parley.webhooks.Subscriptions;
import parley.webhooks.Subscriptions.Saved;
import parley.webhooks.Webhooks;
import parley.webhooks.Wish;

/// The addresses that are told what happens, for administrators: what they are told, what came of it, and once more.
final class WebhookPages {

    private static final int MOST = 200;
    private static final int LONGEST_REASON = 500;
    private static final Set<String> STATES = Set.of("pending", "again", "delivered", "dead", "discarded");

    /// @param main the one that programs set by the v3 interface
    /// @param hasCrmKey the key itself is never shown
    /// @param state `off`, `failing`, `on`, or `unset` while the main one has no address
    /// @param secret by which the receiver knows us; shown once
    record View(
            String id,
            boolean main,
            String url,
            List<String> kinds,
            boolean hasCrmKey,
            String state,
            @Nullable Instant deliveredAt,
            @Nullable Instant failingSince,
            @Nullable String problem,
            long waiting,
            long dead,
            @Nullable String secret) {

        static View of(Subscription one, Delivery.Counts counts, @Nullable String secret) {
            return new View(
                    Long.toString(one.id()),
                    one.main(),
                    one.url(),
                    one.kinds().stream().sorted().map(Kind::word).toList(),
                    one.sealedCrmKey() != null,
                    state(one),
                    one.deliveredAt(),
                    one.failingSince(),
                    one.problem(),
                    counts.waiting(),
                    counts.dead(),
                    secret);
        }

        private static String state(Subscription one) {
            if (one.url().isEmpty()) {
                return "unset";
            }
            if (one.disabledAt() != null) {
                return "off";
            }
            return one.failingSince() == null ? "on" : "failing";
        }
    }

    record Line(
            String id,
            String webhook,
            String key,
            List<String> kinds,
            int items,
            String state,
            int attempts,
            @Nullable Integer status,
            @Nullable String problem,
            Instant happenedAt,
            @Nullable Instant nextAt,
            @Nullable Instant settledAt) {

        static Line of(Delivery one) {
            return new Line(
                    Long.toString(one.id()),
                    Long.toString(one.subscription()),
                    one.key(),
                    one.kinds(),
                    one.items(),
                    one.state(),
                    one.attempts(),
                    one.status(),
                    one.problem(),
                    one.happenedAt(),
                    one.settledAt() == null ? one.dueAt() : null,
                    one.settledAt());
        }
    }

    record Whole(Line delivery, String body, List<Delivery.Attempt> log) {}

    /// @param kinds all that it is to be told of
    record Typed(
            @Nullable String url,
            @Nullable List<String> kinds,
            @Nullable String crmKey,
            @Nullable Boolean enabled) {}

    record Discard(String reason) {}

    private final Subscriptions subscriptions;
    private final DeliveryLog log;
    private final Database database;
    private final Auth auth;

    WebhookPages(Webhooks webhooks, Database database, Auth auth) {
        this.subscriptions = webhooks.subscriptions();
        this.log = webhooks.log();
        this.database = database;
        this.auth = auth;
    }

    Answer all(Asked asked) {
        var account = asked.viewer().account();
        var counts = log.counts(account);
        return Answer.ok(Map.of(
                "rows",
                subscriptions.all(account).stream()
                        .map(one -> View.of(one, counts.getOrDefault(one.id(), Delivery.Counts.NONE), null))
                        .toList()));
    }

    Answer add(Asked asked) {
        var typed = asked.json(Typed.class);
        return saved(
                asked, "webhook_added", 201, subscriptions.add(asked.viewer().account(), wish(typed)));
    }

    Answer change(Asked asked) {
        var typed = asked.json(Typed.class);
        var account = asked.viewer().account();
        var id = asked.id("id");
        if (typed.enabled() != null && !subscriptions.enable(account, id, typed.enabled())) {
            return Answer.notFound();
        }
        return saved(asked, "webhook_changed", 200, subscriptions.change(account, id, wish(typed)));
    }

    private static Wish wish(Typed typed) {
        var kinds = new EnumMap<Kind, Boolean>(Kind.class);
        var wanted = typed.kinds();
        if (wanted != null) {
            var known = new ArrayList<Kind>();
            for (var word : wanted) {
                known.add(Kind.of(word)
                        .orElseThrow(
                                () -> new Refused(Answer.invalid(List.of(ApiError.Field.of("kinds", "unknown"))))));
            }
            for (var kind : Kind.values()) {
                kinds.put(kind, known.contains(kind));
            }
        }
        return new Wish(typed.url(), kinds, typed.crmKey());
    }

    private Answer saved(Asked asked, String action, int status, Saved saved) {
        return switch (saved) {
            case Saved.Done(var subscription, var secret) -> {
                audit(asked, action, subscription.url());
                yield Answer.json(status, View.of(subscription, Delivery.Counts.NONE, secret));
            }
            case Saved.Invalid(var mistakes) ->
                Answer.invalid(mistakes.entrySet().stream()
                        .map(mistake -> ApiError.Field.of(mistake.getKey(), mistake.getValue()))
                        .toList());
            case Saved.NotPassed(var answered, var reason) ->
                Answer.invalid(List.of(new ApiError.Field(
                        "url",
                        "test_not_passed",
                        answered == null ? Map.of("reason", String.valueOf(reason)) : Map.of("status", answered))));
            case Saved.TooMany(var most) ->
                Answer.invalid(List.of(new ApiError.Field("url", "too_many", Map.of("max", most))));
            case Saved.Unknown() -> Answer.notFound();
        };
    }

    private void audit(Asked asked, String action, String what) {
        var viewer = asked.viewer();
        database.useTransaction(
                tx -> auth.audit.write(tx, viewer.account(), viewer.login(), action, what, asked.remote()));
    }

    Answer remove(Asked asked) {
        var account = asked.viewer().account();
        var found = subscriptions.find(account, asked.id("id")).orElse(null);
        if (found == null || !subscriptions.remove(account, found.id())) {
            return Answer.notFound();
        }
        audit(asked, "webhook_removed", found.url());
        return Answer.empty();
    }

    Answer test(Asked asked) {
        return subscriptions
                .test(asked.viewer().account(), asked.id("id"))
                .map(Answer::ok)
                .orElseGet(Answer::notFound);
    }

    Answer renewSecret(Asked asked) {
        var secret = subscriptions.renewSecret(asked.viewer().account(), asked.id("id"));
        secret.ifPresent(_ -> audit(asked, "webhook_secret_renewed", "no. " + asked.id("id")));
        return secret.map(fresh -> Answer.ok(Map.of("secret", fresh))).orElseGet(Answer::notFound);
    }

    Answer log(Asked asked) {
        var webhook = number(asked, "webhook");
        var state = asked.query("state").orElse(null);
        if (state != null && !STATES.contains(state)) {
            throw Refused.with(400, "bad_parameter", "`state` is one of " + String.join(", ", STATES) + ".");
        }
        var page = log.page(
                asked.viewer().account(),
                webhook,
                state == null ? null : List.of(state),
                number(asked, "before"),
                asked.number("limit", 50, MOST));
        return Answer.ok(Map.of("rows", page.stream().map(Line::of).toList()));
    }

    private static @Nullable Long number(Asked asked, String name) {
        var typed = asked.query(name).orElse(null);
        if (typed != null && !typed.matches("\\d{1,18}")) {
            throw Refused.with(400, "bad_parameter", "`" + name + "` is a number.");
        }
        return typed == null ? null : Long.valueOf(typed);
    }

    Answer one(Asked asked) {
        return log.find(asked.viewer().account(), asked.id("id"))
                .map(whole -> Answer.ok(new Whole(Line.of(whole.delivery()), whole.body(), whole.log())))
                .orElseGet(Answer::notFound);
    }

    Answer redeliver(Asked asked) {
        if (!log.redeliver(asked.viewer().account(), asked.id("id"))) {
            return Answer.notFound();
        }
        audit(asked, "webhook_redelivered", "no. " + asked.id("id"));
        return Answer.empty();
    }

    Answer discard(Asked asked) {
        var reason = asked.json(Discard.class).reason().strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            return Answer.invalid(List.of(new ApiError.Field(
                    "reason", reason.isEmpty() ? "required" : "long", Map.of("max", LONGEST_REASON))));
        }
        if (!log.discard(asked.viewer().account(), asked.id("id"), reason)) {
            return Answer.notFound();
        }
        audit(asked, "webhook_discarded", "no. " + asked.id("id") + ": " + reason);
        return Answer.empty();
    }
}
