package parley.auth;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;
import parley.base.IntegrationId;

/// By what a window inside a CRM was let in. It ends with it.
public sealed interface FrameGrant {

    /// The key of a program, which has asked for the link.
    record Key(long key) implements FrameGrant {}

    /// The CRM that is connected: its own page has proved who looks.
    ///
    /// @param connection how often it was connected: what was let in before it was deleted stays out
    record Connection(IntegrationId integration, int connection) implements FrameGrant {}

    /// The columns `key_id`, `integration_id` and `connection`.
    static FrameGrant read(ResultSet rs) throws SQLException {
        var key = rs.getObject("key_id", Long.class);
        return key != null
                ? new Key(key)
                : new Connection(new IntegrationId(rs.getLong("integration_id")), rs.getInt("connection"));
    }

    /// The parameters `key`, `integration` and `connection`.
    static <S extends SqlStatement<S>> S bind(S statement, FrameGrant grant) {
        return switch (grant) {
            case Key(var key) -> bind(statement, key, null, null);
            case Connection(var integration, var connection) -> bind(statement, null, integration, connection);
        };
    }

    private static <S extends SqlStatement<S>> S bind(
            S statement, @Nullable Long key, @Nullable IntegrationId integration, @Nullable Integer connection) {
        return statement
                .bind("key", key)
                .bind("integration", integration == null ? null : (Long) integration.value())
                .bind("connection", connection);
    }
}
