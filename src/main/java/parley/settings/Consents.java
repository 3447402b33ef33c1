package parley.settings;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.IntegrationId;
import parley.platform.Sha256;

/// Administrators who were sent to a CRM to let Parley in. Each may come back once, within the time that codes live.
final class Consents {

    private static final Duration LIFE = Duration.ofMinutes(20);

    /// @param integration whose form it is; absent while nothing is connected
    /// @param sealed what was typed
    record Asked(String crm, @Nullable IntegrationId integration, String sealed) {}

    void ask(Handle tx, Viewer viewer, String state, Asked asked, Instant now) {
        tx.createUpdate("DELETE FROM crm_consent WHERE account_id = :account AND created_at < :over")
                .bind("account", viewer.account().value())
                .bind("over", now.minus(LIFE))
                .execute();
        var integration = asked.integration();
        tx.createUpdate("""
            INSERT INTO crm_consent (account_id, state, login, crm, integration_id, fields, created_at)
            VALUES (:account, :state, :login, :crm, :integration, :fields, :now)
            """)
                .bind("account", viewer.account().value())
                .bind("state", Sha256.of(state))
                .bind("login", viewer.login())
                .bind("crm", asked.crm())
                .bind("integration", integration == null ? null : integration.value())
                .bind("fields", asked.sealed())
                .bind("now", now)
                .execute();
    }

    /// What was asked for when this person was sent; empty for somebody else, too late, or again.
    Optional<Asked> take(Handle tx, Viewer viewer, String crm, String state, Instant now) {
        return tx.createQuery("""
            DELETE FROM crm_consent
            WHERE account_id = :account AND state = :state AND login = :login AND crm = :crm AND created_at >= :over
            RETURNING integration_id, fields
            """)
                .bind("account", viewer.account().value())
                .bind("state", Sha256.of(state))
                .bind("login", viewer.login())
                .bind("crm", crm)
                .bind("over", now.minus(LIFE))
                .map((rs, _) -> {
                    var integration = rs.getObject("integration_id", Long.class);
                    return new Asked(
                            crm, integration == null ? null : new IntegrationId(integration), rs.getString("fields"));
                })
                .findOne();
    }
}
