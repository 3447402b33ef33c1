package parley.crm.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.crm.MessengerAddress;
import parley.crm.Uploads.Contact;
import parley.crm.Uploads.Identity;
import parley.crm.Uploads.Piece;
import parley.platform.Json;

/// Contacts, written many at a time.
final class Contacts {

    /// @param learned addresses from which the client has written, and which the CRM does not know
    record Row(Contact contact, List<MessengerAddress> learned, Instant updatedAt) {

        List<String> keys() {
            return Keys.of(contact.identities(), learned);
        }
    }

    private static final int MOST = 50;

    private static final String SELECT = """
        SELECT id, name, responsible, uri, identities, learned, updated_at
        FROM api_crm_contact
        WHERE account_id = :account AND integration_id = :integration
        """;

    private final Owner owner;
    private final ContactKeys keys;

    Contacts(Owner owner) {
        this.owner = owner;
        this.keys = new ContactKeys(owner);
    }

    Optional<Row> find(Handle tx, String id) {
        return owner.bound(tx.createQuery(SELECT + "AND id = :id"))
                .bind("id", id)
                .map((row, _) -> row(row))
                .findOne();
    }

    /// Those that may be found by one of the keys, changed last first; at most 50.
    List<Row> byKeys(Handle tx, Collection<String> wanted) {
        return owner.bound(tx.createQuery(SELECT + """
            AND id IN (
                SELECT contact_id FROM api_crm_contact_key
                WHERE account_id = :account AND integration_id = :integration AND key = ANY(:keys))
            ORDER BY updated_at DESC, id DESC
            LIMIT :most
            """))
                .bindArray("keys", String.class, wanted)
                .bind("most", MOST)
                .map((row, _) -> row(row))
                .list();
    }

    Piece<Contact> list(Handle tx, int offset, int limit) {
        var count = owner.bound(tx.createQuery("""
            SELECT count(*) FROM api_crm_contact WHERE account_id = :account AND integration_id = :integration
            """)).mapTo(Long.class).one();
        var rows = owner.bound(tx.createQuery(SELECT + "ORDER BY id LIMIT :limit OFFSET :offset"))
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, _) -> row(row).contact())
                .list();
        return new Piece<>(count, rows);
    }

    /// What is the same already is left alone.
    void put(Writing w, List<Contact> batch) {
        var known = lock(w.tx(), batch.stream().map(Contact::id).toList());
        var changed = batch.stream()
                .sorted(Comparator.comparing(Contact::id))
                .filter(contact -> !Optional.ofNullable(known.get(contact.id()))
                        .map(Row::contact)
                        .equals(Optional.of(contact)))
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        write(w, changed);
        keys.replace(
                w.tx(),
                changed.stream()
                        .map(one -> known.get(one.id()))
                        .filter(Objects::nonNull)
                        .toList(),
                changed.stream().map(one -> after(known.get(one.id()), one)).toList());
        w.contacts(changed.stream().map(Contact::id).toList());
    }

    private static Row after(@Nullable Row before, Contact contact) {
        return new Row(contact, before == null ? List.of() : before.learned(), Instant.EPOCH);
    }

    private void write(Writing w, List<Contact> contacts) {
        owner.bound(w.tx().createUpdate("""
            INSERT INTO api_crm_contact (
                account_id, integration_id, id, name, responsible, uri, identities, updated_at)
            SELECT :account, :integration, id, name, responsible, uri, identities::jsonb, :now
            FROM unnest(:ids, :names, :responsibles, :uris, :identities)
                AS sent (id, name, responsible, uri, identities)
            ON CONFLICT (account_id, integration_id, id) DO UPDATE
            SET name = excluded.name, responsible = excluded.responsible, uri = excluded.uri,
                identities = excluded.identities, updated_at = excluded.updated_at
            """))
                .bindArray("ids", String.class, column(contacts, Contact::id))
                .bindArray("names", String.class, column(contacts, Contact::name))
                .bindArray("responsibles", String.class, column(contacts, Contact::responsible))
                .bindArray("uris", String.class, column(contacts, Contact::uri))
                .bindArray("identities", String.class, column(contacts, one -> Json.write(one.identities())))
                .bind("now", w.now())
                .execute();
    }

    /// The client has written from there.
    void learn(Writing w, Row row, MessengerAddress address) {
        var learned = new ArrayList<>(row.learned());
        learned.add(address);
        owner.bound(w.tx().createUpdate("""
            UPDATE api_crm_contact SET learned = CAST(:learned AS jsonb), updated_at = :now
            WHERE account_id = :account AND integration_id = :integration AND id = :id
            """))
                .bind("id", row.contact().id())
                .bind("learned", Json.write(learned))
                .bind("now", w.now())
                .execute();
        keys.replace(w.tx(), List.of(row), List.of(new Row(row.contact(), learned, row.updatedAt())));
        w.contacts(List.of(row.contact().id()));
    }

    /// Answers those that were there.
    Collection<String> remove(Writing w, List<String> ids) {
        var gone = lock(w.tx(), ids);
        owner.bound(w.tx().createUpdate("""
            DELETE FROM api_crm_contact
            WHERE account_id = :account AND integration_id = :integration AND id = ANY(:ids)
            """))
                .bindArray("ids", String.class, gone.keySet())
                .execute();
        keys.replace(w.tx(), gone.values(), List.of());
        w.contacts(gone.keySet());
        return gone.keySet();
    }

    /// In the order of ids, so that two batches do not wait for each other in a ring.
    Map<String, Row> lock(Handle tx, List<String> ids) {
        return owner.bound(tx.createQuery(SELECT + "AND id = ANY(:ids) ORDER BY id FOR UPDATE"))
                .bindArray("ids", String.class, ids)
                .map((row, _) -> row(row))
                .collect(Collectors.toMap(row -> row.contact().id(), row -> row));
    }

    private static List<String> column(List<Contact> contacts, Function<Contact, @Nullable String> field) {
        var column = new ArrayList<String>(contacts.size());
        contacts.forEach(contact -> column.add(field.apply(contact)));
        return column;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new Contact(
                        row.getString("id"),
                        row.getString("responsible"),
                        row.getString("name"),
                        row.getString("uri"),
                        Json.readList(row.getString("identities"), Identity.class)),
                Json.readList(row.getString("learned"), MessengerAddress.class),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
