package parley.http.v3;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.webhooks.Subscription;
import parley.webhooks.Subscriptions;
import parley.webhooks.Subscriptions.Saved;

/// All addresses of a company, also those beside the main one (contract, 9.4).
final class EndpointPages {

    private final Below below;
    private final Subscriptions subscriptions;

    EndpointPages(Below below) {
        this.below = below;
        this.subscriptions = below.webhooks().subscriptions();
    }

    /// The CRM's key is never shown, the secret once.
    private static Map<String, Object> shown(Subscription one, @Nullable String secret) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", Long.toString(one.id()));
        shown.put("uri", one.url());
        shown.put("subscriptions", WebhookPages.switches(one.kinds()));
        shown.put("hasCrmKey", one.sealedCrmKey() != null);
        shown.put("enabled", one.disabledAt() == null);
        shown.put("primary", one.main());
        if (secret != null) {
            shown.put("secret", secret);
        }
        return shown;
    }

    /// The primary one first.
    Answer all(Call call) {
        return Answer.ok(subscriptions.all(call.account()).stream()
                .map(one -> shown(one, null))
                .toList());
    }

    private Subscription found(Call call) {
        return subscriptions.find(call.account(), call.serial("id")).orElseThrow(Refusal::notFound);
    }

    Answer one(Call call) {
        return Answer.ok(shown(found(call), null));
    }

    /// An address is tried out before it is taken.
    Answer add(Call call) {
        var fields = call.fields(WebhookPages.CODE);
        var wish = WebhookPages.wish(fields, "uri");
        fields.check();
        return switch (subscriptions.add(call.account(), wish)) {
            case Saved.Done(var one, var secret) -> {
                audit(call, "webhook_added", one);
                yield Answer.of(201, shown(one, secret));
            }
            case Saved.Refused refused -> throw WebhookPages.refusal(refused);
        };
    }

    /// Changes what is named and leaves the rest; after a refusal everything is as it was.
    Answer change(Call call) {
        var fields = call.fields(WebhookPages.CODE);
        var wish = WebhookPages.wish(fields, "uri");
        var enabled = fields.flag("enabled", true);
        fields.check();
        return switch (subscriptions.change(call.account(), call.serial("id"), wish)) {
            case Saved.Done(var one, var _) -> {
                if (fields.has("enabled")) {
                    subscriptions.enable(call.account(), one.id(), enabled);
                }
                audit(call, "webhook_changed", one);
                yield one(call);
            }
            case Saved.Refused refused -> throw WebhookPages.refusal(refused);
        };
    }

    /// The primary one stays without an address.
    Answer remove(Call call) {
        var one = found(call);
        subscriptions.remove(call.account(), one.id());
        audit(call, "webhook_removed", one);
        return Answer.done();
    }

    Answer rotate(Call call) {
        var one = found(call);
        var secret = subscriptions.renewSecret(call.account(), one.id()).orElseThrow(Refusal::notFound);
        audit(call, "webhook_secret_renewed", one);
        return Answer.ok(Map.of("secret", secret));
    }

    private void audit(Call call, String action, Subscription one) {
        var what = one.url() + ", by the key " + call.keyName();
        below.database()
                .useTransaction(tx -> below.auth().audit.write(tx, call.account(), null, action, what, call.remote()));
    }
}
