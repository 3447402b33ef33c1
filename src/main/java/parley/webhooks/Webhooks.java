package parley.webhooks;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.channel.Channels;
import parley.chat.ChatRoom;
import parley.platform.Database;
import parley.platform.Secrets;
import parley.platform.Shards;
import parley.platform.SignedPosts;
import parley.realtime.Loudspeaker;
import parley.settings.SettingsDesk;

/// Everything that room `webhooks` offers, made once.
public final class Webhooks implements AutoCloseable {

    /// Where a CRM is asked to create contacts and deals, and what proves to it who asks.
    ///
    /// @param away it failed until it was given up: until somebody sets it or switches it on, it is asked nothing
    public record CreationAddress(
            URI address, List<String> secrets, @Nullable String bearer, boolean away) {}

    /// The rooms below that this one works with.
    ///
    /// @param random a cryptographically strong one
    public record Below(
            Database database,
            Shards shards,
            Secrets secrets,
            SignedPosts posts,
            Loudspeaker loudspeaker,
            ChatRoom room,
            Channels channels,
            SettingsDesk desk,
            Wire wire,
            InstantSource clock,
            RandomGenerator random) {}

    private final Database database;
    private final Keys keys;
    private final Couriers couriers;
    private final Subscriptions subscriptions;
    private final DeliveryLog log;
    private final History history;
    private final SubscriptionTable table = new SubscriptionTable();

    private Webhooks(Below below) {
        this.database = below.database();
        this.keys = new Keys(below.secrets(), below.clock(), below.random());
        this.couriers = new Couriers(below, keys);
        this.subscriptions = new Subscriptions(below, keys, couriers);
        this.log = new DeliveryLog(below, couriers);
        this.history = new History(below);
    }

    public static Webhooks open(Below below) {
        return new Webhooks(below);
    }

    /// From here on addresses are told.
    public void start() {
        couriers.start();
    }

    public Subscriptions subscriptions() {
        return subscriptions;
    }

    public DeliveryLog log() {
        return log;
    }

    public History history() {
        return history;
    }

    /// The main address when it wants to be asked; exactly one is, or two CRMs would each create their own. Empty when
    /// nobody has set it or somebody has switched it off; one that was given up is there still, and away (R76).
    public Optional<CreationAddress> creationAddress(AccountId account) {
        return database.read(tx -> table.main(tx, account))
                .filter(main -> (main.isOn() || main.isGivenUp()) && main.wants(Kind.CONTACTS_AND_DEALS_CREATION))
                .map(main -> new CreationAddress(
                        URI.create(main.url()), keys.secrets(main), keys.bearer(main), main.isGivenUp()));
    }

    /// Behind this position of the feed an address that is on has not been told everything; empty when nobody waits.
    public Optional<Long> oldest(Handle tx, AccountId account) {
        return table.oldest(tx, account);
    }

    @Override
    public void close() {
        couriers.close();
    }
}
