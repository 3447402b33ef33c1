package parley.channel.waba;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.channel.Connection.Health;
import tools.jackson.databind.JsonNode;

/// Makes Meta deliver this number's messages to its own hook address, whatever address the app has for the others, and
/// looks whether it still does.
final class Subscription {

    private static final String CONFIGURATION = "webhook_configuration";

    private final Graph graph;
    private final Account account;
    private final @Nullable URI publicAddress;

    Subscription(Graph graph, Account account, @Nullable URI publicAddress) {
        this.graph = graph;
        this.account = account;
        this.publicAddress = publicAddress;
    }

    /// Meta calls the hook address with its handshake before it answers.
    Health subscribe() {
        var hook = account.hook(publicAddress);
        if (hook == null) {
            return new Health.Attention("needs_public_https");
        }
        var subscribed = graph.post("/" + account.business() + "/subscribed_apps", Map.of());
        return subscribed instanceof Answer.Done ? outcome(override(hook)) : outcome(subscribed);
    }

    /// An address that was lost is set again; one of somebody else is reported, because two programs would fight for
    /// it.
    Health health() {
        var answer = graph.get("/" + account.number() + "?fields=id,quality_rating," + CONFIGURATION);
        if (!(answer instanceof Answer.Done(var number))) {
            return outcome(answer);
        }
        var hook = account.hook(publicAddress);
        var set = Words.text(number.path(CONFIGURATION), "phone_number");
        if (set != null && !isOurs(set)) {
            return new Health.Attention("foreign_webhook");
        }
        if (hook == null || !hook.equals(set)) {
            return subscribe();
        }
        var apps = graph.get("/" + account.business() + "/subscribed_apps");
        if (!(apps instanceof Answer.Done(var list))) {
            return outcome(apps);
        }
        return list.path("data").isEmpty() ? subscribe() : quality(number);
    }

    /// The app stays subscribed: other numbers of the business may need it.
    void unsubscribe() {
        var answer = graph.get("/" + account.number() + "?fields=" + CONFIGURATION);
        if (answer instanceof Answer.Done(var number)
                && isOurs(Words.text(number.path(CONFIGURATION), "phone_number", ""))) {
            override("");
        }
    }

    private static Health quality(JsonNode number) {
        return "RED".equals(Words.text(number, "quality_rating"))
                ? new Health.Attention("quality")
                : new Health.Connected();
    }

    private Answer override(String address) {
        var configuration = Map.of("override_callback_uri", address, "verify_token", account.verifyToken());
        return graph.post("/" + account.number(), Map.of(CONFIGURATION, configuration));
    }

    /// The key is nobody else's, even when Parley has moved to another address since.
    private boolean isOurs(String url) {
        return url.endsWith(account.hookPath());
    }

    private static Health outcome(Answer answer) {
        return switch (answer) {
            case Answer.Done _ -> new Health.Connected();
            case Answer.Failed failed ->
                switch (Refusals.meaning(failed.trouble())) {
                    case Refusals.Meaning.Dead(var reason) -> new Health.NeedsReconnect(reason);
                    case Refusals.Meaning.Wait(var _, var why, var _) ->
                        new Health.Attention(why.equals("rate") ? "rate" : "unreachable");
                    case Refusals.Meaning.TooFast() -> new Health.Attention("rate");
                    case Refusals.Meaning.Never _ -> new Health.Attention("webhook_refused");
                };
            case Answer.Foreign _ -> new Health.Attention("foreign_answer");
            case Answer.NotSent _, Answer.Lost _, Answer.FileGone() -> new Health.Attention("unreachable");
        };
    }
}
