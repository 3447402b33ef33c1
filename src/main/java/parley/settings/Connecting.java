package parley.settings;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.AccountId;
import parley.base.IntegrationId;
import parley.crm.Crm;
import parley.crm.CrmTrouble;
import parley.crm.CrmType;
import parley.crm.CrmType.Check;
import parley.platform.Database;
import parley.platform.FilledForm;
import parley.platform.FilledForm.Mistake;
import parley.settings.Integrations.Integration;
import parley.settings.SettingsDesk.Connected;
import parley.settings.SettingsDesk.Deleted;
import parley.settings.SettingsDesk.Sent;

/// Connects a CRM, changes how it is connected, and disconnects it (R12a). The CRM is asked outside transactions.
final class Connecting {

    private static final Logger LOG = System.getLogger(Connecting.class.getName());
    private static final int STATE_BYTES = 32;

    private final Database database;
    private final Crms crms;
    private final Saving saving;
    private final Refreshing refreshing;
    private final Written written;
    private final Integrations integrations = new Integrations();
    private final Consents consents = new Consents();

    Connecting(Database database, Crms crms, Saving saving, Refreshing refreshing, Written written) {
        this.database = database;
        this.crms = crms;
        this.saving = saving;
        this.refreshing = refreshing;
        this.written = written;
    }

    Connected connect(Viewer viewer, String crm, Map<String, String> typed, String address) {
        var type = crms.type(crm).orElse(null);
        if (type == null) {
            return new Connected.Unknown();
        }
        if (isConnected(viewer.account())) {
            return new Connected.Taken();
        }
        var form = FilledForm.read(type.form(), typed, Map.of());
        return switch (check(type, form, form.values())) {
            case Check.Mistakes(var mistakes) -> new Connected.Invalid(mistakes);
            case Check.Fits fits -> join(viewer, type.type(), fits, address);
        };
    }

    private boolean isConnected(AccountId account) {
        return database.read(tx -> integrations.connected(tx, account)).isPresent();
    }

    private Check check(CrmType type, FilledForm form, Map<String, String> values) {
        return form.mistakes().isEmpty() ? type.check(values, crms.tools()) : new Check.Mistakes(form.mistakes());
    }

    private Connected join(Viewer viewer, String crm, Check.Fits fits, String address) {
        var account = viewer.account();
        leaveFormer(account, crm, fits.identity());
        var sealed = crms.sealed().seal(account, crm, fits.keep());
        var integration = database.inTransaction(tx -> {
            // Of two who connect at once the second waits here and finds one connected.
            saving.lockCompany(tx, account);
            if (integrations.connected(tx, account).isPresent()) {
                return Optional.<IntegrationId>empty();
            }
            var id = integrations.connect(tx, account, crm, fits, sealed);
            written.by(tx, viewer, "crm_connected", crm, address);
            return Optional.of(id);
        });
        crms.forget(account);
        return integration
                .<Connected>map(id -> new Connected.Done(id, refreshing.refresh(viewer, id, address)))
                .orElseGet(Connected.Taken::new);
    }

    /// While nothing is connected nobody writes anything new under the former one's ids.
    private void leaveFormer(AccountId account, String crm, String identity) {
        var left = true;
        while (left) {
            left = database.inTransaction(tx -> {
                var former = integrations.latest(tx, account).orElse(null);
                return former != null
                        && !former.connected()
                        && !(former.crm().equals(crm) && former.identity().equals(identity))
                        && written.announcer().leavesCrm(tx, account);
            });
        }
    }

    /// Fields that are absent stay as they are, and so do secrets that are empty.
    Connected change(Viewer viewer, IntegrationId id, Map<String, String> typed, String address) {
        var known = known(viewer.account(), id).orElse(null);
        var type = known == null ? null : crms.type(known.crm()).orElse(null);
        if (known == null || type == null) {
            return new Connected.Unknown();
        }
        var before = crms.sealed().unseal(viewer.account(), known.crm(), known.sealed());
        var form = FilledForm.read(type.form(), typed, before);
        var values = new HashMap<>(FilledForm.unseen(type.form(), before));
        values.putAll(form.values());
        return switch (check(type, form, values)) {
            case Check.Mistakes(var mistakes) -> new Connected.Invalid(mistakes);
            case Check.Fits fits -> fill(viewer, known, fits, address);
        };
    }

    private Optional<Integration> known(AccountId account, IntegrationId id) {
        return database.read(tx -> integrations.connected(tx, account))
                .filter(one -> one.id().equals(id));
    }

