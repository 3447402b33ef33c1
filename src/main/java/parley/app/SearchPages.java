package parley.app;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.chat.MessagePages;
import parley.platform.Database;
import parley.platform.Shard;
import parley.platform.Shards;

/// Puts messages on the pages by which they are searched, away from the moment in which they come in. One process does
/// it, every second; search does not wait for it.
final class SearchPages implements AutoCloseable {

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final ChannelId NO_CHANNEL = new ChannelId(0);
    private static final Logger LOG = System.getLogger(SearchPages.class.getName());

    private final Database database;
    private final Shards shards;
    private final AccountId account;
    private final MessagePages pages = new MessagePages();
    private final Semaphore stop = new Semaphore(0);
    private MessagePages.@Nullable Moment seen;

    SearchPages(Database database, Shards shards, AccountId account) {
        this.database = database;
        this.shards = shards;
        this.account = account;
    }

    void start() {
        Thread.ofVirtual().name("search-pages").start(this::run);
    }

    private void run() {
        try {
            while (!stop.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                if (shards.owned().contains(Shard.of(account, NO_CHANNEL, "pages"))) {
                    database.errand(this::step);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// What was there a look ago is put on pages now, if nothing can come in between any more.
    private void step() {
        try {
            var before = seen;
            if (before != null) {
                if (!database.read(tx -> pages.settled(tx, before))) {
                    return;
                }
                seen = null;
                while (stop.availablePermits() == 0
                        && database.inTransaction(tx -> pages.fill(tx, account, before.last()))) {
                    // There is more.
                }
            }
            seen = database.read(tx -> pages.moment(tx, account)).orElse(null);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "messages could not be put on the pages for search; search looks longer", e);
        }
    }

    @Override
    public void close() {
        stop.release();
    }
}
