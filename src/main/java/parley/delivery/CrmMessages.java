package parley.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;

/// The ids under which CRMs send messages: one that was accepted less than a minute ago is not sent again.
final class CrmMessages {

    /// Under which name the id lies among the details of the message.
    static final String DETAIL = "crmMessageId";

    private static final Duration WINDOW = Duration.ofSeconds(60);

    boolean isTaken(Handle tx, AccountId account, @Nullable String id, Instant now) {
        return id != null
                && tx.createQuery("""
                    SELECT EXISTS (SELECT FROM crm_message WHERE account_id = :account AND id = :id AND accepted_at > :since)
                    """)
                        .bind("account", account.value())
                        .bind("id", id)
                        .bind("since", now.minus(WINDOW))
                        .mapTo(Boolean.class)
                        .one();
    }

    /// Takes the id with the message that is being accepted in this transaction. Whoever comes with the same one waits
    /// here for the outcome. Answers `false` when it is taken.
    boolean take(Handle tx, AccountId account, @Nullable String id, Instant now) {
        return id == null
                || tx.createUpdate("""
                    INSERT INTO crm_message AS known (account_id, id, accepted_at)
                    VALUES (:account, :id, :now)
                    ON CONFLICT (account_id, id) DO UPDATE SET accepted_at = excluded.accepted_at
                    WHERE known.accepted_at <= :since
                    """)
                                .bind("account", account.value())
                                .bind("id", id)
                                .bind("now", now)
                                .bind("since", now.minus(WINDOW))
                                .execute()
                        == 1;
    }
}
