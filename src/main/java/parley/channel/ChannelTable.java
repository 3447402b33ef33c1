package parley.channel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.base.ChatType;
import parley.base.Transport;
import parley.channel.Channels.Channel;
import parley.channel.Channels.State;

/// The tables `channel` and `channel_state`.
final class ChannelTable {

    private static final int MOST = 1_000;
    private static final int MOST_OF_ALL = 100_000;
    private static final String SELECT = """
        SELECT account_id, id, type, transport, network, key, name, address, identity, fields, state, reason,
            state_since, last_in, last_out, created_at, deleted_at, revision
        FROM channel
        """;

    /// A channel as it lies in the database.
    ///
    /// @param identity the messenger's own id of the account
    /// @param sealed its form; empty once it is deleted
    record Row(Channel channel, String identity, String sealed, long revision) {}

    record Which(AccountId account, ChannelId id) {

        static Which of(Channel channel) {
            return new Which(channel.account(), channel.id());
        }
    }

    /// A channel about to be.
    ///
    /// @param line what the messenger said of the account
    record Fresh(
            AccountId account, Descriptor type, String key, String name, ChannelType.Check.Fine line, String sealed) {}

    /// Changes of names, accounts and deletions of a company go one after the other from here to the commit.
    void lock(Handle tx, AccountId account) {
        tx.createQuery("SELECT pg_advisory_xact_lock(hashtextextended('channels', :account)) IS NULL")
                .bind("account", account.value())
                .mapTo(Boolean.class)
                .one();
    }

    /// Rises whenever anything but the times of the last messages changes in any channel.
    long revision(Handle tx) {
        return tx.createQuery("SELECT coalesce(sum(revision), 0)::bigint FROM channel")
                .mapTo(Long.class)
                .one();
    }

    /// Those of all companies that are not deleted.
    List<Row> everything(Handle tx) {
        return tx.createQuery(SELECT + "WHERE deleted_at IS NULL ORDER BY account_id, id LIMIT :most")
                .bind("most", MOST_OF_ALL)
                .map((rs, _) -> row(rs))
                .list();
    }

    /// Oldest first.
    List<Row> all(Handle tx, AccountId account, boolean deletedToo) {
        return tx.createQuery(SELECT + """
            WHERE account_id = :account AND (:deletedToo OR deleted_at IS NULL)
            ORDER BY id
            LIMIT :most
            """)
                .bind("account", account.value())
                .bind("deletedToo", deletedToo)
                .bind("most", MOST)
                .map((rs, _) -> row(rs))
                .list();
    }

    Optional<Row> find(Handle tx, AccountId account, ChannelId id) {
        return tx.createQuery(SELECT + "WHERE account_id = :account AND id = :id")
                .bind("account", account.value())
                .bind("id", id.value())
                .map((rs, _) -> row(rs))
                .findOne();
    }

    Optional<Row> byIdentity(Handle tx, AccountId account, String type, String identity) {
        return tx.createQuery(SELECT + """
            WHERE account_id = :account AND type = :type AND identity = :identity AND deleted_at IS NULL
            """)
                .bind("account", account.value())
                .bind("type", type)
                .bind("identity", identity)
                .map((rs, _) -> row(rs))
                .findOne();
    }

    /// Empty when the messenger's account is connected already.
    Optional<ChannelId> insert(Handle tx, Fresh fresh, Instant now) {
        var identity = fresh.line.identity();
        return tx.createQuery("""
            INSERT INTO channel (account_id, type, transport, network, key, name, address, identity, fields, state,
                state_since, created_at)
            VALUES (:account, :type, :transport, :network, :key, :name, :address, :identity, :fields, 'CONNECTING',
                :now, :now)
            ON CONFLICT (account_id, type, identity) WHERE deleted_at IS NULL DO NOTHING
            RETURNING id
            """)
                .bind("account", fresh.account.value())
                .bind("type", fresh.type.type())
                .bind("transport", fresh.type.transport())
                .bind("network", fresh.type.network())
                .bind("key", fresh.key)
                .bind("name", fresh.name)
                .bind("address", fresh.line.address())
                .bind("identity", identity.isEmpty() ? fresh.key : identity)
                .bind("fields", fresh.sealed)
                .bind("now", now)
                .map((rs, _) -> new ChannelId(rs.getLong("id")))
                .findOne();
    }

    void rename(Handle tx, AccountId account, ChannelId id, String name) {
        tx.createUpdate("""
            UPDATE channel SET name = :name, revision = revision + 1
            WHERE account_id = :account AND id = :id AND deleted_at IS NULL AND name <> :name
            """)
                .bind("name", name)
                .bind("account", account.value())
                .bind("id", id.value())
                .execute();
    }

