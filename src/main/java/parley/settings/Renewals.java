package parley.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import parley.base.AccountId;
import parley.base.IntegrationId;

/// Who is just renewing an access to a CRM. A row with an end, by the database's clock, instead of a lock: no
/// transaction is open while the CRM is asked, and a process that was killed holds nobody up for long.
final class Renewals {

    /// The claim; empty while somebody else has one that has not ended.
    Optional<UUID> claim(Handle tx, AccountId account, IntegrationId integration, Duration life) {
        return tx.createQuery("""
            INSERT INTO crm_renewal AS held (account_id, integration_id, claim, ends_at)
            VALUES (:account, :integration, gen_random_uuid(), clock_timestamp() + :life * INTERVAL '1 millisecond')
            ON CONFLICT (account_id, integration_id) DO UPDATE
            SET claim = excluded.claim, ends_at = excluded.ends_at
            WHERE held.ends_at <= clock_timestamp()
            RETURNING claim
            """)
                .bind("account", account.value())
                .bind("integration", integration.value())
                .bind("life", life.toMillis())
                .mapTo(UUID.class)
                .findOne();
    }

    /// Without effect when the claim has ended and somebody else has one by now.
    void release(Handle tx, AccountId account, IntegrationId integration, UUID claim) {
        tx.createUpdate("""
            DELETE FROM crm_renewal
            WHERE account_id = :account AND integration_id = :integration AND claim = :claim
            """)
                .bind("account", account.value())
                .bind("integration", integration.value())
                .bind("claim", claim)
                .execute();
    }
}
