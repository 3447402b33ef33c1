package parley.crm.builtin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.ChatType;
import parley.crm.MessengerAddress;
import parley.crm.PhoneIndex;

/// The cards of clients.
final class Contacts {

    static final String ENTITY = "contact";

    /// @param mergedInto the contact that took this one's place
    record Row(
            long id,
            long version,
            String name,
            @Nullable String responsible,
            List<String> phones,
            @Nullable String email,
            List<MessengerAddress> addresses,
            @Nullable String mergedInto,
            boolean deleted,
            Instant createdAt,
            Instant updatedAt) {

        boolean gone() {
            return deleted || mergedInto != null;
        }

        /// What the log of changes says about it.
        Map<String, Object> fields() {
            var fields = new LinkedHashMap<String, Object>();
            fields.put("name", name);
            fields.put("responsible", responsible == null ? "" : responsible);
            fields.put("phones", phones);
            fields.put("email", email == null ? "" : email);
            fields.put("addresses", addresses);
            return fields;
        }
    }

    /// What a person or a messenger says about a contact.
    record Card(
            String name,
            @Nullable String responsible,
            List<String> phones,
            @Nullable String email,
            List<MessengerAddress> addresses) {}

    private static final String COLUMNS = """
        SELECT id, version, name, responsible_id, phones, email, merged_into, deleted_at, created_at, updated_at
        FROM crm_contact
        """;

    private final long account;
    private final ContactKeys keys;

    Contacts(long account) {
        this.account = account;
        this.keys = new ContactKeys(account);
    }

    Optional<Row> find(Handle tx, long id) {
        return list(tx, "WHERE account_id = :account AND id = :id", Map.of("id", id)).stream()
                .findFirst();
    }

    /// The row, held until the end of the transaction.
    Optional<Row> lock(Handle tx, long id) {
        return list(tx, "WHERE account_id = :account AND id = :id FOR UPDATE", Map.of("id", id)).stream()
                .findFirst();
    }

    Optional<Long> byKey(Handle tx, String key) {
        return tx.createQuery("SELECT id FROM crm_contact WHERE account_id = :account AND origin_key = :key")
                .bind("account", account)
                .bind("key", key)
                .mapTo(Long.class)
                .findOne();
    }

    /// Those that are neither deleted nor merged and hold one of these numbers in any reading; at most 50.
    List<Row> byDigits(Handle tx, List<String> digits) {
        return list(tx, """
            WHERE account_id = :account AND deleted_at IS NULL AND merged_into IS NULL AND id IN (
                SELECT contact_id FROM crm_contact_phone WHERE account_id = :account AND digits = ANY(:digits))
            ORDER BY updated_at DESC, id DESC
            LIMIT 50
            """, Map.of("digits", digits.toArray(String[]::new)));
    }

    List<Row> byAddress(Handle tx, ChatType network, String id, @Nullable String username) {
        return list(
                tx,
                """
                WHERE account_id = :account AND deleted_at IS NULL AND merged_into IS NULL AND id IN (
                    SELECT contact_id
                    FROM crm_contact_address
                    WHERE account_id = :account AND network = :network
                      AND (address = :address OR lower(username) = lower(NULLIF(:username, ''))))
                ORDER BY updated_at DESC, id DESC
                LIMIT 50
                """,
                Map.of("network", network.value(), "address", id, "username", username == null ? "" : username));
    }

    /// Newest first. The text is part of a name, of an address, or of a number in any spelling.
    List<Row> search(Handle tx, String text, long before, int limit) {
        return list(
                tx,
                """
                WHERE account_id = :account AND deleted_at IS NULL AND merged_into IS NULL AND id < :before
                  AND (:text = ''
                    OR name ILIKE :like
                    OR id IN (SELECT contact_id FROM crm_contact_phone
                              WHERE account_id = :account AND digits LIKE ANY(:digits))
                    OR id IN (SELECT contact_id FROM crm_contact_address
                              WHERE account_id = :account AND (username ILIKE :like OR address ILIKE :like)))
                ORDER BY id DESC
                LIMIT :limit
                """,
                Map.of(
                        "text", text,
                        "like", "%" + escaped(text) + "%",
                        "digits", PhoneIndex.patterns(text).toArray(String[]::new),
                        "before", before,
                        "limit", limit));
    }

