package parley.crm.builtin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import parley.base.ChatType;
import parley.crm.MessengerAddress;
import parley.crm.PhoneIndex;

/// By what contacts are found: the digits of their phones, their addresses in messengers.
final class ContactKeys {

    private final long account;

    ContactKeys(long account) {
        this.account = account;
    }

    void clear(Handle tx, long contact) {
        for (var table : List.of("crm_contact_phone", "crm_contact_address")) {
            tx.createUpdate("DELETE FROM " + table + " WHERE account_id = :account AND contact_id = :contact")
                    .bind("account", account)
                    .bind("contact", contact)
                    .execute();
        }
    }

    void index(Handle tx, long contact, List<String> phones) {
        tx.createUpdate("""
            INSERT INTO crm_contact_phone (account_id, contact_id, digits)
            SELECT :account, :contact, unnest(:digits)
            ON CONFLICT DO NOTHING
            """)
                .bind("account", account)
                .bind("contact", contact)
                .bindArray("digits", String.class, PhoneIndex.readings(phones))
                .execute();
    }

    void addAddress(Handle tx, long contact, MessengerAddress address) {
        tx.createUpdate("""
            INSERT INTO crm_contact_address (account_id, contact_id, network, address, username)
            VALUES (:account, :contact, :network, :address, :username)
            ON CONFLICT DO NOTHING
            """)
                .bind("account", account)
                .bind("contact", contact)
                .bind("network", address.network().value())
                .bind("address", address.id())
                .bind("username", address.username())
                .execute();
    }

    Map<Long, List<MessengerAddress>> addresses(Handle tx, List<Long> contacts) {
        var byContact = new HashMap<Long, List<MessengerAddress>>();
        tx.createQuery("""
            SELECT contact_id, network, address, username
            FROM crm_contact_address
            WHERE account_id = :account AND contact_id = ANY(:contacts)
            ORDER BY network, address
            """)
                .bind("account", account)
                .bindArray("contacts", Long.class, contacts)
                .map((row, _) -> Map.entry(
                        row.getLong("contact_id"),
                        new MessengerAddress(
                                new ChatType(row.getString("network")),
                                row.getString("address"),
                                row.getString("username"))))
                .forEach(entry -> byContact.merge(
                        entry.getKey(),
                        List.of(entry.getValue()),
                        (one, two) -> Stream.concat(one.stream(), two.stream()).toList()));
        return byContact;
    }
}
