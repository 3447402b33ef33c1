package parley.chat;

import org.jdbi.v3.core.Handle;
import parley.base.AccountId;

/// What chats keep of a CRM that another one takes the place of. Its contacts, deals and employees are others there,
/// even where they have the same ids: so every client is looked up anew when he writes next.
public final class FormerCrm {

    private static final int PIECE = 2_000;

    /// Forgets a piece. Answers whether something was left.
    public boolean forget(Handle tx, AccountId account) {
        tx.createUpdate("DELETE FROM turn WHERE account_id = :account")
                .bind("account", account.value())
                .execute();
        tx.createUpdate("DELETE FROM draft WHERE account_id = :account")
                .bind("account", account.value())
                .execute();
        return tx.createUpdate("""
            UPDATE chat
            SET client = 'UNROUTED', contact_id = NULL, deal_id = NULL, open_deals = 0, closed_deals = 0,
                responsible = '{}', sources = '[]', pending = NULL, routed = NULL, claimed_by = NULL,
                claimed_at = NULL, version = version + 1
            WHERE account_id = :account AND id IN (
                SELECT id FROM chat
                WHERE account_id = :account
                    AND (client <> 'UNROUTED' OR contact_id IS NOT NULL OR responsible <> '{}' OR pending IS NOT NULL
                        OR routed IS NOT NULL OR claimed_by IS NOT NULL)
                ORDER BY id
                LIMIT :piece)
            """)
                        .bind("account", account.value())
                        .bind("piece", PIECE)
                        .execute()
                > 0;
    }
}
