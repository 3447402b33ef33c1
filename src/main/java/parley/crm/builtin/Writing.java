package parley.crm.builtin;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.EmployeeId;
import parley.platform.Json;

/// One transaction that writes. Changes are numbered at its end: the company's counter is locked for as short as can
/// be, and always after the records, so that writers do not wait for each other in a ring.
final class Writing {

    private record Change(
            String entity,
            long id,
            @Nullable Object before,
            @Nullable Object after) {}

    private final Handle tx;
    private final AccountId account;
    private final @Nullable EmployeeId actor;
    private final Instant now;
    private final List<Change> changes = new ArrayList<>();

    Writing(Handle tx, AccountId account, @Nullable EmployeeId actor, Instant now) {
        this.tx = tx;
        this.account = account;
        this.actor = actor;
        this.now = now;
    }

    Handle tx() {
        return tx;
    }

    long account() {
        return account.value();
    }

    @Nullable
    EmployeeId actor() {
        return actor;
    }

    OffsetDateTime now() {
        return Rows.time(now);
    }

    /// Notes a change. Nothing is noted when nothing has changed.
    ///
    /// @param before fields as they were; absent for a new record
    /// @param after fields as they are; absent for a deleted one
    void changed(String entity, long id, @Nullable Map<String, ?> before, @Nullable Map<String, ?> after) {
        if (before == null || !before.equals(after)) {
            changes.add(new Change(entity, id, before, after));
        }
    }

    /// Answers the numbers of what was changed, rising.
    List<Long> numberChanges() {
        if (changes.isEmpty()) {
            return List.of();
        }
        long seq = tx.createQuery("""
            INSERT INTO crm_counter (account_id, change_seq)
            VALUES (:account, :count)
            ON CONFLICT (account_id) DO UPDATE SET change_seq = crm_counter.change_seq + :count
            RETURNING change_seq
            """)
                        .bind("account", account())
                        .bind("count", changes.size())
                        .mapTo(Long.class)
                        .one()
                - changes.size();
        var numbers = new ArrayList<Long>();
        for (var change : changes) {
            write(++seq, change);
            numbers.add(seq);
        }
        return numbers;
    }

    private void write(long seq, Change change) {
        tx.createUpdate("""
            INSERT INTO crm_change (account_id, seq, entity, entity_id, before, after, actor_id, at)
            VALUES (:account, :seq, :entity, :id, CAST(:before AS jsonb), CAST(:after AS jsonb), :actor, :at)
            """)
                .bind("account", account())
                .bind("seq", seq)
                .bind("entity", change.entity())
                .bind("id", change.id())
                .bind("before", change.before() == null ? null : Json.write(change.before()))
                .bind("after", change.after() == null ? null : Json.write(change.after()))
                .bind("actor", actor == null ? null : Rows.number(actor.value()))
                .bind("at", now())
                .execute();
    }
}
