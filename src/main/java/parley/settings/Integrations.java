package parley.settings;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.IntegrationId;
import parley.crm.Catalogue;
import parley.crm.CrmType;
import parley.platform.Json;

/// The integrations of an account and what their CRMs had when they were asked last (R8).
public final class Integrations {

    private static final String SELECT = """
        SELECT id, crm, fields, connection, form, identity, title, trouble, trouble_since, change_cursor,
            deleted_at IS NULL AS connected
        FROM integration
        """;

    /// @param crm the CRM's type, as `builtin`
    /// @param sealed what was typed in its form, and what the adapter keeps beside it
    /// @param connection how often it was connected
    /// @param form how often its form was filled in
    /// @param identity the CRM's own id of the account; empty where there is only one
    /// @param title how people know the account; empty where there is only one
    /// @param trouble why the CRM does not let us in; absent while it does
    /// @param cursor how far the CRM's changes have been read
    public record Integration(
            IntegrationId id,
            String crm,
            @Nullable String sealed,
            int connection,
            int form,
            String identity,
            String title,
            @Nullable Trouble trouble,
            long cursor,
            boolean connected) {}

    /// @param code {@link parley.crm.CrmTrouble#NO_ACCESS}, or one of the adapter's own
    public record Trouble(String code, Instant since) {}

    /// A catalogue with the moment it was taken.
    public record Known(Catalogue catalogue, Instant at) {}

    /// Connects a CRM. The one of this type that was connected before comes back with its settings and versions.
    /// Another account of the CRM is another integration: its ids mean nothing in this one.
    IntegrationId connect(Handle tx, AccountId account, String crm, CrmType.Check.Fits fits, String sealed) {
        return tx.createQuery("""
            UPDATE integration
            SET deleted_at = NULL, fields = :fields, title = :title, connection = connection + 1, form = form + 1,
                trouble = NULL, trouble_since = NULL
            WHERE account_id = :account
                AND id = (
                    SELECT max(id) FROM integration
                    WHERE account_id = :account AND crm = :crm AND identity = :identity)
            RETURNING id
            """)
                .bind("account", account.value())
                .bind("crm", crm)
                .bind("identity", fits.identity())
                .bind("title", fits.title())
                .bind("fields", sealed)
                .map((rs, _) -> new IntegrationId(rs.getLong("id")))
                .findOne()
                .orElseGet(() -> insert(tx, account, crm, fits, sealed));
    }

    private static IntegrationId insert(
            Handle tx, AccountId account, String crm, CrmType.Check.Fits fits, String sealed) {
        return tx.createQuery("""
            INSERT INTO integration (account_id, crm, identity, title, fields, connection, form)
            VALUES (:account, :crm, :identity, :title, :fields, 1, 1)
            RETURNING id
            """)
                .bind("identity", fits.identity())
                .bind("title", fits.title())
                .bind("account", account.value())
                .bind("crm", crm)
                .bind("fields", sealed)
                .map((rs, _) -> new IntegrationId(rs.getLong("id")))
                .one();
    }

    /// The one that is connected.
    public Optional<Integration> connected(Handle tx, AccountId account) {
        return tx.createQuery(SELECT + "WHERE account_id = :account AND deleted_at IS NULL")
                .bind("account", account.value())
                .map((rs, _) -> integration(rs))
                .findOne();
    }

    /// A connected one with whose it is.
    public record OfAccount(AccountId account, Integration integration) {}

    /// All that are connected, of every account; at most 10,000.
    public List<OfAccount> everywhere(Handle tx) {
        return tx.createQuery("""
            SELECT account_id, id, crm, fields, connection, form, identity, title, trouble, trouble_since,
                change_cursor, true AS connected
            FROM integration
            WHERE deleted_at IS NULL
            ORDER BY account_id, id
            LIMIT 10000
            """)
                .map((rs, _) -> new OfAccount(new AccountId(rs.getLong("account_id")), integration(rs)))
                .list();
    }

    /// The one that is connected, else the one that was connected last.
    Optional<Integration> latest(Handle tx, AccountId account) {
        return tx.createQuery(SELECT + """
            WHERE account_id = :account
            ORDER BY deleted_at IS NULL DESC, deleted_at DESC, id DESC
            LIMIT 1
            """)
                .bind("account", account.value())
                .map((rs, _) -> integration(rs))
                .findOne();
    }

