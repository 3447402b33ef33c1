package parley.settings;

import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.base.IntegrationId;
import parley.channel.Channels;
import parley.platform.Database;
import parley.rules.Checks;
import parley.rules.DefaultChannel;
import parley.rules.Settings;
import parley.rules.SettingsDiff;
import parley.settings.SettingsDesk.Agreed;
import parley.settings.SettingsDesk.Proposed;
import parley.settings.SettingsDesk.Saved;
import parley.settings.SettingsDesk.Version;
import tools.jackson.databind.JsonNode;

/// Saves settings whole or not at all (R11, R81).
final class Saving {

    private final Database database;
    private final Channels channels;
    private final Current current;
    private final Written written;
    private final Integrations integrations = new Integrations();
    private final Versions versions = new Versions();

    Saving(Database database, Channels channels, Current current, Written written) {
        this.database = database;
        this.channels = channels;
        this.current = current;
        this.written = written;
    }

    Saved save(Viewer viewer, IntegrationId integration, JsonNode document, String address) {
        return database.inTransaction(tx -> {
            var agreed = lock(tx, viewer.account(), integration);
            return agreed == null ? new Saved.NoIntegration() : save(tx, viewer, agreed, document, address);
        });
    }

    void lockCompany(Handle tx, AccountId account) {
        channels.lock(tx, account);
    }

    /// Nobody else saves, connects or renames from here to the commit. Absent when it is not the company's latest.
    @Nullable
    Agreed lock(Handle tx, AccountId account, IntegrationId integration) {
        lockCompany(tx, account);
        return integrations.lock(tx, account, integration).isEmpty()
                ? null
                : current.read(tx, account).orElseThrow();
    }

    private Saved save(Handle tx, Viewer viewer, Agreed agreed, JsonNode document, String address) {
        var account = viewer.account();
        var examined = Examination.of(document, agreed, alive(tx, account));
        var edited = examined.whole().version();
        if (examined.legible() && edited != agreed.settings().version()) {
            return new Saved.Stale(agreed, since(tx, account, agreed, edited));
        }
        if (!examined.mistakes().isEmpty()) {
            return new Saved.Invalid(examined.mistakes());
        }
        var next = store(tx, account, viewer.name(), agreed, examined.whole());
        var first = integrations.savedFirst(
                tx, account, agreed.integration(), written.clock().instant());
        if (next.version() != agreed.settings().version()) {
            written.by(tx, viewer, "settings_saved", "version " + next.version(), address);
        }
        return new Saved.Done(with(agreed, next), examined.warnings(), first);
    }

    Proposed propose(Handle tx, AccountId account, IntegrationId integration, JsonNode document) {
        var agreed = current.of(tx, account)
                .filter(one -> one.integration().equals(integration))
                .orElse(null);
        if (agreed == null) {
            return new Proposed.NoIntegration();
        }
        var alive = alive(tx, account);
        var examined = Examination.of(document, agreed, alive);
        if (!examined.mistakes().isEmpty()) {
            return new Proposed.Invalid(examined.mistakes());
        }
        var whole = examined.whole();
        var wanted =
                DefaultChannel.normalised(Roster.with(whole, agreed.settings().version(), whole.channels()));
        return new Proposed.Sound(agreed, with(agreed, wanted), examined.newWarnings(agreed, alive));
    }

    Agreed agree(AccountId account, String by, UnaryOperator<Settings> change) {
        return database.inTransaction(tx -> {
            var latest = integrations.latest(tx, account).orElseThrow().id();
            var agreed = lock(tx, account, latest);
            if (agreed == null) {
                throw new IllegalStateException("the integration was replaced meanwhile");
            }
            var wanted = change.apply(agreed.settings());
            var findings = Checks.of(Examination.only(wanted, alive(tx, account)), agreed.facts(), Set.of());
            if (!findings.passed()) {
                throw new IllegalArgumentException("settings that cannot be: " + findings.mistakes());
            }
            var next = store(tx, account, by, agreed, wanted);
            if (next.version() != agreed.settings().version()) {
                written.announcer().changed(tx, account);
            }
            return with(agreed, next);
        });
    }

    /// Writes the next version, unless nothing differs.
    Settings store(Handle tx, AccountId account, String by, Agreed agreed, Settings wanted) {
        var before = agreed.settings();
        var next = DefaultChannel.normalised(Roster.with(wanted, before.version() + 1, wanted.channels()));
        var changed = SettingsDiff.paths(before, next);
        if (changed.isEmpty()) {
            return before;
        }
        for (var channel : next.channels()) {
            channels.rename(tx, account, channel.id(), channel.name());
        }
        var version = new Version(next.version(), by, written.clock().instant(), changed);
        versions.add(tx, account, agreed.integration(), new Versions.Stored(version, Document.of(next)));
        return next;
    }

    static Agreed with(Agreed agreed, Settings settings) {
        return new Agreed(
                agreed.integration(),
                agreed.crm(),
                agreed.connected(),
                settings,
                agreed.catalogue(),
                agreed.refreshedAt());
    }

    /// Whoever saved last, with everything that has changed since the version that was edited.
    private Version since(Handle tx, AccountId account, Agreed agreed, long edited) {
        var base = current.version(tx, account, agreed.integration(), edited)
                .orElseGet(() -> current.unsaved(tx, account, agreed.crm()));
        var changed = SettingsDiff.paths(base, agreed.settings());
        return versions.last(tx, account, agreed.integration())
                .map(last -> new Version(
                        last.version().n(), last.version().by(), last.version().at(), changed))
                .orElseGet(() -> new Version(0, "", agreed.refreshedAt(), changed));
    }

    private Set<ChannelId> alive(Handle tx, AccountId account) {
        var ever = channels.ever(tx, account);
        var deleted = Roster.deleted(ever);
        return ever.stream()
                .map(Channels.Channel::id)
                .filter(id -> !deleted.contains(id))
                .collect(Collectors.toSet());
    }
}
