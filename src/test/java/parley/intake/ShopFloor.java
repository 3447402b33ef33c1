package parley.intake;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import parley.auth.Auth;
import parley.auth.Passwords;
import parley.auth.Viewer;
import parley.base.AccountId;
import parley.base.Address;
import parley.base.ChannelId;
import parley.base.ChatType;
import parley.channel.ChannelLog;
import parley.channel.ChannelTools;
import parley.channel.Channels;
import parley.channel.Inbound;
import parley.chat.ChatRoom;
import parley.chat.Feed;
import parley.chat.RouteOrder;
import parley.chat.TimelineLines.NoteOrder;
import parley.crm.PaperCrm;
import parley.crm.PaperHouse;
import parley.platform.Database;
import parley.platform.DatabaseConfig;
import parley.platform.Ingress;
import parley.platform.JobHandler;
import parley.platform.JobHandlers;
import parley.platform.JobRunner;
import parley.platform.Jobs;
import parley.platform.Media;
import parley.platform.Metrics;
import parley.platform.Secrets;
import parley.platform.Shards;
import parley.platform.Work;
import parley.platform.Workers;
import parley.settings.Crms;
import parley.settings.Integrations;
import parley.settings.SettingsDesk;
import parley.story.Server;
import parley.timeline.Timeline;
import parley.timeline.Windows;

/// The rooms of a company with a paper CRM and paper messengers: everything between them is the real thing, on a real
/// database. Time stands still until somebody moves it.
public abstract class ShopFloor implements AutoCloseable {

    public static final AccountId COMPANY = new AccountId(1);
    public static final Instant OPENING = Instant.parse("2026-11-24T09:00:00Z");

    static final Duration PATIENCE = Duration.ofSeconds(20);

    public final PaperCrm crm;
    private final DatabaseConfig config = Server.fresh(12);
    public final Database database = Database.open(config);
    public final SettingsDesk desk;
    public final ChatRoom room;
    public final ChannelId whatsapp;
    public final ChannelId telegram;
    final PaperNetwork phones = new PaperNetwork("whatsapp");
    final PaperNetwork names = new PaperNetwork("telegram");
    final List<String> typing = new CopyOnWriteArrayList<>();
    final Intake intake;
    final Metrics metrics = new Metrics();
    final AtomicReference<Instant> now = new AtomicReference<>(OPENING);
    final InstantSource clock = now::get;
    final AtomicInteger deliveries = new AtomicInteger();
    final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    final Path data;
    final Jobs jobs = new Jobs(clock);
    final Work work = new Work();
    final Shards shards = new Shards(database, "shop", Shards.Neighbours.NONE, _ -> {});
    final Ingress ingress;
    final Channels channels;
    final Map<String, JobHandler> handlers;
    final CrmWatch watch;
    Workers workers;
    JobRunner runner;