    /// What is known of one account means nothing in another: that one has to be connected in the place of this one.
    private Connected fill(Viewer viewer, Integration known, Check.Fits fits, String address) {
        if (!fits.identity().equals(known.identity())) {
            return new Connected.Invalid(Map.of("", new Mistake("another_account", known.title())));
        }
        var account = viewer.account();
        var sealed = crms.sealed().seal(account, known.crm(), fits.keep());
        var filled = database.inTransaction(tx -> {
            saving.lockCompany(tx, account);
            var is = integrations.fill(tx, account, known.id(), fits.title(), sealed);
            if (is) {
                written.by(tx, viewer, "crm_changed", known.crm(), address);
                crms.hurry(tx, account);
            }
            return is;
        });
        crms.forget(account);
        return filled
                ? new Connected.Done(known.id(), refreshing.refresh(viewer, known.id(), address))
                : new Connected.Unknown();
    }

    /// Where the administrator has to go so that the CRM lets Parley in.
    ///
    /// @param id whose form it is; absent while nothing is connected
    Sent send(Viewer viewer, String crm, @Nullable IntegrationId id, Map<String, String> typed) {
        var account = viewer.account();
        var known = id == null ? null : known(account, id).orElse(null);
        var type = crms.type(known == null ? crm : known.crm()).orElse(null);
        if (type == null || id != null && known == null) {
            return new Sent.Unknown();
        }
        var before =
                known == null ? Map.<String, String>of() : crms.sealed().unseal(account, known.crm(), known.sealed());
        var form = FilledForm.read(type.form(), typed, before);
        if (!form.mistakes().isEmpty()) {
            return new Sent.Invalid(form.mistakes());
        }
        var bytes = new byte[STATE_BYTES];
        crms.tools().random().nextBytes(bytes);
        var state = HexFormat.of().formatHex(bytes);
        var there = type.authorization(form.values(), landing(type.type()), state);
        there.ifPresent(_ -> database.useTransaction(tx -> consents.ask(
                tx,
                viewer,
                state,
                new Consents.Asked(type.type(), id, crms.sealed().seal(account, type.type(), form.values())),
                written.clock().instant())));
        return there.<Sent>map(Sent.There::new).orElseGet(Sent.Nowhere::new);
    }

    private URI landing(String crm) {
        return URI.create(crms.tools().origin().get() + "/crm/" + crm + "/oauth");
    }

    /// Somebody has come back from a CRM.
    ///
    /// @param brought what stands in the address that he was sent back to
    Connected landed(Viewer viewer, String crm, Map<String, String> brought, String address) {
        var account = viewer.account();
        var state = brought.getOrDefault("state", "");
        var asked = database.inTransaction(tx ->
                        consents.take(tx, viewer, crm, state, written.clock().instant()))
                .orElse(null);
        var type = crms.type(crm).orElse(null);
        if (asked == null || type == null) {
            return new Connected.Unknown();
        }
        var fields = new HashMap<>(crms.sealed().unseal(account, crm, asked.sealed()));
        brought.forEach((name, value) -> fields.put(CrmType.BROUGHT + name, value));
        fields.put(CrmType.BROUGHT + "landing", landing(crm).toString());
        return switch (type.check(fields, crms.tools())) {
            case Check.Mistakes(var mistakes) -> new Connected.Invalid(mistakes);
            case Check.Fits fits -> {
                var id = asked.integration();
                yield id == null
                        ? join(viewer, crm, fits, address)
                        : known(account, id)
                                .map(known -> fill(viewer, known, fits, address))
                                .orElseGet(Connected.Unknown::new);
            }
        };
    }

    Deleted delete(Viewer viewer, IntegrationId integration, String address) {
        var account = viewer.account();
        // With the integration go the secrets by which its CRM lets us in.
        var line = crms.of(account)
                .filter(one -> one.integration().equals(integration))
                .orElse(null);
        var deleted = database.inTransaction(tx -> {
            var agreed = saving.lock(tx, account, integration);
            if (agreed == null
                    || !integrations.delete(
                            tx, account, integration, written.clock().instant())) {
                return false;
            }
            written.by(tx, viewer, "crm_disconnected", agreed.crm(), address);
            return true;
        });
        crms.forget(account);
        if (!deleted) {
            return Deleted.UNKNOWN;
        }
        return line == null || leaves(line.crm()) ? Deleted.DONE : Deleted.LEFT_SOMETHING;
    }

    private static boolean leaves(Crm crm) {
        try {
            crm.leave();
            return true;
        } catch (CrmTrouble trouble) {
            LOG.log(Level.INFO, "Something of Parley's is left in the CRM: " + trouble.getMessage());
            return false;
        }
    }
}
