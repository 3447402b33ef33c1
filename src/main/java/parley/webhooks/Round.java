package parley.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import parley.base.AccountId;
import parley.chat.Feed;
import parley.chat.FeedTail;
import parley.platform.Database;
import parley.platform.Failpoint;

/// One round for one address: what waits is tried; when nothing waits, what is new is made ready. Everything goes in
/// order and nothing is left out; what may be sent twice carries the same id twice.
final class Round {

    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int ENTRIES = 400;

    /// Where nothing is told, the cursor is written down now and then only.
    private static final long STRIDE = 2_000;

    private static final Duration STEP = Duration.ofMinutes(1);
    private static final int KEPT = 1_000;
    private static final Duration KEPT_FOR = Duration.ofDays(30);
    private static final int PRUNE_EVERY = 100;

    /// What to do next.
    sealed interface Next {

        /// There is more.
        record Again() implements Next {}

        /// Nothing before something happens.
        record Listen() implements Next {}

        /// Nothing before then, whatever happens.
        record Wait(Duration most) implements Next {}

        /// The address is no more, or is off.
        record End() implements Next {}
    }

    private final Database database;
    private final Feed feed;
    private final SubscriptionTable subscriptions = new SubscriptionTable();
    private final DeliveryTable deliveries = new DeliveryTable();
    private final Telling telling;
    private final Calling calling;
    private final Keys keys;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final AccountId account;
    private final long id;

    private long seen;
    private Instant written;
    private int delivered;

    Round(Webhooks.Below below, Keys keys, Calling calling, AccountId account, long id) {
        this.database = below.database();
        this.feed = below.room().feed();
        this.telling = new Telling(below.room(), below.channels(), below.desk(), below.wire());
        this.keys = keys;
        this.calling = calling;
        this.clock = below.clock();
        this.random = below.random();
        this.account = account;
        this.id = id;
        this.written = clock.instant();
    }

    Next go() {
        record Found(Subscription to, Optional<Delivery.Whole> open) {}
        var found = database.read(tx -> subscriptions
                .find(tx, account, id)
                .filter(Subscription::isOn)
                .map(to -> new Found(to, deliveries.next(tx, to))));
        if (found.isEmpty()) {
            return new Next.End();
        }
        var to = found.get().to;
        var open = found.get().open.orElse(null);
        if (open == null) {
            return look(to);
        }
        var left = Duration.between(clock.instant(), open.delivery().dueAt());
        return left.isPositive() ? new Next.Wait(left) : attempt(to, open);
    }

    /// Makes ready what is new.
    private Next look(Subscription to) {
        record News(FeedTail tail, Telling.Told told, long position, long oldest) {}
        var after = Math.max(seen, to.position());
        var news = database.snapshot(tx -> {
            var position = feed.position(tx, account);
            var tail = FeedTail.of(tx, account, after, position, ENTRIES);
            var told = telling.of(tx, to, tail.entries(), subscriptions.channels(tx, to));
            return new News(tail, told, position, feed.oldest(tx, account));
        });
        if (after < news.oldest) {
            return lost(to, news.oldest);
        }
        var parcels = Parcel.of(news.told.items());
        var now = clock.instant();
        if (!parcels.isEmpty() || news.told.channels() != null || isTime(to, news.tail.upTo(), now)) {
            var moved = database.inTransaction(tx -> {
                var first = subscriptions.moved(tx, to, news.tail.upTo(), news.told.channels());
                if (first) {
                    parcels.forEach(parcel -> deliveries.insert(tx, to, parcel, keys.fresh(), "pending", null, now));
                    Failpoint.WEBHOOK_READY.hit();
                }
                return first;
            });
            if (!moved) {
                // Another process was faster, and may have come less far: from where it stopped, all is looked at anew.
                return new Next.Again();
            }
            written = now;
        }
        seen = news.tail.upTo();
        return parcels.isEmpty() && seen == news.position ? new Next.Listen() : new Next.Again();
    }

    private boolean isTime(Subscription to, long upTo, Instant now) {
        return upTo - to.position() > STRIDE
                || upTo > to.position() && Duration.between(written, now).compareTo(STEP) > 0;
    }

    /// The feed has forgotten what it was not told: it goes on with what is left, and its log says so.
    private Next lost(Subscription to, long oldest) {
        var now = clock.instant();
        database.useTransaction(tx -> {
            if (subscriptions.moved(tx, to, oldest, null)) {
                var why = "forgotten: " + (oldest - Math.max(seen, to.position())) + " positions of the feed";
                deliveries.insert(tx, to, Parcel.lost(now), keys.fresh(), "dead", why, now);
            }
        });
        seen = oldest;
        return new Next.Again();
    }

    private Next attempt(Subscription to, Delivery.Whole open) {
        var called = calling.call(to, open.delivery().key(), open.body(), ANSWER);
        if (Thread.currentThread().isInterrupted()) {
            // The hub is going: nobody knows what came of it, and the next process sends it again.
            return new Next.End();
        }
        if (called.delivered()) {
            Failpoint.WEBHOOK_CALLED.hit();
            delivered(to, open, called);
            Failpoint.WEBHOOK_MARKED.hit();
        } else {
            failed(to, open, called);
        }
        return new Next.Again();
    }

    private void delivered(Subscription to, Delivery.Whole open, Calling.Called called) {
        var now = clock.instant();
        delivered++;
        database.useTransaction(tx -> {
            deliveries.tried(tx, account, open, "delivered", called.attempt(), null, now);
            subscriptions.delivered(tx, to, now);
            if (delivered % PRUNE_EVERY == 1) {
                deliveries.prune(tx, to, KEPT, now.minus(KEPT_FOR));
            }
        });
    }

    private void failed(Subscription to, Delivery.Whole open, Calling.Called called) {
        var now = clock.instant();
        var delivery = open.delivery();
        var attempts = delivery.attempts() + 1;
        var dead = delivery.state().equals("again") || Patience.isOver(attempts, delivery.happenedAt(), now);
        var pause = Patience.pause(attempts, random);
        var asked = called.pause();
        var due = now.plus(asked == null || asked.compareTo(pause) < 0 ? pause : asked);
        var why = called.attempt().status() == null
                ? String.valueOf(called.attempt().problem())
                : "status " + called.attempt().status();
        var off = called.gone()
                || to.failingSince() != null
                        && to.failingSince().plus(Patience.DISABLED_AFTER).isBefore(now);
        database.useTransaction(tx -> {
            var state = dead ? "dead" : delivery.state();
            if (deliveries.tried(tx, account, open, state, called.attempt(), dead ? null : due, now)) {
                subscriptions.failed(tx, to, why, now);
                if (off) {
                    subscriptions.givenUp(tx, to, now);
                }
            }
        });
    }
}
