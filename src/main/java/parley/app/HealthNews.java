package parley.app;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.chat.Feed;
import parley.platform.Backlog;
import parley.platform.Database;
import parley.platform.Pulse;
import parley.platform.Shard;
import parley.platform.Shards;
import parley.settings.Crms;
import parley.settings.Integrations;
import parley.settings.Queue;
import parley.settings.SettingsDesk;

/// Tells the health pages that are open when something has got stuck, waits for somebody, or works again (UX 13). One
/// process looks, by a few bounded questions every few seconds.
final class HealthNews implements AutoCloseable {

    private static final Duration LOOK = Duration.ofSeconds(3);
    private static final ChannelId NO_CHANNEL = new ChannelId(0);
    private static final Logger LOG = System.getLogger(HealthNews.class.getName());

    /// What nobody needs to be told of again.
    private record Seen(Pulse.Signs signs, List<Long> waiting, Optional<Integrations.Trouble> refusal) {}

    private final Database database;
    private final Shards shards;
    private final Backlog backlog;
    private final SettingsDesk desk;
    private final Crms crms;
    private final Feed feed;
    private final AccountId account;
    private final Semaphore stop = new Semaphore(0);
    private @Nullable Seen seen;

    HealthNews(
            Database database,
            Shards shards,
            Backlog backlog,
            SettingsDesk desk,
            Crms crms,
            Feed feed,
            AccountId account) {
        this.database = database;
        this.shards = shards;
        this.backlog = backlog;
        this.desk = desk;
        this.crms = crms;
        this.feed = feed;
        this.account = account;
    }

    void start() {
        Thread.ofVirtual().name("health-news").start(this::run);
    }

    private void run() {
        // What is so at the start is no news.
        look();
        try {
            while (!stop.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                if (shards.owned().contains(Shard.of(account, NO_CHANNEL, "health"))) {
                    look();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            var waiting = desk.queues(account).stream().map(Queue::waiting).toList();
            var now = new Seen(database.read(tx -> backlog.pulse().signs(tx, account)), waiting, crms.trouble(account));
            if (seen != null && !now.equals(seen)) {
                database.useTransaction(tx -> feed.publish(tx, account, Set.of(new Feed.Change.OfList("health"))));
            }
            seen = now;
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "could not look how the hub is", e);
        }
    }

    @Override
    public void close() {
        stop.release();
    }
}
