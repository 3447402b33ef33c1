package parley.inbox;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.chat.Feed;
import parley.platform.Database;
import parley.settings.SettingsDesk.Agreed;

/// Takes snapshots. The position is the account's row, which every change takes as its last statement: a snapshot that
/// sees position n sees all changes up to n and none after.
final class Moments {

    private final Database database;
    private final Feed feed;
    private final BiFunction<Handle, AccountId, Optional<Agreed>> agreements;

    /// @param agreements what holds now, asked in the snapshot
    Moments(Database database, Feed feed, BiFunction<Handle, AccountId, Optional<Agreed>> agreements) {
        this.database = database;
        this.feed = feed;
        this.agreements = agreements;
    }

    <T extends @Nullable Object> T at(AccountId account, Function<Moment, T> question) {
        return database.snapshot(tx -> question.apply(of(tx, account)));
    }

    /// The same for whoever tells open windows what happens.
    void watch(AccountId account, Consumer<Moment> look) {
        database.watch(tx -> {
            look.accept(of(tx, account));
            return true;
        });
    }

    private Moment of(Handle tx, AccountId account) {
        return new Moment(
                tx,
                account,
                feed.position(tx, account),
                agreements.apply(tx, account).orElse(null));
    }

    /// The position alone, for whoever only wants to know whether anything has changed.
    long position(AccountId account) {
        return database.read(tx -> feed.position(tx, account));
    }
}
