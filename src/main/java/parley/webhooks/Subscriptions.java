package parley.webhooks;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.chat.Feed;
import parley.platform.Database;
import parley.platform.SignedPosts;
import parley.webhooks.SubscriptionTable.Typed;

/// The addresses of a company: added, changed, tried out and taken away. An address is taken when it answers the test,
/// `{"test":true}`, with 200 and nothing else.
public final class Subscriptions {

    private static final Duration OVERLAP = Duration.ofHours(24);
    private static final Duration TEST = Duration.ofSeconds(8);
    private static final String TEST_BODY = "{\"test\":true}";
    private static final int OK = 200;

    /// What came of a wish.
    public sealed interface Saved {

        /// @param secret by which the receiver knows us, for the only time; absent when it had one before
        record Done(Subscription subscription, @Nullable String secret) implements Saved {}

        /// Nothing was changed.
        sealed interface Refused extends Saved {}

        /// `url` or `crmKey` → what is wrong.
        record Invalid(Map<String, String> mistakes) implements Refused {

            public Invalid {
                mistakes = Map.copyOf(mistakes);
            }
        }

        /// The test was not passed; everything is as it was.
        ///
        /// @param status of the answer; absent when there was none
        /// @param reason why there was none: `forbidden`, `name`, `connect`, `tls`, `timeout` or `broken`
        record NotPassed(@Nullable Integer status, @Nullable String reason) implements Refused {}

        record TooMany(int most) implements Refused {}

        record Unknown() implements Refused {}
    }

    private final Database database;
    private final Feed feed;
    private final Telling telling;
    private final Keys keys;
    private final Calling calling;
    private final Couriers couriers;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final SubscriptionTable table = new SubscriptionTable();
    private final DeliveryTable deliveries = new DeliveryTable();

    Subscriptions(Webhooks.Below below, Keys keys, Couriers couriers) {
        this.database = below.database();
        this.feed = below.room().feed();
        this.telling = new Telling(below.room(), below.channels(), below.desk(), below.wire());
        this.keys = keys;
        this.calling = new Calling(below.posts(), keys, below.clock());
        this.couriers = couriers;
        this.clock = below.clock();
        this.random = below.random();
    }

    /// The main one first, then the oldest.
    public List<Subscription> all(AccountId account) {
        return database.read(tx -> table.all(tx, account));
    }

    public Optional<Subscription> find(AccountId account, long id) {
        return database.read(tx -> table.find(tx, account, id));
    }

    /// The one of the v3 interface; empty while nobody has set it.
    public Optional<Subscription> main(AccountId account) {
        return database.read(tx -> table.main(tx, account));
    }

    /// Sets the main one. Slow when it has an address: tries it out.
    public Saved setMain(AccountId account, Wish wish) {
        return main(account).map(now -> change(now, wish)).orElseGet(() -> add(account, true, wish));
    }

    /// Adds one beside the main one. Slow: tries it out.
    public Saved add(AccountId account, Wish wish) {
        return wish.url() == null ? new Saved.Invalid(Map.of("url", "required")) : add(account, false, wish);
    }

    /// Slow when its address changes: tries it out.
    public Saved change(AccountId account, long id, Wish wish) {
        return find(account, id).map(now -> change(now, wish)).orElseGet(Saved.Unknown::new);
    }

    private Saved add(AccountId account, boolean main, Wish wish) {
        var mistakes = wish.mistakes();
        if (!mistakes.isEmpty()) {
            return new Saved.Invalid(mistakes);
        }
        var secret = SignedPosts.secret(random);
        var typed = typed(account, "", Set.of(), null, wish);
        var now = clock.instant();
        var draft = new Subscription(
                account,
                0,
                main,
                typed.url(),
                typed.kinds(),
                typed.sealedCrmKey(),
                Subscription.Secret.of(keys.seal(account, secret)),
                0,
                now,
                null,
                null,
                null,
                null);
        var refused = tested(draft, wish);
        if (refused != null) {
            return refused;
        }
        return database.<Saved>inTransaction(tx -> {
            table.lock(tx, account);
            if (table.all(tx, account).size() >= SubscriptionTable.MOST) {
                return new Saved.TooMany(SubscriptionTable.MOST);
            }
            if (main && table.main(tx, account).isPresent()) {
                // Somebody was faster; he is asked for nothing more than we know already.
                return changed(tx, table.main(tx, account).orElseThrow(), wish);
            }
            var id = table.insert(
                    tx,
                    account,
                    main,
                    typed,
                    draft.secret().present(),
                    feed.position(tx, account),
                    telling.states(tx, draft),
                    now);
            tx.afterCommit(() -> couriers.wake(account, id));
            return new Saved.Done(table.find(tx, account, id).orElseThrow(), secret);
        });
    }

