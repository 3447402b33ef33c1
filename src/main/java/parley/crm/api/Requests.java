package parley.crm.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What the CRM was asked to create: each wish once.
final class Requests {

    enum Kind {
        CONTACT,
        DEAL
    }

    enum State {
        /// Its answer is awaited; after a crash nobody knows what came of it.
        ASKING,
        /// It is known to have done nothing, or was given up: it is asked again.
        FAILED,
        /// It has taken the request and will send the record by itself.
        ACCEPTED,
        /// The record is there.
        DONE
    }

    /// @param webhookId the same at every attempt
    /// @param firstAt when it was asked first
    record Row(State state, String webhookId, @Nullable String entity, int attempts, Instant firstAt, Instant lastAt) {}

    private final Owner owner;

    Requests(Owner owner) {
        this.owner = owner;
    }

    Optional<Row> lock(Handle tx, String key) {
        return owner.bound(tx.createQuery("""
            SELECT state, webhook_id, entity_id, attempts, first_at, last_at
            FROM api_crm_request
            WHERE account_id = :account AND integration_id = :integration AND key = :key
            FOR UPDATE
            """))
                .bind("key", key)
                .map((row, _) -> row(row))
                .findOne();
    }

    /// Written down before anybody is asked. Empty when somebody else asks already.
    Optional<Row> begin(Writing w, Kind kind, String key, String webhookId) {
        return owner.bound(w.tx().createQuery("""
            INSERT INTO api_crm_request (
                account_id, integration_id, key, kind, state, webhook_id, attempts, first_at, last_at)
            VALUES (:account, :integration, :key, :kind, 'ASKING', :id, 1, :now, :now)
            ON CONFLICT (account_id, integration_id, key) DO UPDATE
            SET state = 'ASKING', attempts = api_crm_request.attempts + 1, last_at = excluded.last_at
            WHERE api_crm_request.state = 'FAILED'
            RETURNING state, webhook_id, entity_id, attempts, first_at, last_at
            """))
                .bind("key", key)
                .bind("kind", kind.name())
                .bind("id", webhookId)
                .bind("now", w.now())
                .map((row, _) -> row(row))
                .findOne();
    }

    void settle(Writing w, String key, State state, @Nullable String entity) {
        owner.bound(w.tx().createUpdate("""
            UPDATE api_crm_request SET state = :state, entity_id = :entity, last_at = :now
            WHERE account_id = :account AND integration_id = :integration AND key = :key AND state <> 'DONE'
            """))
                .bind("key", key)
                .bind("state", state.name())
                .bind("entity", entity)
                .bind("now", w.now())
                .execute();
    }

    /// When the contact was asked for; absent when it came by itself.
    Optional<Instant> askedFor(Handle tx, String contact) {
        return owner.bound(tx.createQuery("""
            SELECT min(first_at) AS first_at
            FROM api_crm_request
            WHERE account_id = :account AND integration_id = :integration AND kind = 'CONTACT' AND entity_id = :contact
            """))
                .bind("contact", contact)
                .map((row, _) -> row.getObject("first_at", OffsetDateTime.class))
                .findOne()
                .map(OffsetDateTime::toInstant);
    }

    /// Whether a wish has been granted by this deal already.
    boolean isTaken(Handle tx, String deal) {
        return owner.bound(tx.createQuery("""
            SELECT EXISTS (
                SELECT FROM api_crm_request
                WHERE account_id = :account AND integration_id = :integration AND kind = 'DEAL' AND entity_id = :deal)
            """))
                .bind("deal", deal)
                .mapTo(Boolean.class)
                .one();
    }

    /// Whether any record is waited for.
    boolean isAnyOpen(Handle tx) {
        return owner.bound(tx.createQuery("""
            SELECT EXISTS (
                SELECT FROM api_crm_request
                WHERE account_id = :account AND integration_id = :integration AND state IN ('ASKING', 'ACCEPTED'))
            """)).mapTo(Boolean.class).one();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                State.valueOf(row.getString("state")),
                row.getString("webhook_id"),
                row.getString("entity_id"),
                row.getInt("attempts"),
                row.getObject("first_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_at", OffsetDateTime.class).toInstant());
    }
}
