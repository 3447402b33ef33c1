package parley.webhooks;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.platform.Database;

/// What was sent, what came of it, and what a person does about it. Kept 30 days, of what was taken the last 1,000 of
/// each address.
public final class DeliveryLog {

    private final Database database;
    private final Couriers couriers;
    private final InstantSource clock;
    private final DeliveryTable table = new DeliveryTable();

    DeliveryLog(Webhooks.Below below, Couriers couriers) {
        this.database = below.database();
        this.couriers = couriers;
        this.clock = below.clock();
    }

    /// Newest first.
    ///
    /// @param subscription absent: of all addresses
    /// @param states absent: in any state
    /// @param before the id behind which the last page ended; absent for the first
    public List<Delivery> page(
            AccountId account,
            @Nullable Long subscription,
            @Nullable List<String> states,
            @Nullable Long before,
            int limit) {
        var end = before == null ? Long.MAX_VALUE : before;
        return database.read(tx -> table.log(tx, account, subscription, states, end, limit));
    }

    /// By address; those without any are left out.
    public Map<Long, Delivery.Counts> counts(AccountId account) {
        return database.read(tx -> table.counts(tx, account));
    }

    /// Its body without words and clients: whoever looks after deliveries need not be allowed to read the chats (R42).
    public Optional<Delivery.Whole> find(AccountId account, long id) {
        return database.read(tx -> table.find(tx, account, id))
                .map(whole -> new Delivery.Whole(whole.delivery(), Discreet.of(whole.body()), whole.log()));
    }

    /// Sends it once more under the same id, before everything that waits. Answers whether there was something to send.
    public boolean redeliver(AccountId account, long id) {
        return database.inTransaction(tx -> {
            var to = table.again(tx, account, id, clock.instant());
            to.ifPresent(subscription -> tx.afterCommit(() -> couriers.wake(account, subscription)));
            return to.isPresent();
        });
    }

    /// Closes a dead letter, or what waits and holds everything else up. Answers whether there was one.
    public boolean discard(AccountId account, long id, String reason) {
        return database.inTransaction(tx -> {
            var found = table.find(tx, account, id);
            var closed = table.discard(tx, account, id, reason, clock.instant());
            found.ifPresent(whole ->
                    tx.afterCommit(() -> couriers.wake(account, whole.delivery().subscription())));
            return closed;
        });
    }
}
