package parley.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import parley.auth.Viewer;
import parley.base.EmployeeId;
import parley.base.IntegrationId;
import parley.crm.Catalogue;
import parley.crm.CrmTrouble;
import parley.platform.Database;
import parley.settings.SettingsDesk.Agreed;
import parley.settings.SettingsDesk.Refreshed;

/// Asks a CRM who works there and which pipelines it has (R8).
final class Refreshing {

    private final Database database;
    private final Crms crms;
    private final Saving saving;
    private final Written written;
    private final Integrations integrations = new Integrations();

    Refreshing(Database database, Crms crms, Saving saving, Written written) {
        this.database = database;
        this.crms = crms;
        this.saving = saving;
        this.written = written;
    }

    Refreshed refresh(Viewer viewer, IntegrationId integration, String address) {
        var line = crms.of(viewer.account())
                .filter(one -> one.integration().equals(integration))
                .orElse(null);
        if (line == null) {
            return new Refreshed.NoIntegration();
        }
        try {
            var catalogue = line.crm().catalogue();
            return database.inTransaction(tx -> take(tx, viewer, integration, catalogue, address));
        } catch (CrmTrouble trouble) {
            return new Refreshed.Failed(trouble.kind().name().toLowerCase(Locale.ROOT));
        }
    }

    private Refreshed take(Handle tx, Viewer viewer, IntegrationId integration, Catalogue answered, String address) {
        var account = viewer.account();
        var before = saving.lock(tx, account, integration);
        if (before == null || !before.connected()) {
            return new Refreshed.NoIntegration();
        }
        if (isEmpty(answered) && !isEmpty(before.catalogue())) {
            // Nobody at all would lose everybody everything: only a CRM that has never had anybody may be that empty.
            return new Refreshed.Failed("no_employees");
        }
        var catalogue = withThoseWhoLeft(answered, before.catalogue());
        var now = written.clock().instant();
        integrations.know(tx, account, integration, catalogue, now);
        var known = new Agreed(integration, before.crm(), true, before.settings(), catalogue, now);
        var left = new HashSet<>(Roster.mentioned(before.settings()));
        left.removeAll(known.staff().active());
        var after = left.isEmpty()
                ? known
                : Saving.with(
                        known,
                        saving.store(
                                tx,
                                account,
                                Versions.BY_CRM,
                                known,
                                known.settings().without(left)));
        written.by(tx, viewer, "crm_refreshed", before.crm(), address);
        return new Refreshed.Done(
                after,
                added(answered, before.catalogue()),
                left.stream().map(known::name).sorted().toList());
    }

    private static boolean isEmpty(Catalogue catalogue) {
        return catalogue.employees().stream().noneMatch(Catalogue.Employee::active);
    }

    /// Messages and versions still name those who have left.
    private static Catalogue withThoseWhoLeft(Catalogue answered, Catalogue before) {
        var here = ids(answered);
        var everybody = new ArrayList<>(answered.employees());
        before.employees().stream()
                .filter(employee -> !here.contains(employee.id()))
                .map(one -> new Catalogue.Employee(one.id(), one.name(), one.email(), false))
                .forEach(everybody::add);
        return new Catalogue(everybody, answered.pipelines());
    }

    private static int added(Catalogue answered, Catalogue before) {
        var added = ids(answered);
        added.removeAll(ids(before));
        return added.size();
    }

    private static Set<EmployeeId> ids(Catalogue catalogue) {
        return catalogue.employees().stream()
                .map(Catalogue.Employee::id)
                .collect(Collectors.toCollection(HashSet::new));
    }
}
