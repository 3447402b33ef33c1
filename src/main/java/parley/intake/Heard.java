package parley.intake;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import org.jdbi.v3.core.Handle;
import parley.base.AccountId;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.IntegrationId;
import parley.crm.Crm;
import parley.platform.Columns;
import parley.platform.Json;

/// Records of which a CRM has told by its hooks. A record lies here once, however often it is told of; whoever looks at
/// them takes many at once, in the order in which they were first told of.
final class Heard {

    /// The most that are looked at together.
    static final int MOST = 500;

    private static final String CONTACT = "contact";
    private static final String DEAL = "deal";

    private record Key(String kind, String record) {}

    /// @param number grows when the record is told of once more
    record Hint(String kind, String record, List<String> contacts, long number) {}

    /// What many hints are about.
    ///
    /// @param unnamed deals of which the hook did not say to whom they belong
    record Records(Collection<ContactId> contacts, Collection<DealId> deals, Collection<DealId> unnamed) {

        static Records of(List<Hint> hints) {
            var contacts = new LinkedHashSet<ContactId>();
            var deals = new LinkedHashSet<DealId>();
            var unnamed = new LinkedHashSet<DealId>();
            for (var hint : hints) {
                if (hint.kind.equals(CONTACT)) {
                    contacts.add(new ContactId(hint.record));
                    continue;
                }
                deals.add(new DealId(hint.record));
                hint.contacts.forEach(one -> contacts.add(new ContactId(one)));
                if (hint.contacts.isEmpty()) {
                    unnamed.add(new DealId(hint.record));
                }
            }
            return new Records(contacts, deals, unnamed);
        }
    }

    void note(Handle tx, AccountId account, IntegrationId integration, List<Crm.Change> changes) {
        var hints = new LinkedHashMap<Key, List<String>>();
        for (var change : changes) {
            switch (change) {
                case Crm.Change.OfContact(var contact) -> hints.put(new Key(CONTACT, contact.value()), List.of());
                case Crm.Change.OfDeal(var deal, var members) ->
                    hints.put(
                            new Key(DEAL, deal.value()),
                            members.stream().map(ContactId::value).toList());
                case Crm.Change.OfCatalogue() -> {
                    // Appears in the settings when they are refreshed (R8).
                }
            }
        }
        // In one order, so that two requests with the same records do not wait for each other in a ring.
        var update = tx.createUpdate("""
            INSERT INTO crm_hint (account_id, integration_id, kind, record, contacts)
            SELECT :account, :integration, kind, record, contacts::jsonb
            FROM unnest(:kinds, :records, :contacts) AS told (kind, record, contacts)
            ORDER BY kind, record
            ON CONFLICT (account_id, integration_id, kind, record) DO UPDATE
            SET contacts = excluded.contacts, heard = DEFAULT
            """).bind("account", account.value()).bind("integration", integration.value());
        Columns.of(update, List.copyOf(hints.entrySet()))
                .texts("kinds", hint -> hint.getKey().kind())
                .texts("records", hint -> hint.getKey().record())
                .texts("contacts", hint -> Json.write(hint.getValue()));
        update.execute();
    }

    List<Hint> next(Handle tx, AccountId account, IntegrationId integration) {
        return tx.createQuery("""
            SELECT kind, record, contacts, heard
            FROM crm_hint
            WHERE account_id = :account AND integration_id = :integration
            ORDER BY heard
            LIMIT :most
            """)
                .bind("account", account.value())
                .bind("integration", integration.value())
                .bind("most", MOST)
                .map((rs, _) -> new Hint(
                        rs.getString("kind"),
                        rs.getString("record"),
                        Json.readList(rs.getString("contacts"), String.class),
                        rs.getLong("heard")))
                .list();
    }

    /// They were looked at; what was told of once more meanwhile stays. So does nothing of a CRM that was connected
    /// before.
    void lookedAt(Handle tx, AccountId account, IntegrationId integration, List<Hint> hints) {
        var update = tx.createUpdate("""
            DELETE FROM crm_hint
            WHERE account_id = :account AND (integration_id <> :integration OR heard = ANY(:numbers))
            """)
                .bind("account", account.value())
                .bind("integration", integration.value())
                .bind("numbers", hints.stream().map(Hint::number).toArray(Long[]::new));
        update.execute();
    }
}
