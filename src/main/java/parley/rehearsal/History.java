package parley.rehearsal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.base.ContactId;
import parley.base.EmployeeId;
import parley.base.IntegrationId;
import parley.chat.Trace;
import parley.platform.Json;
import parley.rules.Client;
import parley.rules.Turn;

/// The stored decisions of a period (R80): all that have given a client away, or kept him after a closed deal.
final class History {

    /// @param kind `offer`, `assign`, `wait`, `claim`, `new_deal` or `closed_deal`
    /// @param found a {@link Trace.Found} as JSON
    /// @param before a {@link Turn} as JSON
    /// @param responsible who has the client today, if it is one
    record Row(
            long id,
            ChatId chat,
            ChannelId channel,
            Instant at,
            String kind,
            Trace.Client client,
            @Nullable ContactId contact,
            @Nullable String found,
            @Nullable String before,
            @Nullable EmployeeId employee,
            @Nullable String via,
            @Nullable EmployeeId responsible) {

        /// What the decision was made from; absent where the trace is too old to tell.
        @Nullable
        Client known() {
            if (client == Trace.Client.NEW || contact == null) {
                return new Client.Unknown();
            }
            if (found != null) {
                var told = Json.read(found, Trace.Found.class);
                return new Client.Known(contact, told.responsible(), told.deals());
            }
            return client == Trace.Client.COMMON ? new Client.Known(contact, null, List.of()) : null;
        }

        @Nullable
        Turn turn() {
            return before == null ? null : Json.read(before, Turn.class);
        }
    }

    /// Newest first, at most `limit`; none that were made while another CRM was connected, whose ids mean nothing in
    /// this one (R12a). The trace is unpacked once for each row; its candidates, the largest part, stay
    /// where they are.
    List<Row> since(Handle tx, AccountId account, IntegrationId integration, Instant since, int limit) {
        return tx.createQuery("""
            SELECT decision.id, decision.chat_id, chat.channel_id, decision.at, decision.kind, told.client,
                told.contact, told.found, told.before, told.outcome ->> 'employee' AS employee,
                told.outcome ->> 'via' AS via,
                CASE WHEN cardinality(chat.responsible) > 0 THEN chat.responsible[1] END AS responsible
            FROM decision
            JOIN chat ON chat.account_id = decision.account_id AND chat.id = decision.chat_id
            CROSS JOIN LATERAL jsonb_to_record(decision.trace)
                AS told (client text, contact text, found text, before text, outcome jsonb)
            WHERE decision.account_id = :account
                AND decision.at >= greatest(:since, (
                    SELECT max(deleted_at) FROM integration WHERE account_id = :account AND id <> :integration))
                AND decision.kind IN ('offer', 'assign', 'wait', 'claim', 'new_deal', 'closed_deal')
            ORDER BY decision.id DESC
            LIMIT :limit
            """)
                .bind("account", account.value())
                .bind("integration", integration.value())
                .bind("since", since)
                .bind("limit", limit)
                .map((rs, _) -> row(rs))
                .list();
    }

    private static Row row(ResultSet rs) throws SQLException {
        var contact = rs.getString("contact");
        return new Row(
                rs.getLong("id"),
                new ChatId(rs.getLong("chat_id")),
                new ChannelId(rs.getLong("channel_id")),
                rs.getObject("at", OffsetDateTime.class).toInstant(),
                rs.getString("kind"),
                Trace.Client.valueOf(rs.getString("client")),
                contact == null ? null : new ContactId(contact),
                rs.getString("found"),
                rs.getString("before"),
                employee(rs.getString("employee")),
                rs.getString("via"),
                employee(rs.getString("responsible")));
    }

    private static @Nullable EmployeeId employee(@Nullable String id) {
        return id == null ? null : new EmployeeId(id);
    }
}
