package parley.crm.builtin;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.rules.StageKind;

/// Deals. A lead is a deal at the stage of kind UNSORTED that has no responsible.
final class Deals {

    static final String ENTITY = "deal";

    record Row(
            long id,
            long version,
            String name,
            String pipeline,
            String stage,
            StageKind kind,
            @Nullable String responsible,
            @Nullable BigDecimal amount,
            List<String> contacts,
            boolean deleted,
            @Nullable Instant acceptedAt,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant closedAt) {

        boolean lead() {
            return kind == StageKind.UNSORTED && responsible == null;
        }

        Map<String, Object> fields() {
            var fields = new LinkedHashMap<String, Object>();
            fields.put("name", name);
            fields.put("pipeline", pipeline);
            fields.put("stage", stage);
            fields.put("kind", kind.name());
            fields.put("responsible", responsible == null ? "" : responsible);
            fields.put("amount", amount == null ? "" : amount.toPlainString());
            fields.put("contacts", contacts);
            return fields;
        }
    }

    /// A deal as it is to be.
    ///
    /// @param contacts the main one first
    record Card(
            String name,
            Place place,
            @Nullable String responsible,
            @Nullable BigDecimal amount,
            List<String> contacts) {}

    record Place(String pipeline, String stage) {}

    private static final String SELECT = """
        SELECT deal.id, version, deal.name, deal.pipeline_id, stage_id, kind, responsible_id, amount,
               deleted_at, accepted_at, created_at, updated_at, closed_at,
               ARRAY(SELECT contact_id::text FROM crm_deal_contact AS member
                     WHERE member.account_id = deal.account_id AND deal_id = deal.id
                     ORDER BY place, contact_id) AS contacts
        FROM crm_deal AS deal JOIN crm_stage AS stage ON stage.account_id = deal.account_id AND stage.id = stage_id
        """;

    private final long account;

    Deals(long account) {
        this.account = account;
    }

    Optional<Row> find(Handle tx, long id) {
        return one(tx, "WHERE deal.account_id = :account AND deal.id = :id", id);
    }

    Optional<Row> lock(Handle tx, long id) {
        return one(tx, "WHERE deal.account_id = :account AND deal.id = :id FOR UPDATE OF deal", id);
    }

    Optional<Long> byKey(Handle tx, String key) {
        return tx.createQuery("SELECT id FROM crm_deal WHERE account_id = :account AND origin_key = :key")
                .bind("account", account)
                .bind("key", key)
                .mapTo(Long.class)
                .findOne();
    }

    /// Newest first.
    List<Row> ofContact(Handle tx, long contact) {
        return tx.createQuery(SELECT + """
            WHERE deal.account_id = :account AND deleted_at IS NULL AND deal.id IN (
                SELECT deal_id FROM crm_deal_contact
                WHERE account_id = :account AND contact_id = :contact)
            ORDER BY deal.created_at DESC, deal.id DESC
            LIMIT 200
            """)
                .bind("account", account)
                .bind("contact", contact)
                .map((row, _) -> row(row))
                .list();
    }

    /// Cards of one column of the board, newest first.
    List<Row> atStage(Handle tx, Place place, long before, int limit) {
        return tx.createQuery(SELECT + """
            WHERE deal.account_id = :account AND deal.pipeline_id = :pipeline AND stage_id = :stage
              AND deleted_at IS NULL AND deal.id < :before
            ORDER BY deal.id DESC
            LIMIT :limit
            """)
                .bind("account", account)
                .bind("pipeline", Rows.number(place.pipeline()))
                .bind("stage", Rows.number(place.stage()))
                .bind("before", before)
                .bind("limit", limit)
                .map((row, _) -> row(row))
                .list();
    }

    /// Empty when a deal was made with this key before.
    Optional<Long> insert(Writing w, Card card, boolean closed, @Nullable String key) {
        var id = w.tx().createQuery("""
            INSERT INTO crm_deal (
                account_id, name, pipeline_id, stage_id, responsible_id, amount, origin_key,
                created_at, updated_at, closed_at)
            VALUES (:account, :name, :pipeline, :stage, :responsible, :amount, :key, :now, :now, :closed)
            ON CONFLICT (account_id, origin_key) DO NOTHING
            RETURNING id
            """)
                .bind("account", account)
                .bind("name", card.name())
                .bind("pipeline", Rows.number(card.place().pipeline()))
                .bind("stage", Rows.number(card.place().stage()))
                .bind("responsible", card.responsible() == null ? null : Rows.number(card.responsible()))
                .bind("amount", card.amount())
                .bind("key", key)
                .bind("now", w.now())
                .bind("closed", closed ? w.now() : null)
                .mapTo(Long.class)
                .findOne();
        id.ifPresent(fresh -> {
            setContacts(w.tx(), fresh, card.contacts());
            w.changed(ENTITY, fresh, null, find(w.tx(), fresh).orElseThrow().fields());
        });
        return id;
    }

