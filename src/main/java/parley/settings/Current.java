package parley.settings;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.IntegrationId;
import parley.channel.Channels;
import parley.crm.Catalogue;
import parley.rules.Settings;
import parley.rules.TimelineMode;
import parley.settings.SettingsDesk.Agreed;

/// Reads what holds now, and remembers it as long as nothing it is made of has changed.
final class Current {

    /// What tells two states apart.
    ///
    /// @param saved the transaction that saved the version
    /// @param refreshed the transaction that wrote the catalogue
    /// @param channels how often any of them has changed
    private record Stamp(
            IntegrationId integration,
            boolean connected,
            long version,
            @Nullable String saved,
            @Nullable String refreshed,
            long channels) {}

    /// @param seen when it was found to hold, by the clock of this machine
    private record Kept(Stamp stamp, Agreed agreed, long seen) {}

    private final Channels channels;
    private final Integrations integrations = new Integrations();
    private final Versions versions = new Versions();
    private final Map<AccountId, Kept> kept = new ConcurrentHashMap<>();

    Current(Channels channels) {
        this.channels = channels;
    }

    Optional<Agreed> of(Handle tx, AccountId account) {
        var stamp = stamp(tx, account).orElse(null);
        if (stamp == null) {
            return Optional.empty();
        }
        var known = kept.get(account);
        if (known != null && known.stamp.equals(stamp)) {
            kept.put(account, new Kept(stamp, known.agreed, System.nanoTime()));
            return Optional.of(known.agreed);
        }
        var agreed = read(tx, account);
        // Between the two questions somebody may have saved: then this is newer than its stamp, and is not kept.
        agreed.filter(one -> stamp(tx, account).equals(Optional.of(stamp)))
                .ifPresent(one -> kept.put(account, new Kept(stamp, one, System.nanoTime())));
        return agreed;
    }

    /// What was found to hold lately enough, if anybody has looked.
    Optional<Agreed> lately(AccountId account, Duration before) {
        return Optional.ofNullable(kept.get(account))
                .filter(one -> System.nanoTime() - one.seen < before.toNanos())
                .map(Kept::agreed);
    }

    /// As it lies in the database.
    Optional<Agreed> read(Handle tx, AccountId account) {
        return integrations.latest(tx, account).map(integration -> {
            var stored = versions.last(tx, account, integration.id())
                    .map(one -> settings(one.document(), one.version().n()))
                    .orElseGet(() -> Settings.initial(timeline(integration.crm())));
            var known = integrations.known(tx, account, integration.id());
            return new Agreed(
                    integration.id(),
                    integration.crm(),
                    integration.connected(),
                    Roster.merged(stored, channels.ever(tx, account)),
                    known.map(Integrations.Known::catalogue).orElseGet(() -> new Catalogue(List.of(), List.of())),
                    known.map(Integrations.Known::at).orElse(Instant.EPOCH));
        });
    }

    /// The settings of an earlier version, with the channels of today.
    Optional<Settings> version(Handle tx, AccountId account, IntegrationId integration, long n) {
        return versions.find(tx, account, integration, n)
                .map(stored -> Roster.merged(settings(stored.document(), n), channels.ever(tx, account)));
    }

    /// What holds before anything was saved.
    Settings unsaved(Handle tx, AccountId account, String crm) {
        return Roster.merged(Settings.initial(timeline(crm)), channels.ever(tx, account));
    }

    Optional<SettingsDesk.Past> past(Handle tx, AccountId account, Agreed agreed, long n) {
        return version(tx, account, agreed.integration(), n).map(settings -> {
            var left = new HashSet<>(Roster.mentioned(settings));
            left.removeAll(agreed.staff().active());
            var editable = Roster.editable(settings.without(left), Roster.deleted(channels.ever(tx, account)));
            return new SettingsDesk.Past(
                    Document.of(editable),
                    left.stream().map(agreed::name).sorted().toList());
        });
    }

    Document document(Handle tx, AccountId account, Agreed agreed) {
        var deleted = Roster.deleted(channels.ever(tx, account));
        return Document.of(Roster.editable(agreed.settings(), deleted));
    }

    /// R51a.
    static TimelineMode timeline(String crm) {
        return switch (crm) {
            case "builtin", "bitrix24" -> TimelineMode.EACH;
            default -> TimelineMode.HOURLY;
        };
    }

    private static Settings settings(Document document, long version) {
        var settings = document.settings();
        return Roster.with(settings, version, settings.channels());
    }

    private Optional<Stamp> stamp(Handle tx, AccountId account) {
        return tx.createQuery("""
            SELECT integration.id, integration.deleted_at IS NULL AS connected, last.version, last.saved,
                catalogue.xmin::text AS refreshed,
                (SELECT coalesce(sum(revision), 0)::bigint FROM channel WHERE account_id = :account) AS channels
            FROM integration
            LEFT JOIN catalogue
                ON catalogue.account_id = integration.account_id AND catalogue.integration_id = integration.id
            LEFT JOIN LATERAL (
                SELECT version, xmin::text AS saved
                FROM settings_version
                WHERE account_id = integration.account_id AND integration_id = integration.id
                ORDER BY version DESC
                LIMIT 1) AS last ON true
            WHERE integration.account_id = :account
            ORDER BY integration.deleted_at IS NULL DESC, integration.deleted_at DESC, integration.id DESC
            LIMIT 1
            """)
                .bind("account", account.value())
                .map((rs, _) -> new Stamp(
                        new IntegrationId(rs.getLong("id")),
                        rs.getBoolean("connected"),
                        rs.getLong("version"),
                        rs.getString("saved"),
                        rs.getString("refreshed"),
                        rs.getLong("channels")))
                .findOne();
    }
}
