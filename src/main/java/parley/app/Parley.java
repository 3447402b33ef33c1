package parley.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import parley.auth.Auth;
import parley.auth.Passwords;
import parley.base.AccountId;
import parley.base.ChatId;
import parley.channel.ChannelLog;
import parley.channel.ChannelTools;
import parley.channel.Channels;
import parley.chat.ChatRoom;
import parley.chat.Feed;
import parley.chat.FileLinks;
import parley.chat.RouteOrder;
import parley.chat.TimelineLines.NoteOrder;
import parley.crm.NoteFilter;
import parley.crm.builtin.BuiltinCrmType;
import parley.delivery.Delivery;
import parley.delivery.Ways;
import parley.http.Http;
import parley.http.Rooms;
import parley.inbox.Inbox;
import parley.inbox.Streams;
import parley.intake.Acknowledging;
import parley.intake.CrmChanges;
import parley.intake.CrmWatch;
import parley.intake.Distribution;
import parley.intake.Fetching;
import parley.intake.Intake;
import parley.intake.Surroundings;
import parley.platform.Backlog;
import parley.platform.CannotStart;
import parley.platform.Database;
import parley.platform.DatabaseConfig;
import parley.platform.EmbeddedPostgres;
import parley.platform.Ingress;
import parley.platform.JobHandler;
import parley.platform.JobHandlers;
import parley.platform.JobRunner;
import parley.platform.Jobs;
import parley.platform.Media;
import parley.platform.Metrics;
import parley.platform.OutgoingHttp;
import parley.platform.Secrets;
import parley.platform.Shards;
import parley.platform.Work;
import parley.platform.Workers;
import parley.realtime.Loudspeaker;
import parley.settings.Crms;
import parley.settings.Integrations;
import parley.settings.SettingsDesk;
import parley.timeline.NoteAccess;
import parley.timeline.Timeline;
import parley.timeline.Windows;

/// The house, wired by hand from the ground up: the order of the lines is the floor plan.
public final class Parley implements AutoCloseable {

    static final String POSTGRES = "postgres";
    static final String MEDIA = "media";

    /// The one company of this hub.
    public static final AccountId COMPANY = new AccountId(1);

    /// How long a change in a CRM that wakes nobody may go unnoticed (R23).
    private static final Duration CRM_POLL = Duration.ofSeconds(3);

    private static final long LARGEST_FILE = 100L << 20;

    private final Closing closing;
    private final Auth auth;
    private final Http http;
    private final Streams streams;
    private final @Nullable URI publicUrl;
    private final String host;
    private @Nullable DemoCompany demo;

    /// Who may see which note. Until the settings are there: nobody.
    private NoteFilter notes = (_, _, _) -> Set.of();