    /// Empty when a contact was made with this key before.
    Optional<Long> insert(Writing w, Card card, @Nullable String key) {
        var id = w.tx().createQuery("""
            INSERT INTO crm_contact (
                account_id, name, responsible_id, phones, email, origin_key, created_at, updated_at)
            VALUES (:account, :name, :responsible, :phones, :email, :key, :now, :now)
            ON CONFLICT (account_id, origin_key) DO NOTHING
            RETURNING id
            """)
                .bind("account", account)
                .bind("name", card.name())
                .bind("responsible", card.responsible() == null ? null : Rows.number(card.responsible()))
                .bindArray("phones", String.class, card.phones())
                .bind("email", card.email())
                .bind("key", key)
                .bind("now", w.now())
                .mapTo(Long.class)
                .findOne();
        id.ifPresent(fresh -> {
            keys.index(w.tx(), fresh, card.phones());
            card.addresses().forEach(address -> keys.addAddress(w.tx(), fresh, address));
            w.changed(ENTITY, fresh, null, find(w.tx(), fresh).orElseThrow().fields());
        });
        return id;
    }

    /// Writes the whole card and notes what has changed.
    void update(Writing w, Row before, Card card) {
        w.tx().createUpdate("""
            UPDATE crm_contact
            SET name = :name, responsible_id = :responsible, phones = :phones, email = :email,
                version = version + 1, updated_at = :now
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", account)
                .bind("id", before.id())
                .bind("name", card.name())
                .bind("responsible", card.responsible() == null ? null : Rows.number(card.responsible()))
                .bindArray("phones", String.class, card.phones())
                .bind("email", card.email())
                .bind("now", w.now())
                .execute();
        keys.clear(w.tx(), before.id());
        keys.index(w.tx(), before.id(), card.phones());
        card.addresses().forEach(address -> keys.addAddress(w.tx(), before.id(), address));
        w.changed(
                ENTITY,
                before.id(),
                before.fields(),
                find(w.tx(), before.id()).orElseThrow().fields());
    }

    /// From now on the contact is gone, perhaps in favour of another one.
    void remove(Writing w, Row contact, @Nullable Long mergedInto) {
        w.tx().createUpdate("""
            UPDATE crm_contact
            SET deleted_at = CASE WHEN CAST(:into AS bigint) IS NULL THEN CAST(:now AS timestamptz) END,
                merged_into = :into, version = version + 1, updated_at = :now
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", account)
                .bind("id", contact.id())
                .bind("into", mergedInto)
                .bind("now", w.now())
                .execute();
        keys.clear(w.tx(), contact.id());
        var after = mergedInto == null ? null : Map.of("mergedInto", Long.toString(mergedInto));
        w.changed(ENTITY, contact.id(), contact.fields(), after);
    }

    private List<Row> list(Handle tx, String where, Map<String, ?> parameters) {
        var found = tx.createQuery(COLUMNS + where)
                .bind("account", account)
                .bindMap(parameters)
                .map((row, _) -> row(row))
                .list();
        if (found.isEmpty()) {
            return found;
        }
        var addresses = keys.addresses(tx, found.stream().map(Row::id).toList());
        return found.stream()
                .map(row -> with(row, addresses.getOrDefault(row.id(), List.of())))
                .toList();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong("id"),
                row.getLong("version"),
                row.getString("name"),
                Rows.idOrNull(row, "responsible_id"),
                Rows.texts(row, "phones"),
                row.getString("email"),
                List.of(),
                Rows.idOrNull(row, "merged_into"),
                row.getObject("deleted_at") != null,
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
    }

    private static Row with(Row row, List<MessengerAddress> addresses) {
        return new Row(
                row.id(),
                row.version(),
                row.name(),
                row.responsible(),
                row.phones(),
                row.email(),
                addresses,
                row.mergedInto(),
                row.deleted(),
                row.createdAt(),
                row.updatedAt());
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