    /// Keeps others from changing it, or its settings, until the commit. Empty when it is not the account's latest.
    Optional<Integration> lock(Handle tx, AccountId account, IntegrationId id) {
        tx.createQuery("SELECT id FROM integration WHERE account_id = :account AND id = :id FOR NO KEY UPDATE")
                .bind("account", account.value())
                .bind("id", id.value())
                .mapTo(Long.class)
                .findOne();
        return latest(tx, account).filter(latest -> latest.id().equals(id));
    }

    /// Its form was filled in anew. Answers whether it is still connected.
    boolean fill(Handle tx, AccountId account, IntegrationId id, String title, String sealed) {
        return tx.createUpdate("""
            UPDATE integration
            SET fields = :fields, title = :title, form = form + 1, trouble = NULL, trouble_since = NULL
            WHERE account_id = :account AND id = :id AND deleted_at IS NULL
            """)
                        .bind("account", account.value())
                        .bind("id", id.value())
                        .bind("title", title)
                        .bind("fields", sealed)
                        .execute()
                == 1;
    }

    /// What the adapter has renewed; the form counts as untouched.
    void keep(Handle tx, AccountId account, IntegrationId id, String sealed) {
        tx.createUpdate("UPDATE integration SET fields = :fields WHERE account_id = :account AND id = :id")
                .bind("account", account.value())
                .bind("id", id.value())
                .bind("fields", sealed)
                .execute();
    }

    /// The CRM does not let us in. Since when is kept while the reason stays; a line whose form was filled in anew
    /// meanwhile is over.
    void refused(Handle tx, AccountId account, Integration opened, String code, Instant now) {
        tx.createUpdate("""
            UPDATE integration SET trouble = :code, trouble_since = :now
            WHERE account_id = :account AND id = :id AND form = :form AND deleted_at IS NULL
                AND trouble IS DISTINCT FROM :code
            """)
                .bind("account", account.value())
                .bind("id", opened.id().value())
                .bind("form", opened.form())
                .bind("code", code)
                .bind("now", now)
                .execute();
    }

    /// It lets us in. Answers whether it did not before.
    boolean letIn(Handle tx, AccountId account, Integration opened) {
        return tx.createUpdate("""
            UPDATE integration SET trouble = NULL, trouble_since = NULL
            WHERE account_id = :account AND id = :id AND form = :form AND trouble IS NOT NULL
            """)
                        .bind("account", account.value())
                        .bind("id", opened.id().value())
                        .bind("form", opened.form())
                        .execute()
                == 1;
    }

    /// Disconnects the CRM; chats and messages stay (R12a). Its secrets go. Answers whether it was connected.
    boolean delete(Handle tx, AccountId account, IntegrationId id, Instant now) {
        return tx.createUpdate("""
            UPDATE integration
            SET deleted_at = :now, fields = NULL, trouble = NULL, trouble_since = NULL
            WHERE account_id = :account AND id = :id AND deleted_at IS NULL
            """)
                        .bind("account", account.value())
                        .bind("id", id.value())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /// Whether nobody has saved its settings before.
    boolean savedFirst(Handle tx, AccountId account, IntegrationId id, Instant now) {
        return tx.createUpdate("""
            UPDATE integration SET first_saved_at = :now
            WHERE account_id = :account AND id = :id AND first_saved_at IS NULL
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

    void know(Handle tx, AccountId account, IntegrationId id, Catalogue catalogue, Instant at) {
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

    private static @Nullable Trouble trouble(ResultSet rs) throws SQLException {
        var code = rs.getString("trouble");
        return code == null
                ? null
                : new Trouble(
                        code,
                        rs.getObject("trouble_since", OffsetDateTime.class).toInstant());
    }

    private static Integration integration(ResultSet rs) throws SQLException {
        return new Integration(
                new IntegrationId(rs.getLong("id")),
                rs.getString("crm"),
                rs.getString("fields"),
                rs.getInt("connection"),
                rs.getInt("form"),
                rs.getString("identity"),
                rs.getString("title"),
                trouble(rs),
                rs.getLong("change_cursor"),
                rs.getBoolean("connected"));
    }
}
