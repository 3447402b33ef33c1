package parley.crm;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import parley.base.AccountId;
import parley.base.IntegrationId;

/// One CRM as it was connected.
///
/// @param fields what its check asked to keep, secrets decrypted: never log this record
/// @param hook the address for the CRM's webhooks, with an unguessable key; `http://localhost…` while the hub has no
///     public address
/// @param cards the address to which pages of the CRM bring their proofs for {@link Cards}; it names the connection
///     and is no secret
/// @param kept where fields that the CRM renews are kept
public record CrmConfig(
        AccountId account, IntegrationId integration, Map<String, String> fields, URI hook, URI cards, Kept kept) {

    public CrmConfig {
        fields = Map.copyOf(fields);
    }

    @Override
    public String toString() {
        return "CrmConfig[" + integration + "]";
    }

    /// The sealed fields in the integration's row. Every call asks the database: never inside a transaction.
    public interface Kept {

        /// As they are now: another process may have renewed them.
        Map<String, String> fields();

        /// Puts these in the place of the fields with the same keys, durably: when it returns they may be used. The
        /// line stays open. Without effect once the integration is deleted, or its form was filled in anew.
        void keep(Map<String, String> renewed);

        /// Claims the renewal, so that of all processes one asks the CRM at a time. Answers `false` while another has
        /// it.
        ///
        /// @param life after which the claim ends by itself, should this process be killed meanwhile: longer than the
        ///     CRM may take to answer
        boolean claim(Duration life);

        /// The claim is over, whatever came of it.
        void release();
    }
}
