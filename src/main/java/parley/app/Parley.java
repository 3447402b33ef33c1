package parley.app;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.auth.Auth;
import parley.base.AccountId;
import parley.base.ChatId;
import parley.chat.FileLinks;
import parley.delivery.Delivery;
import parley.delivery.Ways;
import parley.http.Http;
import parley.http.Rooms;
import parley.http.counters.CounterService;
import parley.http.v3.Below;
import parley.http.v3.PublicApi;
import parley.inbox.Inbox;
import parley.inbox.Streams;
import parley.intake.CrmChanges;
import parley.intake.CrmHints;
import parley.intake.CrmWatch;
import parley.intake.Intake;
import parley.intake.Surroundings;
import parley.intake.TestMessage;
import parley.platform.Backlog;
import parley.realtime.Loudspeaker;
import parley.rehearsal.Rehearsal;
import parley.settings.CardDoor;
import parley.timeline.Timeline;
import parley.webhooks.Webhooks;
import parley.webhooks.Wire;

/// The house, wired by hand from the ground up: the order of the lines is the floor plan.
public final class Parley implements AutoCloseable {

    /// The one company of this hub.
    public static final AccountId COMPANY = new AccountId(1);

    private static final Duration CRM_LOOK = Duration.ofSeconds(1);

    private final Closing closing;
    private final Auth auth;
    private final Http http;
    private final Streams streams;
    private final CounterService counters;
    private final @Nullable URI publicUrl;
    private final String host;
    private @Nullable DemoCompany demo;

    private Parley(Config config, World world, Closing closing) {
        this.closing = closing;
        this.publicUrl = config.http().publicUrl();
        this.host = config.http().host();
        Http.warm();
        var ground = Ground.open(config, world, closing);
        var books = Books.open(ground, config, world, () -> URI.create(address()), closing);
        this.auth = books.auth();
        var database = ground.database();
        var room = books.room();
        var clock = ground.clock();

        // Floor 3: the way in, the way out
        var around = new Surroundings(
                database, room, books.channels(), books.desk(), books.crms(), ground.jobs(), clock, ground.metrics());
        var intake = new Intake(around, this::clientTypes);
        var changes = new CrmChanges(around);
        var hints = new CrmHints(around, books.integrations(), ground.random());
        var watch = closing.last(new CrmWatch(around, books.integrations(), ground.shards(), CRM_LOOK));
        var delivery = Delivery.open(
                new Ways(
                        database,
                        room,
                        books.channels(),
                        books.desk(),
                        books.crms(),
                        ground.jobs(),
                        ground.media(),
                        ground.strangers(),
                        clock),
                new FileLinks(ground.secrets(), clock));

        // Floor 4: what sellers see, what the CRM's card shows
        var timeline = new Timeline(database, room, books.crms(), auth.accounts, () -> URI.create(address()), clock);
        var feed = books.feed();
        var loudspeaker = closing.last(new Loudspeaker(accounts -> database.read(tx -> feed.positions(tx, accounts))));
        feed.listen(loudspeaker::hint);
        feed.listen(ground.hints()::changed);
        var heard = new HeardHints(ground.shards(), ground.work(), ground.jobs(), loudspeaker);
        var inbox = Inbox.open(new Inbox.Below(
                database,
                auth,
                books.channels(),
                room,
                books.desk(),
                books.crms(),
                delivery.attachments()::url,
                loudspeaker,
                clock));
        streams = closing.last(inbox.streams());
        closing.last(inbox.waiting());
        var wire = new Wire(
                (account, file) -> address() + delivery.attachments().links().lasting(account, file));
        var webhooks = closing.last(Webhooks.open(new Webhooks.Below(
                database,
                ground.shards(),
                ground.secrets(),
                ground.posts(),
                loudspeaker,
                room,
                books.channels(),
                books.desk(),
                wire,
                clock,
                ground.random())));

        books.creations().open(webhooks);

        var errands =
                Errands.open(ground, books, around, intake, changes, hints, delivery, timeline, webhooks, closing);
        var backlog = new Backlog(ground.work(), ground.jobs(), clock);
        Gauges.open(ground.metrics(), database, backlog, COMPANY);
        var health = closing.last(
                new HealthNews(database, ground.shards(), backlog, books.desk(), books.crms(), books.feed(), COMPANY));
        var pages = closing.last(new SearchPages(database, ground.shards(), COMPANY));

        // Floor 5: the door
        counters = closing.last(CounterService.open(auth.apiKeys, inbox.waiting(), ground.random()));
        http = Http.start(
                config.http(),
                new Rooms(
                        COMPANY,
                        database,
                        auth,
                        books.channels(),
                        books.desk(),
                        books.crms(),
                        new CardDoor(database, auth, books.channels(), books.desk(), books.crms(), config.frameLife()),
                        hints,
                        inbox,
                        new Rehearsal(database, room.chats(), books.desk()::propose, clock),
                        new TestMessage(database, room, books.channels(), clock),
                        delivery,
                        webhooks,
                        ground.ingress(),
                        backlog,
                        config.data(),
                        new FirstCompany(
                                books.builtin(), books.channels(), books.desk(), this::address, ground.random()),
                        new Readiness(database, clock),
                        PublicApi.open(new Below(
                                database,
                                auth,
                                books.channels(),
                                books.desk(),
                                books.crms(),
                                delivery,
                                inbox,
                                webhooks,
                                this::address,
                                config.frameLife(),
                                config.apiRate(),
                                clock,
                                ground.random())),
                        counters,
                        ground.metrics(),
                        ground.random()));
        closing.last(http);

        ground.shards().start();
        ground.hints().start(heard);
        errands.workers().start();
        errands.runner().start();
        books.channels().start();
        watch.start();
        webhooks.start();
        health.start();
        pages.start();
        errands.forgetting().begin(COMPANY);

        if (config.http().demo()) {
            show(ground, books, delivery, config, world);
        }
    }

    /// Invented clients and employees who talk.
    private void show(Ground ground, Books books, Delivery delivery, Config config, World world) {
        demo = new DemoCompany(
                COMPANY,
                new DemoCompany.Rooms(
                        ground.database(),
                        auth,
                        books.builtin(),
                        books.channels(),
                        books.desk(),
                        delivery,
                        ground.random(),
                        this::address),
                config.data());
        var rooms = new DemoTalks.Rooms(
                ground.database(), books.room(), books.channels(), delivery.reply(), world, URI.create(address()));
        demo.found().ifPresent(stage -> closing.last(DemoTalks.begin(stage, rooms)));
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
        counters.close();
        closing.close();
    }
}
