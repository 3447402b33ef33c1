package parley.settings;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.auth.Audit;
import parley.auth.Viewer;
import parley.base.AccountId;
import parley.base.EmployeeId;
import parley.base.IntegrationId;
import parley.channel.Channels;
import parley.crm.Catalogue;
import parley.platform.Database;
import parley.platform.FilledForm;
import parley.rules.CrmFacts;
import parley.rules.Finding;
import parley.rules.Routing;
import parley.rules.Settings;
import tools.jackson.databind.JsonNode;

/// Where settings are agreed: read, saved whole or not at all, refreshed from the CRM, looked back at (R6–R12a, R81).
/// A company has one integration at a time.
public final class SettingsDesk {

    /// What holds now.
    ///
    /// @param connected false once the integration was deleted: who sees what stays, routing and notes stop (R12a)
    /// @param settings also of channels that were deleted, which can only be read
    /// @param known the catalogue, made ready to be asked
    public record Agreed(
            IntegrationId integration,
            String crm,
            boolean connected,
            Settings settings,
            Catalogue catalogue,
            Instant refreshedAt,
            Known known) {

        public Agreed(
                IntegrationId integration,
                String crm,
                boolean connected,
                Settings settings,
                Catalogue catalogue,
                Instant refreshedAt) {
            this(integration, crm, connected, settings, catalogue, refreshedAt, Known.of(catalogue));
        }

        public Routing.Staff staff() {
            return known.staff();
        }

        public CrmFacts facts() {
            return known.facts();
        }

        public Optional<Catalogue.Employee> employee(EmployeeId id) {
            return Optional.ofNullable(known.employees().get(id));
        }

        /// How people call him; his id when the CRM never knew him.
        public String name(EmployeeId id) {
            return employee(id).map(Catalogue.Employee::name).orElse(id.value());
        }
    }

    /// @param by who saved it, by name; `crm` when the CRM told that somebody has left
    /// @param changed the paths that differ from the version before
    public record Version(long n, String by, Instant at, List<String> changed) {

        public Version {
            changed = List.copyOf(changed);
        }
    }

    /// @param skipped the names of those who were in it and have left the CRM since
    public record Past(Document document, List<String> skipped) {}

    /// What came of saving.
    public sealed interface Saved {

        /// @param first whether somebody has saved the integration's settings for the first time (R62)
        record Done(Agreed agreed, List<Finding> warnings, boolean first) implements Saved {}

        record Invalid(List<Finding> mistakes) implements Saved {}

        /// Somebody else was first (R11).
        ///
        /// @param last who saved last, with the paths that changed since the version that was edited
        record Stale(Agreed current, Version last) implements Saved {}

        record NoIntegration() implements Saved {}
    }

    /// What unsaved settings would be if they were saved now (R82).
    public sealed interface Proposed {

        /// @param current what holds
        /// @param wanted what would hold
        /// @param warnings what the wanted settings are warned of, and the current ones are not
        record Sound(Agreed current, Agreed wanted, List<Finding> warnings) implements Proposed {}

        record Invalid(List<Finding> mistakes) implements Proposed {}

        record NoIntegration() implements Proposed {}
    }

    /// What came of asking the CRM for its employees and pipelines.
    public sealed interface Refreshed {

        /// @param added employees who were not there before
        /// @param left the names of those who have lost everything (R8)
        record Done(Agreed agreed, int added, List<String> left) implements Refreshed {}

        /// What was known stays.
        record Failed(String why) implements Refreshed {}

        record NoIntegration() implements Refreshed {}
    }

    /// What came of connecting a CRM, or of changing how it is connected.
    public sealed interface Connected {

        record Done(IntegrationId integration, Refreshed refreshed) implements Connected {}

        /// All mistakes at once: field key → what is wrong; the empty key stands for the whole.
        record Invalid(Map<String, FilledForm.Mistake> fields) implements Connected {

            public Invalid {
                fields = Map.copyOf(fields);
            }
        }

        /// A CRM is connected already.
        record Taken() implements Connected {}

        /// There is no such type or integration; nobody was sent to the CRM who could have come back.
        record Unknown() implements Connected {}
    }

    /// What came of deleting an integration.
    public enum Deleted {
        DONE,
        /// Deleted, but the CRM did not let us take away all that we had brought there.
        LEFT_SOMETHING,
        UNKNOWN
    }

    /// What came of asking where the CRM wants the administrator.
    public sealed interface Sent {

        record There(URI address) implements Sent {}

        record Invalid(Map<String, FilledForm.Mistake> fields) implements Sent {

            public Invalid {
                fields = Map.copyOf(fields);
            }
        }

        /// With these fields it wants nobody: they can be connected as they are.
        record Nowhere() implements Sent {}

        /// There is no such type or integration.
        record Unknown() implements Sent {}
    }

    private static final Duration LATELY = Duration.ofMillis(200);

    private final Database database;
    private final Current current;
    private final Saving saving;
    private final Refreshing refreshing;
    private final Connecting connecting;
    private final Versions versions = new Versions();

