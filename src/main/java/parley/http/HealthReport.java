package parley.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.channel.Channels;
import parley.chat.RouteOrder;
import parley.chat.TimelineLines.NoteOrder;
import parley.chat.Unsent;
import parley.intake.CrmChanges;
import parley.intake.CrmHints;
import parley.intake.Distribution;
import parley.platform.Backlog;
import parley.platform.Database;
import parley.platform.Pulse;
import parley.rules.Candidates;
import parley.settings.Crms;
import parley.settings.Queue;
import parley.settings.SettingsDesk;
import parley.settings.SettingsDesk.Agreed;
import parley.webhooks.Delivery;
import parley.webhooks.Webhooks;

/// Gathers how the hub is. Every question is bounded, whatever the size of the company.
final class HealthReport {

    private static final int STUCK = 100;
    private static final Duration DAY = Duration.ofDays(1);

    /// Kinds of jobs that need the CRM (R76).
    private static final Set<String> CRM =
            Set.of(RouteOrder.KIND, NoteOrder.KIND, CrmChanges.KIND, CrmHints.KIND, Distribution.KIND);

    private final Database database;
    private final Channels channels;
    private final SettingsDesk desk;
    private final Crms crms;
    private final Backlog backlog;
    private final Webhooks webhooks;
    private final Path data;
    private final Unsent unsent = new Unsent();

    /// @param data the folder whose disk must not run full
    HealthReport(
            Database database,
            Channels channels,
            SettingsDesk desk,
            Crms crms,
            Backlog backlog,
            Webhooks webhooks,
            Path data) {
        this.database = database;
        this.channels = channels;
        this.desk = desk;
        this.crms = crms;
        this.backlog = backlog;
        this.webhooks = webhooks;
        this.data = data;
    }

    Health of(AccountId account) throws IOException {
        var lines = channels.all(account);
        var names = lines.stream().collect(Collectors.toMap(Channels.Channel::id, Channels.Channel::name));
        var agreed = desk.current(account).orElse(null);
        var waiting = desk.queues(account).stream()
                .filter(queue -> queue.waiting() > 0)
                .map(queue -> waiting(queue, names, agreed))
                .toList();
        var addresses = webhooks(account);
        var refusal = agreed == null
                ? null
                : IntegrationPages.Refusal.of(crms.trouble(account).orElse(null), crms.types(), agreed.crm());
        var disk = Files.getFileStore(data);
        var free = disk.getUsableSpace();
        var total = disk.getTotalSpace();
        return database.read(tx -> {
            var counts = backlog.counts(tx, account);
            var queues = backlog.pulse().queues(tx, account);
            return new Health(
                    lines.stream()
                            .map(one -> Health.Line.of(
                                    one, channels.face(one.type()).orElse(null)))
                            .toList(),
                    counts.work(),
                    counts.aside(),
                    queues,
                    agreed == null || !agreed.connected() ? null : crm(agreed, queues, refusal),
                    waiting,
                    failed(tx, account, names),
                    unknown(tx, account, names),
                    aside(tx, account, names),
                    backlog.stuckJobs(tx, account, STUCK).stream()
                            .map(Health.Stuck::of)
                            .toList(),
                    addresses,
                    server(backlog.pulse().server(tx), free, total));
        });
    }

    private List<Health.Webhook> webhooks(AccountId account) {
        var counts = webhooks.log().counts(account);
        return webhooks.subscriptions().all(account).stream()
                .map(one -> new Health.Webhook(
                        one.url(),
                        one.disabledAt(),
                        counts.getOrDefault(one.id(), Delivery.Counts.NONE).dead()))
                .filter(one -> one.off() != null || one.dead() > 0)
                .toList();
    }

    private static Health.Crm crm(Agreed agreed, List<Pulse.Queue> queues, IntegrationPages.@Nullable Refusal refusal) {
        var its = queues.stream().filter(queue -> CRM.contains(queue.kind())).toList();
        var oldest = its.stream()
                .filter(queue -> queue.tried() > 0)
                .min(Comparator.comparing(Pulse.Queue::oldest))
                .orElse(null);
        return new Health.Crm(
                agreed.integration().toString(),
                agreed.crm(),
                refusal,
                its.stream().mapToLong(Pulse.Queue::jobs).sum(),
                oldest == null ? null : oldest.oldest(),
                oldest == null ? null : oldest.trouble(),
                agreed.refreshedAt());
    }

    private static Health.Waiting waiting(Queue queue, Map<ChannelId, String> names, @Nullable Agreed agreed) {
        return new Health.Waiting(
                queue.channel().toString(),
                names.getOrDefault(queue.channel(), ""),
                queue.waiting(),
                agreed == null ? null : agreed.integration().toString(),
                agreed == null ? List.of() : idle(agreed, queue.channel()));
    }

    private static List<Health.Idle> idle(Agreed agreed, ChannelId channel) {
        return agreed.settings().channel(channel).stream()
                .flatMap(settings -> Candidates.of(settings, agreed.staff().active()).stream())
                .filter(candidate -> candidate.outReason() != null)
                .map(candidate ->
                        new Health.Idle(agreed.name(candidate.employee()), String.valueOf(candidate.outReason())))
                .limit(STUCK)
                .toList();
    }

    private List<Health.Failed> failed(Handle tx, AccountId account, Map<ChannelId, String> names) {
        return unsent.failed(tx, account, backlog.pulse().ago(DAY)).stream()
                .map(one -> new Health.Failed(
                        names.getOrDefault(one.channel(), ""), one.code(), one.messages(), one.last()))
                .toList();
    }

    private List<Health.Unknown> unknown(Handle tx, AccountId account, Map<ChannelId, String> names) {
        return unsent.unknown(tx, account).stream()
                .map(one -> new Health.Unknown(one.chat(), names.getOrDefault(one.channel(), ""), one.at()))
                .toList();
    }

    private List<Health.Aside> aside(Handle tx, AccountId account, Map<ChannelId, String> names) {
        return backlog.stuckWork(tx, account, STUCK).stream()
                .map(one -> new Health.Aside(
                        Long.toString(one.id()), one.kind(), names.get(one.channel()), one.error(), one.at()))
                .toList();
    }

    private static Health.Server server(Pulse.Server known, long free, long total) {
        var version = HealthReport.class.getPackage().getImplementationVersion();
        return new Health.Server(version, known.database(), known.bytes(), known.nodes(), free, total);
    }
}
