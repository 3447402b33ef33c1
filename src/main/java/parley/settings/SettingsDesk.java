package parley.settings;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import parley.auth.Viewer;
import parley.base.AccountId;
import parley.base.EmployeeId;
import parley.base.IntegrationId;
import parley.crm.Catalogue;
import parley.rules.CrmFacts;
import parley.rules.Finding;
import parley.rules.Routing;
import parley.rules.Settings;
import tools.jackson.databind.JsonNode;

/// Where settings are agreed: read, saved whole or not at all, refreshed from the CRM, looked back at (R6–R12a, R81).
public final class SettingsDesk {

    /// What holds now.
    ///
    /// @param connected false once the integration was deleted: who sees what stays, routing and notes stop (R12a)
    public record Agreed(
            IntegrationId integration,
            String crm,
            boolean connected,
            Settings settings,
            Catalogue catalogue,
            Instant refreshedAt) {

        public Routing.Staff staff() {
            var byActivity = catalogue.employees().stream()
                    .collect(Collectors.partitioningBy(
                            Catalogue.Employee::active,
                            Collectors.mapping(Catalogue.Employee::id, Collectors.toSet())));
            return new Routing.Staff(byActivity.get(true), byActivity.get(false));
        }

        public CrmFacts facts() {
            throw new UnsupportedOperationException();
        }

        public Optional<Catalogue.Employee> employee(EmployeeId id) {
            return catalogue.employees().stream()
                    .filter(one -> one.id().equals(id))
                    .findFirst();
        }

        /// How people call him; his id once the CRM does not know him any more.
        public String name(EmployeeId id) {
            return employee(id).map(Catalogue.Employee::name).orElse(id.value());
        }
    }

    /// What came of saving.
    public sealed interface Saved {

        record Done(Agreed agreed, List<Finding> warnings) implements Saved {}

        record Invalid(List<Finding> mistakes) implements Saved {}

        /// Somebody else was first (R11).
        ///
        /// @param changed the paths that he changed since the version that was edited
        record Stale(Agreed current, String by, Instant at, List<String> changed) implements Saved {}

        record NoIntegration() implements Saved {}
    }

    /// What holds now; empty before the first CRM is connected. Cheap: one query tells whether it has changed.
    public Optional<Agreed> current(Handle tx, AccountId account) {
        throw new UnsupportedOperationException();
    }

    public Saved save(Viewer viewer, IntegrationId integration, JsonNode document, String address) {
        throw new UnsupportedOperationException();
    }
}