    /// @param people of the CRM
    ShopFloor(String... people) {
        crm = new PaperCrm(clock, people);
        try {
            data = Files.createTempDirectory("parley-shop-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var secrets = Secrets.of(data, null, random);
        ingress = new Ingress(database, Ingress.Limits.USUAL, metrics, work, random);
        var media = new Media(database, data.resolve("media"), clock, random);
        var auth = new Auth(database, new Passwords(random), clock, random);
        database.useTransaction(tx -> auth.accounts.found(tx, COMPANY, "Wayne", "en", ZoneId.of("UTC")));
        var feed = new Feed(clock);
        channels = new Channels(
                database,
                shards,
                secrets,
                List.of(phones, names),
                new ChannelTools(
                        HttpClient.newHttpClient(),
                        clock,
                        random,
                        null,
                        ChannelLog.stored(database, COMPANY, clock),
                        (_, _) -> {},
                        null),
                (_, _, _) -> {});
        var integrations = new Integrations();
        var crms = new Crms(database, integrations, secrets, PaperHouse.tools(clock), jobs, List.of(crm));
        desk = new SettingsDesk(database, channels, crms, auth.audit, clock, (tx, account) -> {
            Distribution.ask(tx, jobs, account);
            feed.publish(tx, account, java.util.Set.of(new Feed.Change.OfSettings()));
        });
        room = ChatRoom.open(feed, jobs, new Windows(desk, auth.accounts), clock);
        var around = new Surroundings(database, room, channels, desk, crms, jobs, clock, metrics);
        intake = new Intake(around, (_, chat) -> typing.add(chat.toString()));
        var changes = new CrmChanges(around);
        watch = new CrmWatch(around, integrations, shards, Duration.ofMillis(200));
        handlers = Map.of(
                RouteOrder.KIND,
                intake::route,
                Distribution.KIND,
                new Distribution(around, intake, changes),
                CrmChanges.KIND,
                changes,
                Fetching.KIND,
                new Fetching(around, media, 1_000),
                Acknowledging.KIND,
                new Acknowledging(channels),
                NoteOrder.KIND,
                new Timeline(database, room, crms, auth.accounts, () -> URI.create("https://parley.example"), clock));
        shards.start();
        desk.connect(owner(), "builtin", Map.of(), "127.0.0.1");
        whatsapp = connect("whatsapp", "Shop");
        telegram = connect("telegram", "Bot");
        workers = workers();
        runner = runner();
        watch.start();
    }

    private ChannelId connect(String type, String name) {
        var connected = channels.connect(COMPANY, type, name, Map.of("token", name.toLowerCase(java.util.Locale.ROOT)));
        return assertInstanceOf(Channels.Connected.Done.class, connected)
                .channel()
                .id();
    }

    private Workers workers() {
        var made = new Workers(database, shards, work, Map.of(Work.RAW, intake::receive), _ -> {}, new Metrics());
        made.start();
        return made;
    }

    private JobRunner runner() {
        var made = new JobRunner(database, shards, jobs, new JobHandlers(handlers, clock, random, new Metrics()));
        made.start();
        return made;
    }

    /// Everything that works by itself stops and starts anew; what was under way is done again.
    void restart() {
        workers.close();
        runner.close();
        database.useTransaction(tx -> tx.execute("UPDATE job SET state = 'due' WHERE state = 'running'"));
        workers = workers();
        runner = runner();
    }

    public static Viewer owner() {
        return new Viewer(COMPANY, 1, null, true, "Bruce", "en");
    }

    public static final String BY_TURN = "{'pipeline':'sales','stage':'new','algorithm':'BY_TURN','useWeights':false}";
    static final String FIRST = "{'pipeline':'sales','stage':'new','algorithm':'FIRST_RESPONDER','useWeights':false}";
    static final String UNSORTED =
            "{'pipeline':'sales','stage':'unsorted','algorithm':'FIRST_RESPONDER','useWeights':false}";

    /// A client of WhatsApp, whose phone the messenger vouches for.
    public static Inbound.Client phone(String name, String phone) {
        return Inbound.Client.of(new Address(new ChatType("whatsapp"), phone.substring(1), phone, null), name);
    }

    /// A client of Telegram, of whom only the id and the username are known.
    public static Inbound.Client user(String name, String id) {
        return Inbound.Client.of(
                new Address(new ChatType("telegram"), id, null, name.toLowerCase(java.util.Locale.ROOT)), name);
    }

    static Inbound.Client client(Inbound inbound) {
        return switch (inbound) {
            case Inbound.Message one -> one.client();
            case Inbound.Echo one -> one.client();
            case Inbound.Edited one -> one.client();
            case Inbound.Deleted one -> one.client();
            case Inbound.Reacted one -> one.client();
            case Inbound.Status one -> one.client();
            case Inbound.Watermark one -> one.client();
            case Inbound.Reachable one -> one.client();
            case Inbound.Moved one -> one.client();
            case Inbound.Pressed one -> one.client();
            case Inbound.Typing one -> one.client();
            case Inbound.TemplatesChanged _, Inbound.Ignored _ -> throw new IllegalArgumentException("nobody's");
        };
    }

    @Override
    public void close() {
        watch.close();
        workers.close();
        runner.close();
        ingress.close();
        channels.close();
        shards.close();
        database.close();
        Server.drop(config);
    }
}