    private Saved change(Subscription now, Wish wish) {
        var mistakes = wish.mistakes();
        if (!mistakes.isEmpty()) {
            return new Saved.Invalid(mistakes);
        }
        var refused = tested(with(now, typed(now, wish)), wish);
        return refused != null
                ? refused
                : database.<Saved>inTransaction(tx -> table.find(tx, now.account(), now.id())
                        .<Saved>map(newest -> changed(tx, newest, wish))
                        .orElseGet(Saved.Unknown::new));
    }

    private Saved changed(Handle tx, Subscription newest, Wish wish) {
        var account = newest.account();
        table.change(tx, account, newest.id(), typed(newest, wish));
        if (newest.url().isEmpty()) {
            // It begins now: what happened while it had no address was for nobody.
            table.moved(tx, newest, feed.position(tx, account), telling.states(tx, newest));
        }
        if (wish.url() != null) {
            table.disabled(tx, account, newest.id(), null);
            deliveries.hurry(tx, newest, clock.instant());
        }
        tx.afterCommit(() -> couriers.wake(account, newest.id()));
        return new Saved.Done(table.find(tx, account, newest.id()).orElseThrow(), null);
    }

    /// Absent when it may be taken.
    private @Nullable Saved tested(Subscription draft, Wish wish) {
        if (wish.url() == null) {
            return null;
        }
        var attempt = call(draft);
        return attempt.status() != null && attempt.status() == OK
                ? null
                : new Saved.NotPassed(attempt.status(), attempt.status() == null ? attempt.problem() : null);
    }

    private Delivery.Attempt call(Subscription to) {
        return calling.call(to, keys.fresh(), TEST_BODY, TEST).attempt();
    }

    /// Sends the test; what comes of it changes nothing. Empty when there is no such address, or it is not set.
    public Optional<Delivery.Attempt> test(AccountId account, long id) {
        return find(account, id).filter(to -> !to.url().isEmpty()).map(this::call);
    }

    /// Off: it is told nothing. On again: it is told what it has missed, as far as the feed remembers. Answers whether
    /// there is such an address.
    public boolean enable(AccountId account, long id, boolean on) {
        return database.inTransaction(tx -> {
            var found = table.find(tx, account, id);
            found.ifPresent(to -> {
                table.disabled(tx, account, id, on ? null : clock.instant());
                deliveries.hurry(tx, to, clock.instant());
                tx.afterCommit(() -> couriers.wake(account, id));
            });
            return found.isPresent();
        });
    }

    /// A new secret, for the only time; the one before signs along for a day. Empty when there is no such address.
    public Optional<String> renewSecret(AccountId account, long id) {
        var fresh = SignedPosts.secret(random);
        return database.inTransaction(tx -> {
            var found = table.find(tx, account, id);
            found.ifPresent(to -> {
                var until = clock.instant().plus(OVERLAP);
                var renewed = new Subscription.Secret(
                        keys.seal(account, fresh), keys.opens(to) ? to.secret().present() : null, until);
                table.secret(tx, account, id, renewed);
                deliveries.hurry(tx, to, clock.instant());
                tx.afterCommit(() -> couriers.wake(account, id));
            });
            return found.map(_ -> fresh);
        });
    }

    /// With its log. The main one stays without an address. Answers whether there was one.
    public boolean remove(AccountId account, long id) {
        return database.inTransaction(tx -> {
            var found = table.find(tx, account, id);
            found.filter(Subscription::main)
                    .ifPresent(main -> table.change(tx, account, id, new Typed("", Set.of(), null)));
            var removed = table.delete(tx, account, id) || found.isPresent();
            tx.afterCommit(() -> couriers.wake(account, id));
            return removed;
        });
    }

    private Typed typed(Subscription now, Wish wish) {
        return typed(now.account(), now.url(), now.kinds(), now.sealedCrmKey(), wish);
    }

    private Typed typed(AccountId account, String url, Set<Kind> kinds, @Nullable String crmKey, Wish wish) {
        var key = wish.crmKey();
        var to = wish.url() == null ? url : wish.url().strip();
        // A key that was given for one host is not told to another.
        var kept = url.isEmpty() || Objects.equals(host(url), host(to)) ? crmKey : null;
        var crm = key == null ? kept : key.isEmpty() ? null : keys.seal(account, key);
        return new Typed(to, wish.kinds(kinds), crm);
    }

    private static @Nullable String host(String url) {
        return SignedPosts.address(url).map(URI::getRawAuthority).orElse(null);
    }

    private static Subscription with(Subscription now, Typed typed) {
        return new Subscription(
                now.account(),
                now.id(),
                now.main(),
                typed.url(),
                typed.kinds(),
                typed.sealedCrmKey(),
                now.secret(),
                now.position(),
                now.createdAt(),
                now.deliveredAt(),
                now.failingSince(),
                now.problem(),
                now.disabledAt());
    }
}
