package parley.settings;

import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.base.EmployeeId;

/// Where the turn of a channel stands (R27–R32a).
///
/// @param last who got the last client; absent before the first
/// @param served how many clients of his block he has got
/// @param order the list when he was served: the page shows the next clients by the same rule
/// @param waiting clients whom nobody can take at the moment (R32); counted to 10,000
public record Queue(ChannelId channel, @Nullable EmployeeId last, int served, List<EmployeeId> order, long waiting) {

    static List<Queue> all(Handle tx, AccountId account) {
        return tx.createQuery("""
            SELECT channel.id, turn.last, coalesce(turn.served, 0) AS served, turn.order_then, waiting.n
            FROM channel
            LEFT JOIN turn ON turn.account_id = channel.account_id AND turn.channel_id = channel.id
            CROSS JOIN LATERAL (
                SELECT count(*) AS n
                FROM (
                    SELECT
                    FROM chat
                    WHERE chat.account_id = channel.account_id
                        AND chat.channel_id = channel.id
                        AND chat.responsible = '{}'
                        AND chat.client = 'WAITING'
                    LIMIT 10000) AS waits) AS waiting
            WHERE channel.account_id = :account AND channel.deleted_at IS NULL
            ORDER BY channel.id
            LIMIT 1000
            """)
                .bind("account", account.value())
                .map((rs, _) -> new Queue(
                        new ChannelId(rs.getLong("id")),
                        rs.getString("last") == null ? null : new EmployeeId(rs.getString("last")),
                        rs.getInt("served"),
                        order(rs.getArray("order_then")),
                        rs.getLong("n")))
                .list();
    }

    private static List<EmployeeId> order(@Nullable Array employees) throws SQLException {
        return employees == null
                ? List.of()
                : Arrays.stream((String[]) employees.getArray())
                        .map(EmployeeId::new)
                        .toList();
    }
}
