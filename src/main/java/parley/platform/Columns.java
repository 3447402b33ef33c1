package parley.platform;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/// Many rows as the columns of one `unnest`: a statement costs the same to plan and to send however many they are.
///
/// @param <T> what a row is made of
public final class Columns<T> {

    private final SqlStatement<?> statement;
    private final List<T> rows;

    private Columns(SqlStatement<?> statement, List<T> rows) {
        this.statement = statement;
        this.rows = rows;
    }

    public static <T> Columns<T> of(SqlStatement<?> statement, List<T> rows) {
        return new Columns<>(statement, rows);
    }

    public Columns<T> texts(String name, Function<T, @Nullable String> value) {
        return column(name, "text", value, String[]::new);
    }

    public Columns<T> longs(String name, Function<T, @Nullable Long> value) {
        return column(name, "bigint", value, Long[]::new);
    }

    public Columns<T> numbers(String name, Function<T, @Nullable Integer> value) {
        return column(name, "integer", value, Integer[]::new);
    }

    public Columns<T> flags(String name, Function<T, @Nullable Boolean> value) {
        return column(name, "boolean", value, Boolean[]::new);
    }

    public Columns<T> bytes(String name, Function<T, byte @Nullable []> value) {
        return column(name, "bytea", value, byte[][]::new);
    }

    /// As text: the statement casts it to `timestamptz`.
    public Columns<T> instants(String name, Function<T, @Nullable Instant> value) {
        return texts(name, row -> {
            var instant = value.apply(row);
            return instant == null ? null : instant.toString();
        });
    }

    /// As text: the statement casts it to `jsonb`.
    public Columns<T> json(String name, Function<T, @Nullable Object> value) {
        return texts(name, row -> {
            var object = value.apply(row);
            return object == null ? null : Json.write(object);
        });
    }

    /// An array of its own type goes over as it lies in memory; one of objects would be written and read as text.
    private <V> Columns<T> column(
            String name, String type, Function<T, @Nullable V> value, IntFunction<@Nullable V[]> array) {
        var values = array.apply(rows.size());
        for (int row = 0; row < values.length; row++) {
            values[row] = value.apply(rows.get(row));
        }
        statement.bind(name, (Argument) (position, prepared, _) ->
                prepared.setArray(position, prepared.getConnection().createArrayOf(type, values)));
        return this;
    }
}
