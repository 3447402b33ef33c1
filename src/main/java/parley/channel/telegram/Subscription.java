package parley.channel.telegram;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import parley.channel.Connection.Health;

/// Makes Telegram deliver to us, by webhook or by being asked, and looks whether it still does.
final class Subscription {

    /// How long ago a failed delivery still says something about now.
    private static final Duration RECENT = Duration.ofMinutes(10);

    private final BotApi api;
    private final Account account;
    private final @Nullable URI publicAddress;
    private final InstantSource clock;
    private final Polling polling;

    Subscription(BotApi api, Account account, @Nullable URI publicAddress, InstantSource clock, Polling polling) {
        this.api = api;
        this.account = account;
        this.publicAddress = publicAddress;
        this.clock = clock;
        this.polling = polling;
    }

    boolean byWebhook() {
        return account.hook(publicAddress) != null || account.mode() == Account.Mode.WEBHOOK;
    }

    Health subscribe() {
        var hook = account.hook(publicAddress);
        if (hook == null) {
            return account.mode() == Account.Mode.WEBHOOK
                    ? new Health.Attention("needs_public_https")
                    : outcome(deleteWebhook());
        }
        return outcome(api.call(Call.of("setWebhook")
                .with("url", hook)
                .with("secret_token", account.secret())
                .with("allowed_updates", Account.UPDATES)
                .with("drop_pending_updates", false)));
    }

    /// A webhook that was lost is set again; one of somebody else is reported, because two programs would fight for it.
    Health health() {
        var answer = api.call(Call.of("getWebhookInfo"));
        if (!(answer instanceof Answer.Done(var result))) {
            return outcome(answer);
        }
        return BotJson.as(result, Update.WebhookInfo.class)
                .map(this::health)
                .orElse(new Health.Attention("foreign_answer"));
    }

    private Health health(Update.WebhookInfo info) {
        var set = info.url() == null ? "" : info.url();
        if (!set.isEmpty() && !isOurs(set)) {
            return new Health.Attention("foreign_webhook");
        }
        var hook = account.hook(publicAddress);
        if (hook == null) {
            return set.isEmpty() && account.mode() != Account.Mode.WEBHOOK ? polling.health() : subscribe();
        }
        if (!set.equals(hook) || !asksForAll(info.allowedUpdates())) {
            return subscribe();
        }
        return isFailing(info) ? new Health.Attention("webhook_failing") : new Health.Connected();
    }

    /// Takes nothing from another program that has the bot by now.
    void unsubscribe() {
        if (api.call(Call.of("getWebhookInfo")) instanceof Answer.Done(var result)
                && BotJson.as(result, Update.WebhookInfo.class)
                        .filter(info -> info.url() != null && isOurs(info.url()))
                        .isPresent()) {
            deleteWebhook();
        }
    }

    /// Whatever waits at Telegram is kept.
    private Answer deleteWebhook() {
        return api.call(Call.of("deleteWebhook").with("drop_pending_updates", false));
    }

    /// The key is nobody else's, even when Parley has moved to another address since.
    private boolean isOurs(String url) {
        return url.endsWith(account.hookPath());
    }

    private static boolean asksForAll(@Nullable List<String> updates) {
        return updates != null && new TreeSet<>(updates).equals(new TreeSet<>(Set.copyOf(Account.UPDATES)));
    }

    private boolean isFailing(Update.WebhookInfo info) {
        return info.lastErrorDate() != null
                && info.pendingUpdateCount() != null
                && info.pendingUpdateCount() > 0
                && Instant.ofEpochSecond(info.lastErrorDate())
                        .isAfter(clock.instant().minus(RECENT));
    }

    /// The same webhook twice within a second is too fast for Telegram, and is set nevertheless.
    private Health outcome(Answer answer) {
        return switch (answer) {
            case Answer.Done _ -> new Health.Connected();
            case Answer.Failed failed ->
                switch (failed.code()) {
                    case 401, 404 -> new Health.NeedsReconnect("wrong_secret");
                    case 429 -> isSet() ? new Health.Connected() : new Health.Attention("rate");
                    case 400 -> new Health.Attention("webhook_refused");
                    default -> new Health.Attention("unreachable");
                };
            case Answer.Foreign _ -> new Health.Attention("foreign_answer");
            case Answer.NotSent _, Answer.Lost _, Answer.FileGone() -> new Health.Attention("unreachable");
        };
    }

    private boolean isSet() {
        var hook = account.hook(publicAddress);
        return api.call(Call.of("getWebhookInfo")) instanceof Answer.Done(var result)
                && BotJson.as(result, Update.WebhookInfo.class)
                        .filter(info ->
                                hook == null ? info.url() == null || info.url().isEmpty() : hook.equals(info.url()))
                        .isPresent();
    }
}
