package parley.http.v3;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.webhooks.Kind;
import parley.webhooks.Subscription;
import parley.webhooks.Subscriptions;
import parley.webhooks.Subscriptions.Saved;
import parley.webhooks.Wish;

/// The one address of the interface that is told what happens (contract, 6.1). Further ones are the administrators'.
final class WebhookPages {

    static final String CODE = "VALIDATION_ERROR";
    private static final int LONGEST = 10_000;

    private final Subscriptions subscriptions;

    WebhookPages(Below below) {
        this.subscriptions = below.webhooks().subscriptions();
    }

    Answer address(Call call) {
        var main = subscriptions.main(call.account());
        return Answer.ok(Map.of(
                "webhooksUri", main.map(Subscription::url).orElse(""),
                "subscriptions", switches(main.map(Subscription::kinds).orElse(Set.of()))));
    }

    static Map<String, Boolean> switches(Set<Kind> on) {
        var switches = new LinkedHashMap<String, Boolean>();
        for (var kind : Kind.values()) {
            switches.put(kind.word(), on.contains(kind));
        }
        // Nothing tells of templates yet: whoever asks for it, in whatever spelling, reads here that it stays off.
        switches.put("templateStatus", false);
        switches.put("wabaTemplatesStatus", false);
        return switches;
    }

    /// Changes what is named and leaves the rest. An address is tried out before it is taken.
    Answer set(Call call) {
        var asked = call.fields(CODE);
        var wish = wish(asked, "webhooksUri");
        asked.check();
        return switch (subscriptions.setMain(call.account(), wish)) {
            // Once, when the address is new: by it the receiver checks signatures.
            case Saved.Done(var _, var secret) ->
                Answer.ok(secret == null ? Map.of("ok", true) : Map.of("ok", true, "secret", secret));
            case Saved.Refused refused -> throw refusal(refused);
        };
    }

    /// @param uri what the address is called
    static Wish wish(Fields asked, String uri) {
        return new Wish(
                asked.textOrNull(uri, LONGEST),
                kinds(asked.objectOrNull("subscriptions")),
                asked.textOrNull("crmKey", LONGEST));
    }

    static Refusal refusal(Saved.Refused refused) {
        return switch (refused) {
            case Saved.Invalid(var mistakes) ->
                mistakes.containsKey("url")
                        ? Refusal.of(400, "uriNotValid", "The address is not an http or https URL of 200 characters.")
                        : Refusal.fields(CODE, List.of("crmKey"));
            case Saved.NotPassed(var status, var reason) ->
                Refusal.of(400, "testPostNotPassed", "The address did not answer the test with 200.")
                        .data(outcome(status, reason));
            // There is room for the main one unless 20 others stand beside it.
            case Saved.TooMany(var most) ->
                Refusal.of(400, "TOO_MANY_ENTITIES", "There are " + most + " addresses already.");
            case Saved.Unknown() -> Refusal.notFound();
        };
    }

    private static Map<String, @Nullable Object> outcome(@Nullable Integer status, @Nullable String reason) {
        var outcome = new HashMap<String, @Nullable Object>();
        outcome.put("status", status);
        if (reason != null) {
            outcome.put("reason", reason);
        }
        return outcome;
    }

    private static Map<Kind, Boolean> kinds(@Nullable Fields asked) {
        var kinds = new EnumMap<Kind, Boolean>(Kind.class);
        if (asked == null) {
            return kinds;
        }
        for (var kind : Kind.values()) {
            if (asked.has(kind.word())) {
                kinds.put(kind, asked.flag(kind.word(), false));
            }
        }
        return kinds;
    }
}
