package parley.crm.api;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/// One transaction that writes. What it has changed is numbered at its end: the integration's counter is locked for as
/// short as can be, and always after the entities, so that writers do not wait for each other in a ring.
final class Writing {

    private final Handle tx;
    private final Owner owner;
    private final Instant now;
    private final TreeSet<String> contacts = new TreeSet<>();
    private final TreeSet<String> deals = new TreeSet<>();
    private boolean catalogue;

    Writing(Handle tx, Owner owner, Instant now) {
        this.tx = tx;
        this.owner = owner;
        this.now = now;
    }

    Handle tx() {
        return tx;
    }

    OffsetDateTime now() {
        return OffsetDateTime.ofInstant(now, ZoneOffset.UTC);
    }

    void contacts(Collection<String> changed) {
        contacts.addAll(changed);
    }

    void deals(Collection<String> changed) {
        deals.addAll(changed);
    }

    void catalogue() {
        catalogue = true;
    }

    boolean hasNews() {
        return !contacts.isEmpty() || !deals.isEmpty() || catalogue;
    }

    /// Answers whether anything was changed at all.
    boolean number() {
        if (!hasNews()) {
            return false;
        }
        owner.bound(tx.createUpdate("""
            WITH counted AS (
                INSERT INTO api_crm_counter (account_id, integration_id, change_seq)
                VALUES (:account, :integration, 1)
                ON CONFLICT (account_id, integration_id) DO UPDATE SET change_seq = api_crm_counter.change_seq + 1
                RETURNING change_seq)
            INSERT INTO api_crm_change (account_id, integration_id, seq, contacts, deals, catalogue, at)
            SELECT :account, :integration, change_seq, :contacts, :deals, :catalogue, :now
            FROM counted
            """))
                .bindArray("contacts", String.class, contacts)
                .bindArray("deals", String.class, deals)
                .bind("catalogue", catalogue)
                .bind("now", now())
                .execute();
        return true;
    }
}
