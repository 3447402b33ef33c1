package parley.settings;

import java.time.Instant;
import parley.auth.Audit;
import parley.base.AccountId;
import parley.base.IntegrationId;
import parley.crm.Cards.Visit;
import parley.platform.Database;
import parley.platform.Sha256;

/// Proofs serve once, whichever of several processes they come to: the unique key decides.
final class CardProofs {

    private final Database database;
    private final Audit audit;

    CardProofs(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /// Answers `false` when somebody was let in by it before, and writes that down.
    boolean use(AccountId account, IntegrationId integration, Visit.Proven proven, String address, Instant now) {
        return database.inTransaction(tx -> {
            tx.createUpdate("DELETE FROM card_proof WHERE until < :now")
                    .bind("now", now)
                    .execute();
            var first = tx.createUpdate("""
                INSERT INTO card_proof (account_id, integration_id, proof, until)
                VALUES (:account, :integration, :proof, :until)
                ON CONFLICT DO NOTHING
                """)
                            .bind("account", account.value())
                            .bind("integration", integration.value())
                            .bind("proof", Sha256.of(proven.once()))
                            .bind("until", proven.until())
                            .execute()
                    == 1;
            if (!first) {
                audit.write(
                        tx,
                        account,
                        null,
                        "card_proof_reused",
                        proven.employee().value(),
                        address);
            }
            return first;
        });
    }
}
