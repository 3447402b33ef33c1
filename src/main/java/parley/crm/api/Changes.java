package parley.crm.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import parley.base.ContactId;
import parley.base.DealId;
import parley.crm.Crm;
import parley.crm.Crm.Change;
import parley.platform.Retention;

/// Everything that has changed, in the order of commits.
final class Changes {

    private record Row(long seq, List<String> contacts, List<String> deals, boolean catalogue) {

        int size() {
            return contacts.size() + deals.size() + (catalogue ? 1 : 0);
        }
    }

    private final Owner owner;
    private final Deals deals;

    Changes(Owner owner) {
        this.owner = owner;
        this.deals = new Deals(owner);
    }

    /// A transaction's changes are not torn apart: they may be more than `limit` when they are the only ones.
    Crm.Changes since(Handle tx, long cursor, int limit) {
        var rows = rows(tx, cursor, limit);
        var changes = new LinkedHashSet<Change>();
        var read = cursor;
        int size = 0;
        for (var row : rows) {
            size += row.size();
            if (size > limit && read > cursor) {
                break;
            }
            row.contacts().forEach(id -> changes.add(new Change.OfContact(new ContactId(id))));
            ofDeals(tx, row.deals()).forEach(changes::add);
            if (row.catalogue()) {
                changes.add(new Change.OfCatalogue());
            }
            read = row.seq();
        }
        return new Crm.Changes(List.copyOf(changes), read);
    }

    /// Forgets those of before then which were read, a piece of them. Answers how many.
    ///
    /// @param read so far they were read
    int forget(Handle tx, long read, Instant before) {
        return owner.bound(tx.createUpdate("""
            DELETE FROM api_crm_change
            WHERE account_id = :account
                AND integration_id = :integration
                AND seq IN (
                    SELECT seq
                    FROM api_crm_change
                    WHERE account_id = :account AND integration_id = :integration AND seq <= :read AND at < :before
                    ORDER BY seq
                    LIMIT :piece)
            """))
                .bind("read", read)
                .bind("before", before)
                .bind("piece", Retention.PIECE)
                .execute();
    }

    private List<Row> rows(Handle tx, long cursor, int limit) {
        return owner.bound(tx.createQuery("""
            SELECT seq, contacts, deals, catalogue
            FROM api_crm_change
            WHERE account_id = :account AND integration_id = :integration AND seq > :cursor
            ORDER BY seq
            LIMIT :limit
            """))
                .bind("cursor", cursor)
                .bind("limit", limit)
                .map((row, _) -> new Row(
                        row.getLong("seq"),
                        List.of((String[]) row.getArray("contacts").getArray()),
                        List.of((String[]) row.getArray("deals").getArray()),
                        row.getBoolean("catalogue")))
                .list();
    }

    private List<Change> ofDeals(Handle tx, List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var members = deals.find(tx, ids).stream()
                .collect(Collectors.toMap(
                        row -> row.deal().id(), row -> row.deal().contacts()));
        var changes = new ArrayList<Change>();
        for (var id : ids) {
            var contacts = members.getOrDefault(id, List.of()).stream()
                    .map(ContactId::new)
                    .toList();
            changes.add(new Change.OfDeal(new DealId(id), contacts));
        }
        return changes;
    }
}
