package parley.platform;

import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import parley.base.AccountId;

/// The outbox: effects outside the database, written down in the transaction that causes them.
public final class Jobs {

    private final InstantSource clock;
    private final Signal signal = new Signal();
    private final List<Consumer<Set<Shard>>> listeners = new CopyOnWriteArrayList<>();

    public Jobs(InstantSource clock) {
        this.clock = clock;
    }

    /// Calls back after every commit that wrote jobs down which are due, with the shards of their lanes.
    public void listen(Consumer<Set<Shard>> hint) {
        listeners.add(hint);
    }

    /// Asks for it once; `false` when a job of this kind and key is there already, done or not.
    public boolean enqueue(Handle tx, NewJob job) {
        return enqueue(tx, List.of(job)) == 1;
    }

    /// The same for several, in their order. Answers how many were not there before.
    public int enqueue(Handle tx, List<NewJob> jobs) {
        if (jobs.isEmpty()) {
            return 0;
        }
        var now = clock.instant();
        var insert = tx.createUpdate("""
            INSERT INTO job (account_id, kind, key, lane, vshard, payload, due_at, created_at)
            SELECT account_id, kind, key, lane, vshard, payload::jsonb, due_at::timestamptz, :now
            FROM unnest(:accounts, :kinds, :keys, :lanes, :shards, :payloads, :dues)
                WITH ORDINALITY AS job (account_id, kind, key, lane, vshard, payload, due_at, place)
            ORDER BY place
            ON CONFLICT (account_id, kind, key) DO NOTHING
            """).bind("now", OffsetDateTime.ofInstant(now, ZoneOffset.UTC));
        Columns.of(insert, jobs)
                .longs("accounts", job -> job.account().value())
                .texts("kinds", NewJob::kind)
                .texts("keys", NewJob::key)
                .texts("lanes", NewJob::lane)
                .numbers(
                        "shards", job -> Shard.ofLane(job.account(), job.lane()).number())
                .json("payloads", NewJob::payload)
                .instants("dues", job -> job.due() == null ? now : job.due());
        int added = insert.execute();
        var due = jobs.stream()
                .filter(job -> added > 0 && (job.due() == null || !job.due().isAfter(now)))
                .map(job -> Shard.ofLane(job.account(), job.lane()))
                .collect(Collectors.toSet());
        tx.afterCommit(() -> {
            signal.raise();
            if (!due.isEmpty()) {
                listeners.forEach(listener -> listener.accept(due));
            }
        });
        return added;
    }

    /// The same, without those for which one of the same lane with the same payload waits that has not begun: that one
    /// will see what this transaction has done, since it cannot begin before the commit.
    public int enqueueUnlessWaiting(Handle tx, List<NewJob> jobs) {
        if (jobs.isEmpty()) {
            return 0;
        }
        var query = tx.createQuery("""
            SELECT wanted.place
            FROM unnest(:accounts, :kinds, :lanes, :payloads) WITH ORDINALITY
                AS wanted (account_id, kind, lane, payload, place)
            JOIN job ON job.account_id = wanted.account_id AND job.lane = wanted.lane AND job.kind = wanted.kind
                AND job.payload = wanted.payload::jsonb
            WHERE job.state = 'due' AND NOT job.interrupted
            ORDER BY job.id
            FOR SHARE OF job
            """);
        Columns.of(query, jobs)
                .longs("accounts", job -> job.account().value())
                .texts("kinds", NewJob::kind)
                .texts("lanes", NewJob::lane)
                .json("payloads", NewJob::payload);
        var waiting = query.map((row, _) -> jobs.get(row.getInt("place") - 1)).set();
        return enqueue(tx, jobs.stream().filter(job -> !waiting.contains(job)).toList());
    }

    /// Whether this attempt is still the last one, and until the commit it stays so: for a transaction in the middle
    /// of a job whose effect must not be had by whoever was given up for lost.
    public boolean isCurrent(Handle tx, Job attempt) {
        return tx.createQuery("""
            SELECT id
            FROM job
            WHERE account_id = :account AND id = :id AND state = 'running' AND attempts = :attempts
            FOR SHARE
            """)
                .bind("account", attempt.account().value())
                .bind("id", attempt.id())
                .bind("attempts", attempt.attempts())
                .mapTo(Long.class)
                .findOne()
                .isPresent();
    }

    /// Takes a job back that has not begun; `false` when it is too late or there is none.
    public boolean withdraw(Handle tx, AccountId account, String kind, String key) {
        return tx.createUpdate("""
            DELETE FROM job
            WHERE account_id = :account AND kind = :kind AND key = :key AND state = 'due' AND NOT interrupted
            """)
                        .bind("account", account.value())
                        .bind("kind", kind)
                        .bind("key", key)
                        .execute()
                == 1;
    }

    /// What was put off for this reason need not wait any longer: it may be over.
    public void hurry(Handle tx, AccountId account, String why) {
        tx.createUpdate("""
            UPDATE job SET due_at = :now
            WHERE account_id = :account AND state = 'due' AND last_error = :why AND due_at > :now
            """)
                .bind("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .bind("account", account.value())
                .bind("why", why)
                .execute();
        tx.afterCommit(signal::raise);
    }

    /// The same for every reason that begins like this.
    public void hurryAll(Handle tx, AccountId account, String beginning) {
        tx.createUpdate("""
            UPDATE job SET due_at = :now
            WHERE account_id = :account AND state = 'due' AND starts_with(last_error, :beginning) AND due_at > :now
            """)
                .bind("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .bind("account", account.value())
                .bind("beginning", beginning)
                .execute();
        tx.afterCommit(signal::raise);
    }

    /// The same for these lanes.
    public void hurry(Handle tx, AccountId account, Collection<String> lanes, String why) {
        if (lanes.isEmpty()) {
            return;
        }
        tx.createUpdate("""
            UPDATE job SET due_at = :now
            WHERE account_id = :account AND lane = ANY (:lanes) AND state = 'due' AND last_error = :why AND due_at > :now
            """)
                .bind("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .bind("account", account.value())
                .bindArray("lanes", String.class, lanes)
                .bind("why", why)
                .execute();
        tx.afterCommit(signal::raise);
    }

    /// There may be something to do now: told after a commit, or when the clock was moved.
    public void wake() {
        signal.raise();
    }

    Signal signal() {
        return signal;
    }
}
