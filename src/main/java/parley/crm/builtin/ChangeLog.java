package parley.crm.builtin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;

/// Everything that has changed, in the order of commits.
final class ChangeLog {

    record Row(
            long seq,
            String entity,
            long id,
            @Nullable JsonNode before,
            @Nullable JsonNode after,
            @Nullable String actor,
            Instant at) {}

    private static final String SELECT = """
        SELECT seq, entity, entity_id, before::text AS before, after::text AS after, actor_id, at
        FROM crm_change
        """;

    private final long account;

    ChangeLog(long account) {
        this.account = account;
    }

    /// Oldest first.
    List<Row> since(Handle tx, long seq, int limit) {
        return tx.createQuery(SELECT + "WHERE account_id = :account AND seq > :seq ORDER BY seq LIMIT :limit")
                .bind("account", account)
                .bind("seq", seq)
                .bind("limit", limit)
                .map((row, _) -> row(row))
                .list();
    }

    /// Changes of one record before a moment, newest first.
    List<Row> of(Handle tx, String entity, long id, Instant before, int limit) {
        return tx.createQuery(SELECT + """
            WHERE account_id = :account AND entity = :entity AND entity_id = :id AND at < :before
            ORDER BY seq DESC
            LIMIT :limit
            """)
                .bind("account", account)
                .bind("entity", entity)
                .bind("id", id)
                .bind("before", Rows.time(before))
                .bind("limit", limit)
                .map((row, _) -> row(row))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong("seq"),
                row.getString("entity"),
                row.getLong("entity_id"),
                tree(row.getString("before")),
                tree(row.getString("after")),
                Rows.idOrNull(row, "actor_id"),
                Rows.instant(row, "at"));
    }

    private static @Nullable JsonNode tree(@Nullable String json) {
        return json == null ? null : Json.tree(json);
    }
}
