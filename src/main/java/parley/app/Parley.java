package parley.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.auth.Auth;
import parley.auth.Passwords;
import parley.base.AccountId;
import parley.channel.ChannelLog;
import parley.channel.ChannelTools;
import parley.channel.Channels;
import parley.chat.ChatRoom;
import parley.chat.Feed;
import parley.crm.builtin.BuiltinCrmType;
import parley.http.Http;
import parley.http.Rooms;
import parley.platform.Backlog;
import parley.platform.CannotStart;
import parley.platform.Database;
import parley.platform.EmbeddedPostgres;
import parley.platform.Ingress;
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
import parley.settings.Crms;
import parley.settings.Integrations;
import parley.settings.SettingsDesk;

/// The house, wired by hand from the ground up: the order of the lines is the floor plan.
public final class Parley implements AutoCloseable {

    static final String POSTGRES = "postgres";
    static final String MEDIA = "media";

    /// The one company of this hub.
    public static final AccountId COMPANY = new AccountId(1);

    private final Closing closing;
    private final Auth auth;
    private final Http http;
    private final @Nullable URI publicUrl;
    private final String host;

    private Parley(Config config, World world, Closing closing) {
        this.closing = closing;
        this.publicUrl = config.http().publicUrl();
        this.host = config.http().host();
        var clock = world.clock();
        var random = world.random();

        // The ground
        makeFolder(config.data());
        var secrets = Secrets.of(config.data(), null, random);
        var embedded = config.database() == null
                ? closing.last(EmbeddedPostgres.start(config.data().resolve(POSTGRES), config.connections(), random))
                : null;
        var database = closing.last(Database.open(embedded == null ? config.database() : embedded.config()));
        var metrics = new Metrics();
        var neighbours = embedded == null ? Shards.Neighbours.POSSIBLE : Shards.Neighbours.NONE;
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
        var room = ChatRoom.open(jobs, (_, _, _) -> Optional.empty(), clock);
        var types = new java.util.ArrayList<>(Adapters.channels());
        types.addAll(world.channels());
        var channels = closing.last(new Channels(
                database,
                shards,
                secrets,
                types,
                tools,
                (tx, account, _) -> room.feed().publish(tx, account, Set.of(new Feed.Change.OfList("channels")))));
        var builtin = new BuiltinCrmType(database, clock, (_, _, keys) -> keys);
        var crms = new Crms(database, new Integrations(), secrets, List.of(builtin));
        var desk = new SettingsDesk(
                database,
                channels,
                crms,
                auth.audit,
                clock,
                (tx, account) -> room.feed().publish(tx, account, Set.of(new Feed.Change.OfSettings())));

        // Floor 3: the way in, the way out
        var workers = closing.last(new Workers(database, shards, work, Map.of(), metrics));
        var runner =
                closing.last(new JobRunner(database, shards, jobs, new JobHandlers(Map.of(), clock, random, metrics)));

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
                        ingress,
                        new Backlog(work, jobs, clock),
                        config.data(),
                        new FirstCompany(builtin, channels, desk),
                        new Readiness(database, clock),
                        metrics,
                        random));
        closing.last(http);

        shards.start();
        workers.start();
        runner.start();
        channels.start();
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
        return setUpLink()
                .map(link -> "Parley runs at " + address() + "\nSet it up here (the link works once): " + link)
                .orElse("Parley runs at " + address());
    }

    /// Takes nothing new, finishes what was acknowledged, and ends. Harmless twice.
    @Override
    public void close() {
        http.going();
        closing.close();
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
