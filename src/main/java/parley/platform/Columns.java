package parley.platform;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
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
        return column(name, String.class, value);
    }

    public Columns<T> longs(String name, Function<T, @Nullable Long> value) {
        return column(name, Long.class, value);
    }

    public Columns<T> numbers(String name, Function<T, @Nullable Integer> value) {
        return column(name, Integer.class, value);
    }

    public Columns<T> flags(String name, Function<T, @Nullable Boolean> value) {
        return column(name, Boolean.class, value);
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

    private <V> Columns<T> column(String name, Class<V> type, Function<T, @Nullable V> value) {
        statement.bindArray(name, type, rows.stream().map(value).toList());
        return this;
    }
}
