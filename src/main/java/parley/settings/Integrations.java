package parley.settings;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.IntegrationId;
import parley.crm.Catalogue;
import parley.platform.Json;

/// The integrations of an account and what their CRMs had when they were asked last (R8).
public final class Integrations {

    /// @param crm the CRM's type, as `builtin`
    /// @param cursor how far the CRM's changes have been read
    public record Integration(
            IntegrationId id, String crm, @Nullable String fields, long cursor) {}

    /// A catalogue with the moment it was taken.
    public record Known(Catalogue catalogue, Instant at) {}

    public IntegrationId create(Handle tx, AccountId account, String crm) {
        return tx.createQuery("INSERT INTO integration (account_id, crm) VALUES (:account, :crm) RETURNING id")
                .bind("account", account.value())
                .bind("crm", crm)
                .map((rs, _) -> new IntegrationId(rs.getLong("id")))
                .one();
    }

    /// The integrations that are connected, oldest first, at most 100.
    public List<Integration> all(Handle tx, AccountId account) {
        return tx.createQuery("""
            SELECT id, crm, fields, change_cursor
            FROM integration
            WHERE account_id = :account AND deleted_at IS NULL
            ORDER BY id
            LIMIT 100
            """)
                .bind("account", account.value())
                .map((rs, _) -> new Integration(
                        new IntegrationId(rs.getLong("id")),
                        rs.getString("crm"),
                        rs.getString("fields"),
                        rs.getLong("change_cursor")))
                .list();
    }

    /// Disconnects the CRM; chats and messages stay (R12a). Answers whether it was connected.
    public boolean delete(Handle tx, AccountId account, IntegrationId id, Instant now) {
        return tx.createUpdate("""
            UPDATE integration SET deleted_at = :now
            WHERE account_id = :account AND id = :id AND deleted_at IS NULL
            """)
                        .bind("account", account.value())
                        .bind("id", id.value())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    public void readUpTo(Handle tx, AccountId account, IntegrationId id, long cursor) {
        tx.createUpdate("""
            UPDATE integration SET change_cursor = :cursor
            WHERE account_id = :account AND id = :id AND change_cursor < :cursor
            """)
                .bind("account", account.value())
                .bind("id", id.value())
                .bind("cursor", cursor)
                .execute();
    }

    public void know(Handle tx, AccountId account, IntegrationId id, Catalogue catalogue, Instant at) {
        tx.createUpdate("""
            INSERT INTO catalogue (account_id, integration_id, document, refreshed_at)
            VALUES (:account, :id, :document::jsonb, :at)
            ON CONFLICT (account_id, integration_id)
            DO UPDATE SET document = excluded.document, refreshed_at = excluded.refreshed_at
            """)
                .bind("account", account.value())
                .bind("id", id.value())
                .bind("document", Json.write(catalogue))
                .bind("at", at)
                .execute();
    }

    public Optional<Known> known(Handle tx, AccountId account, IntegrationId id) {
        return tx.createQuery("""
            SELECT document, refreshed_at FROM catalogue
            WHERE account_id = :account AND integration_id = :id
            """)
                .bind("account", account.value())
                .bind("id", id.value())
                .map((rs, _) -> new Known(
                        Json.read(rs.getString("document"), Catalogue.class),
                        rs.getObject("refreshed_at", OffsetDateTime.class).toInstant()))
                .findOne();
    }
}
