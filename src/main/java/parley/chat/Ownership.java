package parley.chat;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.EmployeeId;
import parley.platform.Json;

/// Whose client a chat is. The chat is locked by whoever changes it.
public final class Ownership {

    /// Writes down how the chat stands to the CRM now (R22). Also ends the wait of a new client.
    public void stand(Handle tx, Chat chat, Standing standing) {
        tx.createUpdate("""
            UPDATE chat
            SET client = :client, contact_id = :contact, deal_id = :deal, open_deals = :open, closed_deals = :closed,
                responsible = :responsible, sources = :sources::jsonb, version = version + 1
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", chat.account().value())
                .bind("id", chat.id().value())
                .bind("client", standing.client().name())
                .bind(
                        "contact",
                        standing.contact() == null ? null : standing.contact().value())
                .bind("deal", standing.deal() == null ? null : standing.deal().value())
                .bind("open", standing.openDeals())
                .bind("closed", standing.closedDeals())
                .bind(
                        "responsible",
                        standing.responsible().stream()
                                .map(EmployeeId::value)
                                .sorted()
                                .toArray(String[]::new))
                .bind("sources", Json.write(standing.sources()))
                .execute();
    }

    /// Remembers the decision that is to be carried out, or that none is left.
    public void await(Handle tx, Chat chat, @Nullable Long decision) {
        tx.createUpdate("UPDATE chat SET pending = :decision WHERE account_id = :account AND id = :id")
                .bind("account", chat.account().value())
                .bind("id", chat.id().value())
                .bind("decision", decision)
                .execute();
    }

    /// Remembers by which version of the settings the chat was routed; absent: the CRM has changed since, and the
    /// client's next message is to be decided upon anew.
    public void routed(Handle tx, Chat chat, @Nullable Long settingsVersion) {
        tx.createUpdate("UPDATE chat SET routed = :version WHERE account_id = :account AND id = :id")
                .bind("account", chat.account().value())
                .bind("id", chat.id().value())
                .bind("version", settingsVersion)
                .execute();
    }

    /// The first to reply or to accept gets the client: of twenty, one gets `true` (R26).
    boolean claim(Handle tx, Chat chat, EmployeeId employee, Instant now) {
        return tx.createUpdate("""
            UPDATE chat
            SET claimed_by = :employee, claimed_at = :now, client = 'KNOWN',
                responsible = ARRAY[:employee], sources = '[]', version = version + 1
            WHERE account_id = :account AND id = :id AND responsible = '{}' AND client <> 'UNROUTED' AND NOT test
            """)
                        .bind("account", chat.account().value())
                        .bind("id", chat.id().value())
                        .bind("employee", employee.value())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /// The CRM says that somebody else was first: he has the client (R26).
    public void claimedBy(Handle tx, Chat chat, EmployeeId employee, Instant at) {
        tx.createUpdate("""
            UPDATE chat SET claimed_by = :employee, claimed_at = :at, version = version + 1
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", chat.account().value())
                .bind("id", chat.id().value())
                .bind("employee", employee.value())
                .bind("at", at)
                .execute();
    }
}