    private Parley(Config config, World world, Closing closing) {
        this.closing = closing;
        this.publicUrl = config.http().publicUrl();
        this.host = config.http().host();
        var clock = world.clock();
        var random = world.random();

        // The ground
        makeFolder(config.data());
        var secrets = Secrets.of(config.data(), config.masterKey().configured(), random);
        var own = config.database();
        var database = closing.last(Database.open(own == null ? embedded(config, random) : own));
        MasterKey.check(database, secrets, config.masterKey().takeIt());
        var metrics = new Metrics();
        var neighbours = own == null ? Shards.Neighbours.NONE : Shards.Neighbours.POSSIBLE;
        var shards = closing.last(new Shards(database, processName(world), neighbours));
        var work = new Work();
        var jobs = new Jobs(clock);
        var ingress = closing.last(new Ingress(database, Ingress.Limits.USUAL, metrics, work::wake, random));
        var media = new Media(database, config.data().resolve(MEDIA), clock, random);

        // Floor 1: gates
        auth = new Auth(database, new Passwords(random), clock, random);
        database.useTransaction(tx -> auth.accounts.found(tx, COMPANY, "", "ru", ZoneId.of("Europe/Moscow")));
        var tools = new ChannelTools(
                OutgoingHttp.client(OutgoingHttp.Policy.TRUSTED),
                clock,
                random,
                config.http().publicUrl(),
                ChannelLog.stored(database, COMPANY, clock),
                new IngressInlet(ingress),
                new ChannelFiles(COMPANY, media));

        // Floor 2: what was said, what was agreed
        var feed = new Feed(clock);
        var types = new java.util.ArrayList<>(Adapters.channels());
        types.addAll(world.channels());
        var news = new ChannelNews(feed, jobs);
        var channels = closing.last(new Channels(database, shards, secrets, types, tools, news));
        var builtin = new BuiltinCrmType(
                database,
                clock,
                (account, employee, keys) -> notes.visible(account, employee, keys),
                jobs,
                secrets,
                random);
        var integrations = new Integrations();
        var crms = new Crms(database, integrations, secrets, List.of(builtin));
        var desk = new SettingsDesk(database, channels, crms, auth.audit, clock, (tx, account) -> {
            Distribution.ask(tx, jobs, account);
            feed.publish(tx, account, Set.of(new Feed.Change.OfSettings()));
        });
        var room = ChatRoom.open(feed, jobs, new Windows(desk, auth.accounts), clock);

        // Floor 3: the way in, the way out
        var around = new Surroundings(database, room, channels, desk, crms, jobs, clock, metrics);
        var intake = new Intake(around, this::clientTypes);
        var changes = new CrmChanges(around);
        var watch = closing.last(new CrmWatch(around, integrations, shards, CRM_POLL));
        var delivery = Delivery.open(
                new Ways(database, room, channels, desk, crms, jobs, media, clock), new FileLinks(secrets, clock));

        // Floor 4: what sellers see, what the CRM's card shows
        notes = new NoteAccess(database, room.chats(), desk);
        var timeline = new Timeline(database, room, crms, auth.accounts, () -> URI.create(address()), clock);

        var loudspeaker = closing.last(new Loudspeaker(accounts -> database.read(tx -> feed.positions(tx, accounts))));
        feed.listen(loudspeaker::hint);
        var inbox = Inbox.open(new Inbox.Below(
                database, auth, channels, room, desk, crms, delivery.attachments()::url, loudspeaker, clock));
        streams = closing.last(inbox.streams());

        // Everything that is done by and by
        var workers = closing.last(new Workers(database, shards, work, Map.of(Work.RAW, intake::receive), metrics));
        var forgetting = new Forgetting(database, jobs, room, clock);
        var handlers = new HashMap<String, JobHandler>(delivery.handlers());
        handlers.putAll(Map.ofEntries(
                Map.entry(Forgetting.KIND, forgetting),
                Map.entry(RouteOrder.KIND, intake::route),
                Map.entry(Distribution.KIND, new Distribution(around, intake, changes)),
                Map.entry(CrmChanges.KIND, changes),
                Map.entry(Fetching.KIND, new Fetching(around, media, LARGEST_FILE)),
                Map.entry(Acknowledging.KIND, new Acknowledging(channels)),
                Map.entry(NoteOrder.KIND, timeline),
                Map.entry(
                        BuiltinCrmType.WEBHOOK,
                        builtin.deliveries(OutgoingHttp.client(new OutgoingHttp.Policy(
                                Duration.ofSeconds(5), Duration.ofSeconds(15), false, config.webhookHosts()))))));
        var runner =
                closing.last(new JobRunner(database, shards, jobs, new JobHandlers(handlers, clock, random, metrics)));

        var backlog = new Backlog(work, jobs, clock);
        Gauges.open(metrics, database, backlog, COMPANY);

        // Floor 5: the door
        http = Http.start(
                config.http(),
                new Rooms(
                        COMPANY,
                        database,
                        auth,
                        channels,
                        desk,
                        crms,
                        inbox,
                        delivery,
                        ingress,
                        backlog,
                        config.data(),
                        new FirstCompany(builtin, channels, desk, this::address, random),
                        new Readiness(database, clock),
                        metrics,
                        random));
        closing.last(http);

        shards.start();
        workers.start();
        runner.start();
        channels.start();
        watch.start();
        forgetting.begin(COMPANY);

        if (config.http().demo()) {
            demo = new DemoCompany(
                    COMPANY,
                    new DemoCompany.Rooms(database, auth, builtin, channels, desk, delivery, random, this::address),
                    config.data());
            var rooms = new DemoTalks.Rooms(database, room, channels, delivery.reply(), world, URI.create(address()));
            demo.found().ifPresent(stage -> closing.last(DemoTalks.begin(stage, rooms)));
        }
    }

    private void clientTypes(AccountId account, ChatId chat) {
        streams.clientTypes(account, chat);
    }

    /// Opens everything. Throws {@link parley.platform.CannotStart} with a sentence for people.
    static Parley start(Config config, World world) {
        var closing = new Closing();
        try {
            return new Parley(config, world, closing);
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    /// The same for whoever starts a hub from a program: keys as on the command line.
    public static Parley start(List<String> arguments, World world) {
        return start(Config.read(arguments, Map.of()), world);
    }

    public int port() {
        return http.port();
    }

    /// How the hub is reached from outside.
    public String address() {
        return publicUrl == null
                ? "http://" + (host.equals("0.0.0.0") ? "localhost" : host) + ":" + port()
                : publicUrl.toString();
    }

    /// The one-time link of the first run, while nobody can sign in. A new one ends the one before.
    public Optional<String> setUpLink() {
        return auth.firstRun.link(COMPANY).map(token -> address() + "/app/setup?token=" + token);
    }

    String greeting() {
        var here = publicUrl == null ? "" : " (on this machine: http://" + host + ":" + port() + ")";
        return "Parley runs at " + address() + here
                + setUpLink()
                        .map(link -> "\nSet it up here (the link works once): " + link)
                        .orElse("")
                + (demo == null ? "" : demo.greeting());
    }

    /// Takes nothing new, finishes what was acknowledged, and ends. Harmless twice.
    @Override
    public void close() {
        http.going();
        streams.going();
        closing.close();
    }

    /// The database that Parley brings along, which nobody else works on.
    private DatabaseConfig embedded(Config config, RandomGenerator random) {
        return closing.last(EmbeddedPostgres.start(config.data().resolve(POSTGRES), config.connections(), random))
                .config();
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new CannotStart("The folder " + folder + " cannot be made: " + e.getMessage(), e);
        }
    }

    /// Random: a restarted process must not inherit its own old leases.
    private static String processName(World world) {
        var bytes = new byte[8];
        world.random().nextBytes(bytes);
        return ProcessHandle.current().pid() + "-" + HexFormat.of().formatHex(bytes);
    }
}
