package parley.inbox;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.IntegrationId;
import parley.base.StageRef;
import parley.crm.MessengerAddress;
import parley.platform.Json;
import parley.rules.StageKind;

/// What the CRM said of contacts when it was asked last.
final class CardStore {

    /// A contact with his deals, newest first, as the CRM had them.
    ///
    /// @param phones in the CRM's own spelling (R53)
    record Known(
            ContactId id,
            String name,
            @Nullable EmployeeId responsible,
            List<String> phones,
            List<MessengerAddress> addresses,
            @Nullable String url,
            List<Deal> deals) {

        Optional<Deal> deal(DealId deal) {
            return deals.stream().filter(one -> one.id().equals(deal)).findFirst();
        }
    }

    record Deal(
            DealId id,
            String name,
            StageRef stage,
            StageKind kind,
            @Nullable EmployeeId responsible,
            @Nullable BigDecimal amount,
            @Nullable String url) {}

    record Kept(Known known, Instant asOf) {}

    void keep(Handle tx, AccountId account, IntegrationId integration, Known known, Instant asOf) {
        tx.createUpdate("""
            INSERT INTO contact_card (account_id, integration_id, contact_id, document, as_of)
            VALUES (:account, :integration, :contact, :document::jsonb, :asOf)
            ON CONFLICT (account_id, integration_id, contact_id) DO UPDATE
            SET document = excluded.document, as_of = excluded.as_of
            WHERE contact_card.as_of < excluded.as_of
            """)
                .bind("account", account.value())
                .bind("integration", integration.value())
                .bind("contact", known.id().value())
                .bind("document", Json.write(known))
                .bind("asOf", asOf)
                .execute();
    }

    Optional<Kept> find(Handle tx, AccountId account, IntegrationId integration, @Nullable ContactId contact) {
        return contact == null
                ? Optional.empty()
                : tx.createQuery("""
                    SELECT document, as_of FROM contact_card
                    WHERE account_id = :account AND integration_id = :integration AND contact_id = :contact
                    """)
                        .bind("account", account.value())
                        .bind("integration", integration.value())
                        .bind("contact", contact.value())
                        .map((rs, _) -> new Kept(
                                Json.read(rs.getString("document"), Known.class),
                                rs.getObject("as_of", OffsetDateTime.class).toInstant()))
                        .findOne();
    }
}
