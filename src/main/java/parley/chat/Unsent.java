package parley.chat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.base.ChatId;

/// Messages that did not go, or perhaps did (R72), for the people who look after the hub. Only the newest 5,000 are
/// looked at, so that asking stays cheap and sending pays nothing for it. Tells no texts and no names.
public final class Unsent {

    private static final int NEWEST = 5_000;
    private static final int MOST = 100;

    /// @param code why, as the sellers are told; absent when the messenger gave no reason that we know
    /// @param last when it happened last
    public record Failed(ChannelId channel, @Nullable String code, long messages, Instant last) {}

    public record Unknown(ChatId chat, ChannelId channel, Instant at) {}

    /// Most frequent first.
    public List<Failed> failed(Handle tx, AccountId account, Instant since) {
        return tx.createQuery("""
            SELECT channel_id, problem ->> 'code' AS code, count(*) AS messages, max(at) AS last
            FROM (
                SELECT channel_id, status, problem, at
                FROM message
                WHERE account_id = :account
                ORDER BY id DESC
                LIMIT :newest) AS newest
            WHERE status = 'FAILED' AND at > :since
            GROUP BY channel_id, problem ->> 'code'
            ORDER BY messages DESC, channel_id
            LIMIT :most
            """)
                .bind("account", account.value())
                .bind("newest", NEWEST)
                .bind("since", since)
                .bind("most", MOST)
                .map((rs, _) -> new Failed(
                        new ChannelId(rs.getLong("channel_id")),
                        rs.getString("code"),
                        rs.getLong("messages"),
                        rs.getObject("last", OffsetDateTime.class).toInstant()))
                .list();
    }

    /// Newest first. They wait for a seller to say what is true.
    public List<Unknown> unknown(Handle tx, AccountId account) {
        return tx.createQuery("""
            SELECT chat_id, channel_id, at
            FROM (
                SELECT id, chat_id, channel_id, status, at
                FROM message
                WHERE account_id = :account
                ORDER BY id DESC
                LIMIT :newest) AS newest
            WHERE status = 'UNKNOWN'
            ORDER BY id DESC
            LIMIT :most
            """)
                .bind("account", account.value())
                .bind("newest", NEWEST)
                .bind("most", MOST)
                .map((rs, _) -> new Unknown(
                        new ChatId(rs.getLong("chat_id")),
                        new ChannelId(rs.getLong("channel_id")),
                        rs.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
