package parley.platform;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import javax.sql.DataSource;

/// Writes a batch of arrivals in one statement, alone or with their work. One that the database refuses does not
/// fail its neighbours: the batch is halved until it stands alone, and then it is stored with an error mark.
final class ArrivalWriter {

    private static final int CLASHES = 5;
    private static final Logger LOG = System.getLogger(Ingress.class.getName());

    /// What was not there before.
    private static final String ARRIVED = """
        WITH arrived AS (
            INSERT INTO raw_event (account_id, channel_id, dedup_key, chat_key, vshard, headers, body)
            SELECT account_id, channel_id, dedup_key, chat_key, vshard, headers::jsonb, body
            FROM unnest(?::int[], ?::bigint[], ?::text[], ?::text[], ?::smallint[], ?::text[], ?::bytea[])
                WITH ORDINALITY AS arrival (account_id, channel_id, dedup_key, chat_key, vshard, headers, body, place)
            ORDER BY place
            ON CONFLICT (account_id, channel_id, dedup_key) DO NOTHING
            RETURNING account_id, id, channel_id, dedup_key, chat_key, vshard, received_at)
        """;

    private static final String INSERT = ARRIVED + """
        INSERT INTO work (account_id, vshard, kind, channel_id, chat_key, raw_id)
        SELECT account_id, vshard, 'raw', channel_id, chat_key, id
        FROM arrived
        ORDER BY id
        RETURNING vshard
        """;

    /// Numbered as work is, though it never becomes any: one number tells the order of all that arrived.
    private static final String STORE = ARRIVED + """
        SELECT nextval('work_id_seq') AS number, account_id, id, channel_id, dedup_key, received_at
        FROM (SELECT * FROM arrived ORDER BY id) AS ordered
        """;

    private static final List<String> TYPES = List.of("integer", "bigint", "text", "text", "smallint", "text", "bytea");

    private static final String INSERT_POISON = """
        INSERT INTO raw_event (account_id, channel_id, dedup_key, chat_key, vshard, body, error)
        VALUES (?, ?, 'poison:' || encode(sha256(?), 'hex'), '', 0, ?, ?)
        ON CONFLICT DO NOTHING
        """;

    private final DataSource source;

    ArrivalWriter(DataSource source) {
        this.source = source;
    }

    /// @param fresh how many were not there before
    /// @param poisoned how many were stored with an error mark
    record Written(int fresh, int poisoned, Set<Shard> shards) {

        Written and(Written other) {
            var all = new HashSet<>(shards);
            all.addAll(other.shards);
            return new Written(fresh + other.fresh, poisoned + other.poisoned, all);
        }
    }

    /// Returns when all of them are committed. Throws when the database is away: then the caller knows nothing.
    Written write(List<Arrival> batch) throws SQLException {
        if (batch.isEmpty()) {
            return new Written(0, 0, Set.of());
        }
        try (var connection = source.getConnection()) {
            return write(connection, batch);
        }
    }

    private Written write(Connection connection, List<Arrival> batch) throws SQLException {
        try {
            return insertPatiently(connection, batch);
        } catch (SQLException e) {
            if (Database.isPassing(e)) {
                throw e;
            }
            if (batch.size() == 1) {
                LOG.log(Level.ERROR, "an arrival was stored with an error mark", e);
                return insertPoison(connection, batch.getFirst(), e);
            }
            int middle = batch.size() / 2;
            return write(connection, batch.subList(0, middle))
                    .and(write(connection, batch.subList(middle, batch.size())));
        }
    }

    private static Written insertPatiently(Connection connection, List<Arrival> batch) throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                return insert(connection, batch);
            } catch (SQLException e) {
                if (tries == CLASHES || !Database.isClash(e)) {
                    throw e;
                }
            }
        }
    }

    private static Written insert(Connection connection, List<Arrival> batch) throws SQLException {
        try (var statement = prepared(connection, INSERT, batch)) {
            int fresh = 0;
            var shards = new HashSet<Shard>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    fresh++;
                    shards.add(new Shard(rows.getInt(1)));
                }
            }
            return new Written(fresh, 0, shards);
        }
    }

    /// Stores them in the transaction of whoever works them off in it too. Answers those that were not there before, in
    /// the order in which they came.
    static List<WorkItem> store(Connection connection, List<Arrival> batch) throws SQLException {
        var arrivals = new HashMap<Key, Arrival>();
        batch.forEach(one -> arrivals.putIfAbsent(Key.of(one), one));
        try (var statement = prepared(connection, STORE, batch);
                var rows = statement.executeQuery()) {
            var items = new ArrayList<WorkItem>();
            while (rows.next()) {
                var key = new Key(rows.getLong("account_id"), rows.getLong("channel_id"), rows.getString("dedup_key"));
                items.add(item(rows, Objects.requireNonNull(arrivals.get(key))));
            }
            return items;
        }
    }

    /// How many deliveries these are, if each that is repeated among them counts once.
    static long different(List<Arrival> batch) {
        return batch.stream().map(Key::of).distinct().count();
    }

    /// By what one delivery is told from another (R70).
    private record Key(long account, long channel, String dedup) {

        static Key of(Arrival one) {
            return new Key(one.account().value(), one.channel().value(), one.dedupKey());
        }
    }

    private static WorkItem item(ResultSet row, Arrival arrival) throws SQLException {
        return new WorkItem(
                arrival.account(),
                row.getLong("number"),
                Work.RAW,
                arrival.channel(),
                arrival.chatKey(),
                arrival.shard(),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getLong("id"),
                arrival.headers(),
                arrival.body());
    }

    private static PreparedStatement prepared(Connection connection, String sql, List<Arrival> batch)
            throws SQLException {
        var columns = new Object[][] {
            column(batch, one -> (int) one.account().value(), Integer[]::new),
            column(batch, one -> one.channel().value(), Long[]::new),
            column(batch, Arrival::dedupKey, String[]::new),
            column(batch, Arrival::chatKey, String[]::new),
            column(batch, one -> (short) one.shard().number(), Short[]::new),
            column(batch, one -> Json.write(one.headers()), String[]::new),
            column(batch, Arrival::body, byte[][]::new)
        };
        var statement = connection.prepareStatement(sql);
        for (int column = 0; column < columns.length; column++) {
            statement.setArray(column + 1, connection.createArrayOf(TYPES.get(column), columns[column]));
        }
        return statement;
    }

    private static <V> V[] column(List<Arrival> batch, Function<Arrival, V> value, IntFunction<V[]> array) {
        return batch.stream().map(value).toArray(array);
    }

    private static Written insertPoison(Connection connection, Arrival arrival, SQLException why) throws SQLException {
        try (var statement = connection.prepareStatement(INSERT_POISON)) {
            statement.setInt(1, (int) arrival.account().value());
            statement.setLong(2, arrival.channel().value());
            statement.setBytes(3, arrival.dedupKey().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            statement.setBytes(4, arrival.body());
            statement.setString(5, "not stored as it came: " + why.getSQLState());
            statement.executeUpdate();
            return new Written(0, 1, Set.of());
        }
    }
}
