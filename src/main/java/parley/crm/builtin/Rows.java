package parley.crm.builtin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Values between the database and Java.
final class Rows {

    /// No record has it.
    static final long NONE = -1;

    private Rows() {}

    /// Ids are opaque to others: what we did not give out ourselves is the id of nothing.
    static long number(@Nullable String id) {
        if (id == null || !id.matches("\\d{1,18}")) {
            return NONE;
        }
        return Long.parseLong(id);
    }

    static OffsetDateTime time(Instant at) {
        return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static @Nullable String idOrNull(ResultSet row, String column) throws SQLException {
        var id = row.getLong(column);
        return row.wasNull() ? null : Long.toString(id);
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