    void retype(Handle tx, AccountId account, ChannelId id, ChannelType.Check.Fine line, String sealed) {
        tx.createUpdate("""
            UPDATE channel
            SET address = :address,
                identity = coalesce(nullif(:identity, ''), identity),
                fields = :fields,
                revision = revision + 1
            WHERE account_id = :account AND id = :id AND deleted_at IS NULL
            """)
                .bind("address", line.address())
                .bind("identity", line.identity())
                .bind("fields", sealed)
                .bind("account", account.value())
                .bind("id", id.value())
                .execute();
    }

    /// Its secrets go; everything else stays for the chats that it had.
    boolean delete(Handle tx, AccountId account, ChannelId id, Instant now) {
        return tx.createUpdate("""
            UPDATE channel
            SET deleted_at = :now, fields = '', revision = revision + 1
            WHERE account_id = :account AND id = :id AND deleted_at IS NULL
            """)
                        .bind("now", now)
                        .bind("account", account.value())
                        .bind("id", id.value())
                        .execute()
                == 1;
    }

    /// Answers whether anything changed. A channel that is switched off stays off unless it is switched on.
    boolean move(Handle tx, AccountId account, ChannelId id, State state, @Nullable String reason, Switch by) {
        var moved = tx.createUpdate("""
            UPDATE channel
            SET state = :state,
                reason = :reason,
                state_since = CASE WHEN state = :state THEN state_since ELSE :now END,
                revision = revision + 1
            WHERE account_id = :account AND id = :id AND deleted_at IS NULL
                AND (state <> 'DISABLED' OR :administrator)
                AND (state <> :state OR reason IS DISTINCT FROM :reason)
            """)
                        .bind("state", state.name())
                        .bind("reason", reason)
                        .bind("now", by.now)
                        .bind("account", account.value())
                        .bind("id", id.value())
                        .bind("administrator", by.administrator)
                        .execute()
                == 1;
        if (moved) {
            remember(tx, account, id, state, reason, by.now);
        }
        return moved;
    }

    /// @param administrator whether somebody wants it so, as opposed to the line being seen so
    record Switch(boolean administrator, Instant now) {}

    private static void remember(
            Handle tx, AccountId account, ChannelId id, State state, @Nullable String reason, Instant now) {
        tx.createUpdate("""
            INSERT INTO channel_state (account_id, channel_id, state, reason, at)
            VALUES (:account, :id, :state, :reason, :now)
            """)
                .bind("account", account.value())
                .bind("id", id.value())
                .bind("state", state.name())
                .bind("reason", reason)
                .bind("now", now)
                .execute();
    }

    /// Newest first.
    List<Channels.Past> past(Handle tx, AccountId account, ChannelId id, int limit) {
        return tx.createQuery("""
            SELECT state, reason, at
            FROM channel_state
            WHERE account_id = :account AND channel_id = :id
            ORDER BY id DESC
            LIMIT :limit
            """)
                .bind("account", account.value())
                .bind("id", id.value())
                .bind("limit", limit)
                .map((rs, _) -> new Channels.Past(
                        State.valueOf(rs.getString("state")),
                        rs.getString("reason"),
                        rs.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }

    void saw(Handle tx, Map<Which, Seen> seen) {
        var batch = tx.prepareBatch("""
            UPDATE channel
            SET last_in = greatest(last_in, :in), last_out = greatest(last_out, :out)
            WHERE account_id = :account AND id = :id
            """);
        seen.forEach((channel, times) -> batch.bind("account", channel.account().value())
                .bind("id", channel.id().value())
                .bind("in", times.in())
                .bind("out", times.out())
                .add());
        batch.execute();
    }

    record Seen(@Nullable Instant in, @Nullable Instant out) {}

    private static Row row(ResultSet rs) throws SQLException {
        var channel = new Channel(
                new AccountId(rs.getLong("account_id")),
                new ChannelId(rs.getLong("id")),
                rs.getString("type"),
                new Transport(rs.getString("transport")),
                new ChatType(rs.getString("network")),
                rs.getString("key"),
                rs.getString("name"),
                rs.getString("address"),
                State.valueOf(rs.getString("state")),
                rs.getString("reason"),
                rs.getObject("state_since", OffsetDateTime.class).toInstant(),
                time(rs, "last_in"),
                time(rs, "last_out"),
                rs.getObject("created_at", OffsetDateTime.class).toInstant(),
                rs.getObject("deleted_at") != null);
        return new Row(channel, rs.getString("identity"), rs.getString("fields"), rs.getLong("revision"));
    }

    private static @Nullable Instant time(ResultSet rs, String column) throws SQLException {
        var time = rs.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
