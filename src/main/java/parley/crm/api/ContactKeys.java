package parley.crm.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// The index of contacts by phones and addresses.
final class ContactKeys {

    private record Entry(String key, String contact) {}

    private final Owner owner;

    ContactKeys(Owner owner) {
        this.owner = owner;
    }

    /// What both have is not written anew.
    void replace(Handle tx, Collection<Contacts.Row> before, Collection<Contacts.Row> after) {
        var old = entries(before);
        var fresh = entries(after);
        write(tx, """
            DELETE FROM api_crm_contact_key AS known
            USING unnest(:keys, :contacts) AS stale (key, contact_id)
            WHERE account_id = :account AND integration_id = :integration
                AND known.key = stale.key AND known.contact_id = stale.contact_id
            """, without(old, fresh));
        write(tx, """
            INSERT INTO api_crm_contact_key (account_id, integration_id, key, contact_id)
            SELECT :account, :integration, key, contact_id
            FROM unnest(:keys, :contacts) AS fresh (key, contact_id)
            ON CONFLICT DO NOTHING
            """, without(fresh, old));
    }

    private static Set<Entry> entries(Collection<Contacts.Row> rows) {
        var entries = new HashSet<Entry>();
        rows.forEach(row -> row.keys()
                .forEach(key -> entries.add(new Entry(key, row.contact().id()))));
        return entries;
    }

    private static List<Entry> without(Set<Entry> all, Set<Entry> others) {
        var left = new ArrayList<>(all);
        left.removeAll(others);
        left.sort(Comparator.comparing(Entry::key).thenComparing(Entry::contact));
        return left;
    }

    private void write(Handle tx, String sql, List<Entry> entries) {
        if (!entries.isEmpty()) {
            owner.bound(tx.createUpdate(sql))
                    .bindArray(
                            "keys",
                            String.class,
                            entries.stream().map(Entry::key).toList())
                    .bindArray(
                            "contacts",
                            String.class,
                            entries.stream().map(Entry::contact).toList())
                    .execute();
        }
    }
}
