package parley.chat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.base.ChatType;
import parley.base.MessageId;

/// What was said with a client at several channels, as one list.
public final class ClientHistory {

    /// A piece of the list.
    ///
    /// @param address the client's id in the messenger
    /// @param from of what was said then or later
    /// @param to of what was said before that
    /// @param before what came to Parley before this message
    public record Piece(
            ChatType network,
            String address,
            Set<ChannelId> channels,
            Instant from,
            Instant to,
            MessageId before,
            int limit) {}

    /// Newest first, in the order in which they came: what arrives meanwhile moves nothing. Without test messages
    /// (R62).
    public List<Message> of(Handle tx, AccountId account, Piece piece) {
        return tx.createQuery("SELECT " + MessageStore.COLUMNS + """
            FROM message
            WHERE account_id = :account AND id IN (
                SELECT said.id
                FROM chat
                CROSS JOIN LATERAL (
                    SELECT message.id
                    FROM message
                    WHERE message.account_id = :account AND message.chat_id = chat.id AND message.id < :before
                        AND message.at >= :from AND message.at < :to AND NOT message.test
                    ORDER BY message.seq DESC
                    LIMIT :limit) AS said
                WHERE chat.account_id = :account AND chat.address = :address AND chat.channel_id = ANY(:channels)
                    AND chat.network = :network
                ORDER BY said.id DESC
                LIMIT :limit)
            ORDER BY id DESC
            """)
                .bind("account", account.value())
                .bind("network", piece.network().value())
                .bind("address", piece.address())
                .bind(
                        "channels",
                        piece.channels().stream().map(ChannelId::value).toArray(Long[]::new))
                .bind("from", piece.from())
                .bind("to", piece.to())
                .bind("before", piece.before().value())
                .bind("limit", piece.limit())
                .map((rs, _) -> MessageStore.read(rs))
                .list();
    }
}
