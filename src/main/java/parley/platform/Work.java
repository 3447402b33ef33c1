package parley.platform;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChannelId;

/// What waits to be worked off, chat by chat in the order in which it was written down (R71).
public final class Work {

    /// What a messenger delivered and {@link Ingress} stored.
    public static final String RAW = "raw";

    private final Set<Shard> woken = new ConcurrentSkipListSet<>();
    private final Signal signal = new Signal();
    private volatile @Nullable AtOnce atOnce;

    /// Works off items of one kind.
    @FunctionalInterface
    public interface Handler {

        /// Has all its effects in this transaction; the items leave in it too. Those of a shard are in order.
        /// Whatever is thrown undoes everything: the items come again, in the end one at a time, and one that fails
        /// alone is put aside. Takes less than 100 ms and calls nobody over the network: that is a job's business.
        void handle(Handle tx, List<WorkItem> items);
    }

    /// Adds something that must be done in order with everything else of that chat.
    ///
    /// @param payload JSON
    public void add(Handle tx, AccountId account, ChannelId channel, String chatKey, String kind, String payload) {
        var shard = Shard.of(account, channel, chatKey);
        tx.createUpdate("""
            INSERT INTO work (account_id, vshard, kind, channel_id, chat_key, payload)
            VALUES (:account, :shard, :kind, :channel, :chatKey, CAST(:payload AS jsonb))
            """)
                .bind("account", account.value())
                .bind("shard", shard.number())
                .bind("kind", kind)
                .bind("channel", channel.value())
                .bind("chatKey", chatKey)
                .bind("payload", payload)
                .execute();
        tx.afterCommit(() -> wake(Set.of(shard)));
    }

    /// There is something to do in these shards: told after the commit, and only a hint.
    public void wake(Set<Shard> shards) {
        woken.addAll(shards);
        signal.raise();
    }

    /// From here on what comes in may be worked off as it is taken in; absent: not any more.
    void workOffBy(@Nullable AtOnce way) {
        atOnce = way;
    }

    /// What need not be written down to be worked off later is done when this returns.
    AtOnce.Outcome takeIn(List<Arrival> batch) {
        var way = atOnce;
        return way == null ? AtOnce.Outcome.nothing(batch) : way.takeIn(batch);
    }

    /// Whether somebody has told of work in one of them that has not been looked at yet.
    boolean isAnyWoken(Set<Shard> some) {
        return !Collections.disjoint(some, woken);
    }

    Signal signal() {
        return signal;
    }

    /// Moves them there. None is nowhere meanwhile: whoever looks at both finds it in one of them.
    void drainWoken(Set<Shard> into) {
        for (var shard : woken) {
            into.add(shard);
            woken.remove(shard);
        }
    }
}
