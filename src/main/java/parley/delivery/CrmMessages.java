package parley.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import parley.base.AccountId;
import parley.platform.Retention;

/// The ids under which CRMs send messages: one that was accepted less than a minute ago is not sent again.
final class CrmMessages {

    /// Under which name the id lies among the details of the message.
    static final String DETAIL = "crmMessageId";

    private static final Duration WINDOW = Duration.ofSeconds(60);

    /// Those of them that are taken.
    Set<String> taken(Handle tx, AccountId account, Collection<String> ids, Instant now) {
        return ids.isEmpty()
                ? Set.of()
                : Set.copyOf(tx.createQuery("""
                    SELECT id FROM crm_message WHERE account_id = :account AND id = ANY(:ids) AND accepted_at > :since
                    """)
                        .bind("account", account.value())
                        .bind("ids", ids.toArray(String[]::new))
                        .bind("since", now.minus(WINDOW))
                        .mapTo(String.class)
                        .list());
    }

    /// Takes the ids with the messages that are being accepted in this transaction, and answers those that were free.
    /// Whoever comes with the same one waits here for the outcome; in the order of ids, so that nobody waits in a ring.
    Set<String> take(Handle tx, AccountId account, Collection<String> ids, Instant now) {
        return ids.isEmpty()
                ? Set.of()
                : Set.copyOf(tx.createQuery("""
                    INSERT INTO crm_message AS known (account_id, id, accepted_at)
                    SELECT :account, id, :now FROM unnest(:ids) AS fresh (id) ORDER BY id
                    ON CONFLICT (account_id, id) DO UPDATE SET accepted_at = excluded.accepted_at
                    WHERE known.accepted_at <= :since
                    RETURNING id
                    """)
                        .bind("account", account.value())
                        .bind("ids", ids.toArray(String[]::new))
                        .bind("now", now)
                        .bind("since", now.minus(WINDOW))
                        .mapTo(String.class)
                        .list());
    }

    /// Forgets those that may be sent again, a piece of them. Answers how many.
    int forget(Handle tx, AccountId account, Instant now) {
        return tx.createUpdate("""
            DELETE FROM crm_message
            WHERE account_id = :account
                AND accepted_at < :since
                AND id IN (
                    SELECT id
                    FROM crm_message
                    WHERE account_id = :account AND accepted_at < :since
                    LIMIT :piece)
            """)
                .bind("account", account.value())
                .bind("since", now.minus(WINDOW))
                .bind("piece", Retention.PIECE)
                .execute();
    }
}
