package parley.platform;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;

/// Writes a batch of arrivals and their work in one statement. One that the database refuses does not fail its
/// neighbours: the batch is halved until it stands alone, and then it is stored with an error mark.
final class ArrivalWriter {

    private static final int CLASHES = 5;
    private static final Logger LOG = System.getLogger(Ingress.class.getName());

    private static final String INSERT = """
        WITH arrived AS (
            INSERT INTO raw_event (account_id, channel_id, dedup_key, chat_key, vshard, headers, body)
            SELECT account_id, channel_id, dedup_key, chat_key, vshard, headers::jsonb, body
            FROM unnest(?::int[], ?::bigint[], ?::text[], ?::text[], ?::smallint[], ?::text[], ?::bytea[])
                WITH ORDINALITY AS arrival (account_id, channel_id, dedup_key, chat_key, vshard, headers, body, place)
            ORDER BY place
            ON CONFLICT DO NOTHING
            RETURNING account_id, id, channel_id, chat_key, vshard)
        INSERT INTO work (account_id, vshard, kind, channel_id, chat_key, raw_id)
        SELECT account_id, vshard, 'raw', channel_id, chat_key, id
        FROM arrived
        ORDER BY id
        RETURNING vshard
        """;

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
        try (var connection = source.getConnection()) {
            return write(connection, batch);
        }
    }

    private Written write(Connection connection, List<Arrival> batch) throws SQLException {
        try {
            return insertPatiently(connection, batch);
        } catch (SQLException e) {
            if (Database.isAway(e) || Database.isClash(e)) {
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
        try (var statement = connection.prepareStatement(INSERT)) {
            statement.setArray(1, array(connection, "integer", batch, one ->
                    (int) one.account().value()));
            statement.setArray(
                    2, array(connection, "bigint", batch, one -> one.channel().value()));
            statement.setArray(3, array(connection, "text", batch, Arrival::dedupKey));
            statement.setArray(4, array(connection, "text", batch, Arrival::chatKey));
            statement.setArray(5, array(connection, "smallint", batch, one ->
                    (short) one.shard().number()));
            statement.setArray(6, array(connection, "text", batch, one -> Json.write(one.headers())));
            statement.setArray(
                    7,
                    connection.createArrayOf(
                            "bytea", batch.stream().map(Arrival::body).toArray(byte[][]::new)));
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

    private static java.sql.Array array(
            Connection connection, String type, List<Arrival> batch, Function<Arrival, Object> value)
            throws SQLException {
        return connection.createArrayOf(type, batch.stream().map(value).toArray());
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
