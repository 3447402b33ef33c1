package parley.chat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChatId;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.Phone;
import parley.crm.MessengerAddress;

/// Which chats belong to a contact, a deal, a client, an employee; and which belong to nobody. At most 1,000 each.
public final class ChatsOf {

    public static final int MOST = 1_000;

    /// A client's other chat: the same address, or the same phone that messengers vouch for.
    ///
    /// @param deal to which its messages go
    /// @param routing a decision about it is being carried out
    public record Sibling(
            ChatId chat,
            @Nullable ContactId contact,
            @Nullable DealId deal,
            boolean routing) {}

    public List<ChatId> contact(Handle tx, AccountId account, ContactId contact) {
        return ids(tx, account, "contact_id = :contact", Map.of("contact", contact.value()));
    }

    /// Those of the contacts who have chats.
    public Set<ContactId> withChats(Handle tx, AccountId account, Collection<ContactId> contacts) {
        return Set.copyOf(tx.createQuery("""
            SELECT DISTINCT contact_id FROM chat
            WHERE account_id = :account AND contact_id = ANY(:contacts)
            """)
                .bind("account", account.value())
                .bind("contacts", contacts.stream().map(ContactId::value).toArray(String[]::new))
                .map((rs, _) -> new ContactId(rs.getString("contact_id")))
                .list());
    }

    /// The contacts of the chats whose messages go to these deals.
    public List<ContactId> contactsOfDeals(Handle tx, AccountId account, Collection<DealId> deals) {
        return tx.createQuery("""
            SELECT DISTINCT contact_id FROM chat
            WHERE account_id = :account AND deal_id = ANY(:deals) AND contact_id IS NOT NULL
            LIMIT 1000
            """)
                .bind("account", account.value())
                .bind("deals", deals.stream().map(DealId::value).toArray(String[]::new))
                .map((rs, _) -> new ContactId(rs.getString("contact_id")))
                .list();
    }

    /// Clients whom nobody could take, in order of arrival (R32): new ones, and common ones that wait for their turn.
    public List<ChatId> waiting(Handle tx, AccountId account) {
        return ids(tx, account, """
            responsible = '{}' AND client <> 'UNROUTED' AND NOT test
                AND (client = 'WAITING' OR client = 'KNOWN' AND pending IS NULL AND 'wait' = (
                    SELECT kind FROM decision
                    WHERE decision.account_id = chat.account_id AND chat_id = chat.id
                    ORDER BY decision.id DESC
                    LIMIT 1))
            ORDER BY arrived, id
            """, Map.of());
    }

    /// Clients who are reached there and whom no contact has been found for: new ones, and those whom somebody has got
    /// in Parley alone.
    public List<ChatId> newClients(
            Handle tx, AccountId account, Collection<MessengerAddress> addresses, Collection<Phone> phones) {
        return ids(
                tx,
                account,
                """
                client <> 'UNROUTED' AND contact_id IS NULL AND NOT test
                    AND ((network, address) IN (SELECT * FROM unnest(:networks, :addresses))
                        OR verified AND phone = ANY(:phones))
                ORDER BY id
                """,
                Map.of(
                        "networks",
                        addresses.stream().map(one -> one.network().value()).toArray(String[]::new),
                        "addresses",
                        addresses.stream().map(MessengerAddress::id).toArray(String[]::new),
                        "phones",
                        phones.stream().map(Phone::value).toArray(String[]::new)));
    }

    /// Everybody who is waiting to be recognised.
    public List<ChatId> unrecognised(Handle tx, AccountId account) {
        return ids(tx, account, """
            contact_id IS NULL AND NOT test AND (client = 'KNOWN'
                OR responsible = '{}' AND client <> 'UNROUTED' AND client IN ('OFFERED', 'WAITING'))
            """, Map.of());
    }

    /// Whether anybody is waiting to be recognised at all.
    public boolean anyNewClient(Handle tx, AccountId account) {
        return tx.createQuery("""
            SELECT EXISTS (
                SELECT FROM chat
                WHERE account_id = :account AND responsible = '{}' AND client <> 'UNROUTED'
                    AND client IN ('OFFERED', 'WAITING') AND contact_id IS NULL AND NOT test)
                OR EXISTS (
                SELECT FROM chat
                WHERE account_id = :account AND client = 'KNOWN' AND contact_id IS NULL AND NOT test)
            """)
                .bind("account", account.value())
                .mapTo(Boolean.class)
                .one();
    }

    /// The contacts of chats for which one of these is responsible.
    public List<ContactId> contactsOfEmployees(Handle tx, AccountId account, Collection<EmployeeId> employees) {
        return tx.createQuery("""
            SELECT DISTINCT contact_id FROM chat
            WHERE account_id = :account AND contact_id IS NOT NULL
                AND (cardinality(responsible) = 1 AND responsible[1] = ANY(:employees)
                    OR cardinality(responsible) > 1 AND responsible && :employees)
            LIMIT 1000
            """)
                .bind("account", account.value())
                .bind("employees", employees.stream().map(EmployeeId::value).toArray(String[]::new))
                .map((rs, _) -> new ContactId(rs.getString("contact_id")))
                .list();
    }

    /// The same client's other chats.
    public List<Sibling> siblings(Handle tx, Chat chat) {
        return tx.createQuery("""
            SELECT id, contact_id, deal_id, pending IS NOT NULL AS routing
            FROM chat
            WHERE account_id = :account AND id <> :id AND NOT test
                AND (network = :network AND address = :address OR :phone <> '' AND verified AND phone = :phone)
            ORDER BY id
            LIMIT 1000
            """)
                .bind("account", chat.account().value())
                .bind("id", chat.id().value())
                .bind("network", chat.address().network().value())
                .bind("address", chat.address().id())
                .bind("phone", verifiedPhone(chat))
                .map((rs, _) -> new Sibling(
                        new ChatId(rs.getLong("id")),
                        rs.getString("contact_id") == null ? null : new ContactId(rs.getString("contact_id")),
                        rs.getString("deal_id") == null ? null : new DealId(rs.getString("deal_id")),
                        rs.getBoolean("routing")))
                .list();
    }

    /// Lets nobody else decide about this client until the end of the transaction, in none of his chats (R30).
    public void holdClient(Handle tx, Chat chat) {
        for (var name : List.of(chat.address().network() + ":" + chat.address().id(), verifiedPhone(chat))) {
            if (!name.isEmpty()) {
                tx.createQuery("SELECT pg_advisory_xact_lock(hashtextextended(:name, :account)) IS NULL AS held")
                        .bind("name", "client:" + name)
                        .bind("account", chat.account().value())
                        .mapTo(Boolean.class)
                        .one();
            }
        }
    }

    private static String verifiedPhone(Chat chat) {
        var phone = chat.address().phone();
        return phone != null && chat.person().verified() ? phone : "";
    }

    private static List<ChatId> ids(Handle tx, AccountId account, String where, Map<String, ?> parameters) {
        return tx.createQuery("SELECT id FROM chat WHERE account_id = :account AND " + where + " LIMIT " + MOST)
                .bind("account", account.value())
                .bindMap(parameters)
                .map((rs, _) -> new ChatId(rs.getLong("id")))
                .list();
    }
}
