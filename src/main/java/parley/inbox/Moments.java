package parley.inbox;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.chat.Feed;
import parley.platform.Database;
import parley.settings.SettingsDesk;

/// Takes snapshots. The position is the account's row, which every change takes as its last statement: a snapshot that
/// sees position n sees all changes up to n and none after.
final class Moments {

    private final Database database;
    private final Feed feed;
    private final SettingsDesk desk;

    Moments(Database database, Feed feed, SettingsDesk desk) {
        this.database = database;
        this.feed = feed;
        this.desk = desk;
    }

    <T extends @Nullable Object> T at(AccountId account, Function<Moment, T> question) {
        return database.snapshot(tx -> question.apply(new Moment(
                tx,
                account,
                feed.position(tx, account),
                desk.current(tx, account).orElse(null))));
    }

    /// The position alone, for whoever only wants to know whether anything has changed.
    long position(AccountId account) {
        return database.read(tx -> feed.position(tx, account));
    }
}
