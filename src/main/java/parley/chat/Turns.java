package parley.chat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.base.EmployeeId;
import parley.rules.Turn;

/// Whose turn it is on each channel (R27–R32a): one row for all processes, which outlives them.
public final class Turns {

    /// Where the turn stands, held until the end of the transaction; empty before the first client.
    public Optional<Turn> lock(Handle tx, AccountId account, ChannelId channel) {
        tx.createUpdate("""
            INSERT INTO turn (account_id, channel_id) VALUES (:account, :channel)
            ON CONFLICT DO NOTHING
            """)
                .bind("account", account.value())
                .bind("channel", channel.value())
                .execute();
        return read(tx, account, channel, "FOR UPDATE");
    }

    /// Where the turn stands, to look at.
    public Optional<Turn> find(Handle tx, AccountId account, ChannelId channel) {
        return read(tx, account, channel, "");
    }

    private static Optional<Turn> read(Handle tx, AccountId account, ChannelId channel, String lock) {
        return tx.createQuery("""
            SELECT last, served, order_then
            FROM turn
            WHERE account_id = :account AND channel_id = :channel
            """ + lock)
                .bind("account", account.value())
                .bind("channel", channel.value())
                .map((rs, _) -> Optional.ofNullable(turn(rs)))
                .findOne()
                .flatMap(turn -> turn);
    }

    private static @Nullable Turn turn(ResultSet rs) throws SQLException {
        var last = rs.getString("last");
        if (last == null) {
            return null;
        }
        var order = (String[]) rs.getArray("order_then").getArray();
        return new Turn(
                new EmployeeId(last),
                rs.getInt("served"),
                Arrays.stream(order).map(EmployeeId::new).toList());
    }

    /// A client has been given away. The row is locked.
    public void move(Handle tx, AccountId account, ChannelId channel, Turn turn) {
        tx.createUpdate("""
            UPDATE turn
            SET last = :last, served = :served, order_then = :order, given = given + 1
            WHERE account_id = :account AND channel_id = :channel
            """)
                .bind("account", account.value())
                .bind("channel", channel.value())
                .bind("last", turn.last().value())
                .bind("served", turn.served())
                .bind("order", turn.order().stream().map(EmployeeId::value).toArray(String[]::new))
                .execute();
    }
}
