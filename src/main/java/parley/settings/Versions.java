package parley.settings;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import parley.base.AccountId;
import parley.base.IntegrationId;
import parley.platform.Json;

/// Every version of the settings that was ever saved (R81). Rows are only ever added.
final class Versions {

    /// Who saves when the CRM has told that somebody left (R8).
    static final String BY_CRM = "crm";

    record Stored(SettingsDesk.Version version, Document document) {}

    void add(Handle tx, AccountId account, IntegrationId integration, Stored stored) {
        tx.createUpdate("""
            INSERT INTO settings_version (account_id, integration_id, version, document, changed, saved_by, saved_at)
            VALUES (:account, :integration, :version, :document::jsonb, :changed::jsonb, :by, :at)
            """)
                .bind("account", account.value())
                .bind("integration", integration.value())
                .bind("version", stored.version.n())
                .bind("document", Json.write(stored.document))
                .bind("changed", Json.write(stored.version.changed()))
                .bind("by", stored.version.by())
                .bind("at", stored.version.at())
                .execute();
    }

    Optional<Stored> last(Handle tx, AccountId account, IntegrationId integration) {
        return tx.createQuery("""
            SELECT version, document, changed, saved_by, saved_at
            FROM settings_version
            WHERE account_id = :account AND integration_id = :integration
            ORDER BY version DESC
            LIMIT 1
            """)
                .bind("account", account.value())
                .bind("integration", integration.value())
                .map((rs, _) -> stored(rs))
                .findOne();
    }

    Optional<Stored> find(Handle tx, AccountId account, IntegrationId integration, long version) {
        return tx.createQuery("""
            SELECT version, document, changed, saved_by, saved_at
            FROM settings_version
            WHERE account_id = :account AND integration_id = :integration AND version = :version
            """)
                .bind("account", account.value())
                .bind("integration", integration.value())
                .bind("version", version)
                .map((rs, _) -> stored(rs))
                .findOne();
    }

    /// Newest first, at most `limit`.
    List<SettingsDesk.Version> list(Handle tx, AccountId account, IntegrationId integration, long before, int limit) {
        return tx.createQuery("""
            SELECT version, changed, saved_by, saved_at
            FROM settings_version
            WHERE account_id = :account AND integration_id = :integration AND version < :before
            ORDER BY version DESC
            LIMIT :limit
            """)
                .bind("account", account.value())
                .bind("integration", integration.value())
                .bind("before", before)
                .bind("limit", limit)
                .map((rs, _) -> version(rs))
                .list();
    }

    private static Stored stored(ResultSet rs) throws SQLException {
        return new Stored(version(rs), Json.read(rs.getString("document"), Document.class));
    }

    private static SettingsDesk.Version version(ResultSet rs) throws SQLException {
        return new SettingsDesk.Version(
                rs.getLong("version"),
                rs.getString("saved_by"),
                time(rs),
                Json.readList(rs.getString("changed"), String.class));
    }

    private static Instant time(ResultSet rs) throws SQLException {
        return rs.getObject("saved_at", OffsetDateTime.class).toInstant();
    }
}