    /// Makes the employee responsible if nobody is yet, and moves the lead on. Of two who accept at once, one gets
    /// `true`.
    boolean accept(Writing w, Row lead, String employee, Place place) {
        boolean won = w.tx().createUpdate("""
            UPDATE crm_deal
            SET responsible_id = :employee, pipeline_id = :pipeline, stage_id = :stage,
                accepted_at = :now, closed_at = (
                    SELECT CAST(:now AS timestamptz) FROM crm_stage AS target
                    WHERE target.account_id = :account AND target.id = :stage
                      AND kind IN ('WON', 'LOST')),
                version = version + 1, updated_at = :now
            WHERE account_id = :account AND id = :id AND responsible_id IS NULL AND stage_id = :unsorted
              AND deleted_at IS NULL
            """)
                        .bind("account", account)
                        .bind("id", lead.id())
                        .bind("employee", Rows.number(employee))
                        .bind("pipeline", Rows.number(place.pipeline()))
                        .bind("stage", Rows.number(place.stage()))
                        .bind("unsorted", Rows.number(lead.stage()))
                        .bind("now", w.now())
                        .execute()
                == 1;
        if (won) {
            noteChange(w, lead);
        }
        return won;
    }

    /// Writes the whole deal; it closes and opens with the kind of its stage.
    void update(Writing w, Row before, Card card) {
        w.tx().createUpdate("""
            UPDATE crm_deal
            SET name = :name, pipeline_id = :pipeline, stage_id = :stage, responsible_id = :responsible,
                amount = :amount, closed_at = (
                    SELECT coalesce(crm_deal.closed_at, :now) FROM crm_stage AS target
                    WHERE target.account_id = :account AND target.id = :stage
                      AND kind IN ('WON', 'LOST')),
                version = version + 1, updated_at = :now
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", account)
                .bind("id", before.id())
                .bind("name", card.name())
                .bind("pipeline", Rows.number(card.place().pipeline()))
                .bind("stage", Rows.number(card.place().stage()))
                .bind("responsible", card.responsible() == null ? null : Rows.number(card.responsible()))
                .bind("amount", card.amount())
                .bind("now", w.now())
                .execute();
        if (!card.contacts().equals(before.contacts())) {
            setContacts(w.tx(), before.id(), card.contacts());
        }
        noteChange(w, before);
    }

    void delete(Writing w, Row deal) {
        w.tx().createUpdate("""
            UPDATE crm_deal SET deleted_at = :now, updated_at = :now, version = version + 1
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", account)
                .bind("id", deal.id())
                .bind("now", w.now())
                .execute();
        w.changed(ENTITY, deal.id(), deal.fields(), null);
    }

    private void noteChange(Writing w, Row before) {
        w.changed(
                ENTITY,
                before.id(),
                before.fields(),
                find(w.tx(), before.id()).orElseThrow().fields());
    }

    private void setContacts(Handle tx, long deal, List<String> contacts) {
        tx.createUpdate("DELETE FROM crm_deal_contact WHERE account_id = :account AND deal_id = :deal")
                .bind("account", account)
                .bind("deal", deal)
                .execute();
        tx.createUpdate("""
            INSERT INTO crm_deal_contact (account_id, deal_id, contact_id, place)
            SELECT :account, :deal, contact, place - 1
            FROM unnest(:contacts) WITH ORDINALITY AS member (contact, place)
            """)
                .bind("account", account)
                .bind("deal", deal)
                .bindArray(
                        "contacts",
                        Long.class,
                        contacts.stream().map(Rows::number).toList())
                .execute();
    }

    private Optional<Row> one(Handle tx, String where, long id) {
        return tx.createQuery(SELECT + where)
                .bind("account", account)
                .bind("id", id)
                .map((row, _) -> row(row))
                .findOne();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong("id"),
                row.getLong("version"),
                row.getString("name"),
                Long.toString(row.getLong("pipeline_id")),
                Long.toString(row.getLong("stage_id")),
                StageKind.valueOf(row.getString("kind")),
                Rows.idOrNull(row, "responsible_id"),
                row.getBigDecimal("amount"),
                Rows.texts(row, "contacts"),
                row.getObject("deleted_at") != null,
                Rows.instantOrNull(row, "accepted_at"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"),
                Rows.instantOrNull(row, "closed_at"));
    }
}