    public SettingsDesk(
            Database database, Channels channels, Crms crms, Audit audit, InstantSource clock, Announcer announcer) {
        this.database = database;
        this.current = new Current(channels);
        var written = new Written(audit, clock, announcer);
        this.saving = new Saving(database, channels, current, written);
        this.refreshing = new Refreshing(database, crms, saving, written);
        this.connecting = new Connecting(database, crms, saving, refreshing, written);
    }

    /// What holds now; empty before the first CRM is connected. Cheap: one question tells whether it has changed.
    public Optional<Agreed> current(Handle tx, AccountId account) {
        return current.of(tx, account);
    }

    /// The same for a transaction that changes no settings and asks more than once: what it has found first it goes by
    /// until its end.
    public Optional<Agreed> agreed(Handle tx, AccountId account) {
        return tx.getConfig(FoundFirst.class).of(account, () -> current.of(tx, account));
    }

    /// The same, and nobody saves anything else until the commit.
    public Optional<Agreed> hold(Handle tx, AccountId account) {
        tx.createQuery("SELECT id FROM integration WHERE account_id = :account ORDER BY id FOR SHARE")
                .bind("account", account.value())
                .mapTo(Long.class)
                .list();
        return current.of(tx, account);
    }

    public Optional<Agreed> current(AccountId account) {
        return database.read(tx -> current.of(tx, account));
    }

    /// What held a fifth of a second ago at the latest: for thousands of requests a second, each of which is judged
    /// again in its own transaction.
    public Optional<Agreed> lately(AccountId account) {
        return current.lately(account, LATELY).or(() -> current(account));
    }

    /// What an administrator edits: without the channels that were deleted.
    public Document document(AccountId account, Agreed agreed) {
        return database.read(tx -> current.document(tx, account, agreed));
    }

    /// Saves a document whole or not at all; all that is wrong with it is told at once (R11).
    ///
    /// @param address of whoever saves, for the audit log
    public Saved save(Viewer viewer, IntegrationId integration, JsonNode document, String address) {
        return saving.save(viewer, integration, document, address);
    }

    /// Looks at a document as {@link #save} would, and changes nothing. The version that it was edited from does not
    /// matter.
    public Proposed propose(Handle tx, AccountId account, IntegrationId integration, JsonNode document) {
        return saving.propose(tx, account, integration, document);
    }

    /// Changes what holds now, for the hub itself: the first run and the demo. Mistakes throw
    /// `IllegalArgumentException`.
    public Agreed agree(AccountId account, String by, UnaryOperator<Settings> change) {
        return saving.agree(account, by, change);
    }

    /// Newest first, at most `limit`.
    public List<Version> versions(AccountId account, IntegrationId integration, int limit) {
        return database.read(tx -> versions.list(tx, account, integration, Long.MAX_VALUE, limit));
    }

    /// A version as it would be restored: with the channels that there are and without those who have left. Restoring
    /// it is saving it.
    public Optional<Past> version(AccountId account, IntegrationId integration, long n) {
        return database.read(tx -> current.of(tx, account)
                .filter(agreed -> agreed.integration().equals(integration))
                .flatMap(agreed -> current.past(tx, account, agreed, n)));
    }

    /// Where the turns stand, and who waits (R32).
    public List<Queue> queues(AccountId account) {
        return database.read(tx -> Queue.all(tx, account));
    }

    /// Asks the CRM for its employees and pipelines. Slow: never in a transaction.
    public Refreshed refresh(Viewer viewer, IntegrationId integration, String address) {
        return refreshing.refresh(viewer, integration, address);
    }

    /// Connects a CRM and asks it for its employees and pipelines; the one that was connected before comes back with
    /// its settings. May take as long as the CRM's adapter needs to check what was typed.
    public Connected connect(Viewer viewer, String crm, Map<String, String> fields, String address) {
        return connecting.connect(viewer, crm, fields, address);
    }

    /// Changes how it is connected. Fields that are absent stay as they are, and so do secrets that are empty.
    public Connected change(Viewer viewer, IntegrationId integration, Map<String, String> fields, String address) {
        return connecting.change(viewer, integration, fields, address);
    }

    /// Where the administrator's browser has to go so that the CRM lets Parley in. He may come back once.
    ///
    /// @param integration whose form it is; absent while nothing is connected
    public Sent send(Viewer viewer, String crm, @Nullable IntegrationId integration, Map<String, String> fields) {
        return connecting.send(viewer, crm, integration, fields);
    }

    /// He has come back.
    ///
    /// @param brought what stands in the address
    public Connected landed(Viewer viewer, String crm, Map<String, String> brought, String address) {
        return connecting.landed(viewer, crm, brought, address);
    }

    /// Disconnects the CRM (R12a), and asks it to let go of what we have brought there; that may take half a minute.
    public Deleted delete(Viewer viewer, IntegrationId integration, String address) {
        return connecting.delete(viewer, integration, address);
    }
}
