package parley.crm.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.crm.Uploads.Deal;
import parley.crm.Uploads.Piece;
import parley.platform.Json;

/// Deals, written many at a time.
final class Deals {

    /// @param createdAt when it was uploaded first
    /// @param closedAt when it was uploaded as closed first, since it was open last
    record Row(Deal deal, Instant createdAt, @Nullable Instant closedAt) {}

    private static final int MOST = 200;

    private static final String SELECT = """
        SELECT id, name, responsible, uri, contacts, created_at, closed_at
        FROM api_crm_deal
        WHERE account_id = :account AND integration_id = :integration
        """;

    private final Owner owner;

    Deals(Owner owner) {
        this.owner = owner;
    }

    Optional<Row> find(Handle tx, String id) {
        return find(tx, List.of(id)).stream().findFirst();
    }

    List<Row> find(Handle tx, List<String> ids) {
        return owner.bound(tx.createQuery(SELECT + "AND id = ANY(:ids) ORDER BY id"))
                .bindArray("ids", String.class, ids)
                .map((row, _) -> row(row))
                .list();
    }

    /// Newest first.
    List<Row> ofContact(Handle tx, String contact) {
        return owner.bound(tx.createQuery(SELECT + """
            AND contacts @> ARRAY[CAST(:contact AS text)] AND id IN (
                SELECT deal_id FROM api_crm_deal_contact
                WHERE account_id = :account AND integration_id = :integration AND contact_id = :contact)
            ORDER BY created_at DESC, id DESC
            LIMIT :most
            """))
                .bind("contact", contact)
                .bind("most", MOST)
                .map((row, _) -> row(row))
                .list();
    }

    Piece<Deal> list(Handle tx, int offset, int limit) {
        var count = owner.bound(tx.createQuery("""
            SELECT count(*) FROM api_crm_deal WHERE account_id = :account AND integration_id = :integration
            """)).mapTo(Long.class).one();
        var rows = owner.bound(tx.createQuery(SELECT + "ORDER BY id LIMIT :limit OFFSET :offset"))
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, _) -> row(row).deal())
                .list();
        return new Piece<>(count, rows);
    }

    /// What is the same already is left alone.
    void put(Writing w, List<Deal> batch) {
        var known = lock(w.tx(), batch.stream().map(Deal::id).toList());
        var changed = batch.stream()
                .sorted(Comparator.comparing(Deal::id))
                .filter(deal -> !Optional.ofNullable(known.get(deal.id()))
                        .map(Row::deal)
                        .equals(Optional.of(deal)))
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        write(w, changed);
        link(w.tx(), changed);
        w.deals(changed.stream().map(Deal::id).toList());
        // Whoever was its contact before loses it.
        w.contacts(changed.stream()
                .flatMap(deal -> former(known.get(deal.id()), deal))
                .toList());
    }

    private static Stream<String> former(@Nullable Row before, Deal after) {
        return before == null
                ? Stream.of()
                : before.deal().contacts().stream()
                        .filter(contact -> !after.contacts().contains(contact));
    }

    private void write(Writing w, List<Deal> deals) {
        owner.bound(w.tx().createUpdate("""
            INSERT INTO api_crm_deal (
                account_id, integration_id, id, name, responsible, uri, contacts, created_at, closed_at)
            SELECT :account, :integration, id, name, responsible, uri,
                ARRAY(SELECT jsonb_array_elements_text(contacts::jsonb)), :now,
                CASE WHEN closed THEN CAST(:now AS timestamptz) END
            FROM unnest(:ids, :names, :responsibles, :uris, :contacts, CAST(:closed AS boolean[]))
                AS sent (id, name, responsible, uri, contacts, closed)
            ON CONFLICT (account_id, integration_id, id) DO UPDATE
            SET name = excluded.name, responsible = excluded.responsible, uri = excluded.uri,
                contacts = excluded.contacts,
                closed_at = CASE WHEN excluded.closed_at IS NOT NULL
                    THEN coalesce(api_crm_deal.closed_at, excluded.closed_at) END
            """))
                .bindArray("ids", String.class, deals.stream().map(Deal::id).toList())
                .bindArray("names", String.class, deals.stream().map(Deal::name).toList())
                .bindArray(
                        "responsibles",
                        String.class,
                        deals.stream().map(Deal::responsible).toList())
                .bindArray("uris", String.class, uris(deals))
                .bindArray(
                        "contacts",
                        String.class,
                        deals.stream().map(deal -> Json.write(deal.contacts())).toList())
                .bindArray(
                        "closed",
                        String.class,
                        deals.stream()
                                .map(deal -> Boolean.toString(deal.closed()))
                                .toList())
                .bind("now", w.now())
                .execute();
    }

    private static List<String> uris(List<Deal> deals) {
        var uris = new ArrayList<String>(deals.size());
        deals.forEach(deal -> uris.add(deal.uri()));
        return uris;
    }

    private void link(Handle tx, List<Deal> deals) {
        var contacts = new ArrayList<String>();
        var ids = new ArrayList<String>();
        for (var deal : deals) {
            for (var contact : deal.contacts()) {
                contacts.add(contact);
                ids.add(deal.id());
            }
        }
        owner.bound(tx.createUpdate("""
            INSERT INTO api_crm_deal_contact (account_id, integration_id, contact_id, deal_id)
            SELECT :account, :integration, contact_id, deal_id
            FROM unnest(:contacts, :deals) AS link (contact_id, deal_id)
            ORDER BY contact_id, deal_id
            ON CONFLICT DO NOTHING
            """))
                .bindArray("contacts", String.class, contacts)
                .bindArray("deals", String.class, ids)
                .execute();
    }

    /// Answers those that were there.
    Collection<String> remove(Writing w, List<String> ids) {
        var gone = lock(w.tx(), ids);
        owner.bound(w.tx().createUpdate("""
            DELETE FROM api_crm_deal
            WHERE account_id = :account AND integration_id = :integration AND id = ANY(:ids)
            """))
                .bindArray("ids", String.class, gone.keySet())
                .execute();
        w.deals(gone.keySet());
        w.contacts(gone.values().stream()
                .flatMap(row -> row.deal().contacts().stream())
                .toList());
        return gone.keySet();
    }

    /// In the order of ids, as contacts.
    Map<String, Row> lock(Handle tx, List<String> ids) {
        return owner.bound(tx.createQuery(SELECT + "AND id = ANY(:ids) ORDER BY id FOR UPDATE"))
                .bindArray("ids", String.class, ids)
                .map((row, _) -> row(row))
                .collect(Collectors.toMap(row -> row.deal().id(), row -> row));
    }

    private static Row row(ResultSet row) throws SQLException {
        var closedAt = row.getObject("closed_at", OffsetDateTime.class);
        return new Row(
                new Deal(
                        row.getString("id"),
                        row.getString("responsible"),
                        row.getString("name"),
                        row.getString("uri"),
                        Arrays.asList((String[]) row.getArray("contacts").getArray()),
                        closedAt != null),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                closedAt == null ? null : closedAt.toInstant());
    }
}
