package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import parley.app.Parley;
import parley.app.World;
import parley.channel.ChannelType;
import parley.crm.CrmType;
import parley.platform.Database;
import parley.platform.DatabaseConfig;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The whole Parley on a database of its own, driven as people drive it: over HTTP. The owner is Bruce.
public final class Hub implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    static final String PASSWORD = "correct horse battery staple";

    private final Path data;
    private final List<String> arguments;
    private final DatabaseConfig database;
    private World world;
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final Map<String, Person> people = new HashMap<>();
    private Parley parley;
    private final boolean alone;

    private Hub(List<String> more, List<CrmType> crms, ChannelType... channels) {
        try {
            data = Files.createTempDirectory("parley-story-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        database = Server.fresh(12);
        arguments = new ArrayList<>(List.of(
                "--data=" + data,
                "--port=0",
                "--database-url=" + database.url(),
                "--database-user=" + database.user(),
                "--database-password=" + database.password()));
        arguments.addAll(more);
        InstantSource clock = () -> Instant.now().plus(ahead.get());
        world = new World(clock, new SecureRandom(), List.of(channels), crms);
        parley = Parley.start(arguments, world);
        alone = true;
    }

    private Hub(Hub first, World world) {
        data = first.data;
        arguments = first.arguments;
        database = first.database;
        this.world = world;
        parley = Parley.start(arguments, world);
        alone = false;
    }

    /// A second process on the same database and the same folder of files, to be closed before the first.
    public Hub beside() {
        return new Hub(this, world);
    }

    /// The same on a machine whose clock is wrong by so much. It is asked for the time as a real one is, not told by
    /// {@link #later}.
    public Hub beside(Duration wrong) {
        var clock = InstantSource.offset(InstantSource.system(), wrong);
        return new Hub(this, new World(clock, true, world.random(), world.channels(), world.crms()));
    }

    /// Stops as a shutdown does, and starts again when the others have done this.
    public void away(Runnable others) {
        parley.close();
        others.run();
        parley = Parley.start(arguments, world);
    }

    /// Reaches behind the hub's back, for what would take weeks otherwise.
    public void inItsDatabase(Consumer<Handle> change) {
        try (var own = Database.open(database)) {
            own.useTransaction(change);
        }
    }

    /// A hub that Bruce has just set up, with the built-in CRM.
    public static Hub start(ChannelType... channels) {
        return start(List.of(), channels);
    }

    /// With keys as on the command line.
    public static Hub start(List<String> keys, ChannelType... channels) {
        return new Hub(keys, List.of(), channels).setUp();
    }

    /// A hub that knows more CRMs; the built-in one is connected.
    public static Hub knowing(List<CrmType> crms, ChannelType... channels) {
        return new Hub(List.of(), crms, channels).setUp();
    }

    /// A hub as it is after its first start: nobody can sign in.
    public static Hub empty(ChannelType... channels) {
        return new Hub(List.of(), List.of(), channels);
    }

    private Hub setUp() {
        var link = setUpLink();
        var bruce = new Person(this, "Bruce");
        var done = bruce.post("/setup", """
            {"token":"%s","name":"Bruce","email":"bruce@example.com","password":"%s","company":"Wayne","language":"en",
             "zone":"Europe/Moscow","demo":false}\
            """.formatted(link.substring(link.indexOf("token=") + 6), PASSWORD));
        assertEquals(201, done.status(), done.toString());
        bruce.is(done.json().path("employee").asString());
        people.put("Bruce", bruce);
        return this;
    }

    /// The one-time link of the first run.
    public String setUpLink() {
        return parley.setUpLink().orElseThrow();
    }

    public String address() {
        return parley.address();
    }

    /// The folder in which it keeps what is not in the database.
    Path data() {
        return data;
    }

    public int port() {
        return parley.port();
    }

    /// Where everything is stored.
    public DatabaseConfig database() {
        return database;
    }

    public Person owner() {
        return people.get("Bruce");
    }

    /// Somebody who works here and is signed in; made when he is named first. He has no role yet.
    public Person person(String name) {
        var known = people.get(name);
        if (known != null) {
            return known;
        }
        var email = name.toLowerCase(java.util.Locale.ROOT) + "@example.com";
        var made = owner().post(
                        "/crm/employees",
                        "{\"name\":\"%s\",\"email\":\"%s\",\"admin\":false,\"active\":true}".formatted(name, email));
        assertTrue(made.status() < 300, made.toString());
        assertTrue(owner().post("/integrations/" + integration() + "/refresh", "{}")
                        .status()
                < 300);
        return invite(name, employee(name));
    }

    /// Somebody who is this employee of the CRM and signs in for the first time.
    public Person invite(String name, String employee) {
        var email = name.toLowerCase(java.util.Locale.ROOT) + "@example.com";
        var invited = owner().post(
                        "/invitations",
                        "{\"employee\":\"%s\",\"email\":\"%s\",\"name\":\"%s\",\"administrator\":false,\"language\":\"en\"}"
                                .formatted(employee, email, name));
        assertEquals(201, invited.status(), invited.toString());
        var token = invited.json().path("link").asString().replaceFirst(".*token=", "");
        var person = new Person(this, name);
        var accepted =
                person.post("/invitations/accept", "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, PASSWORD));
        assertTrue(accepted.status() < 300, accepted.toString());
        person.is(employee);
        people.put(name, person);
        return person;
    }

    /// The id of an employee of the CRM, as of the last refresh.
    public String employee(String name) {
        for (var one : settings().path("employees")) {
            if (one.path("name").asString().equals(name)) {
                return one.path("id").asString();
            }
        }
        throw new AssertionError(
                "nobody is called " + name + " in " + settings().path("employees"));
    }

    public String integration() {
        return owner().get("/integrations")
                .json()
                .path("rows")
                .path(0)
                .path("id")
                .asString();
    }

    /// The settings as an administrator reads them.
    public ObjectNode settings() {
        return (ObjectNode)
                owner().get("/integrations/" + integration() + "/settings").json();
    }

    /// Saves the settings after a change to the document.
    public void agree(Consumer<ObjectNode> change) {
        var document = settings();
        for (var shown : List.of(
                "integration", "crm", "connected", "employees", "pipelines", "turns", "capabilities", "refreshedAt")) {
            document.remove(shown);
        }
        change.accept(document);
        var saved = owner().put("/integrations/" + integration() + "/settings", Json.write(document));
        assertEquals(200, saved.status(), saved.toString());
    }

    /// Connects a channel and answers its row.
    public JsonNode connect(String type, String name, String fields) {
        var done = owner().post(
                        "/channels", "{\"type\":\"%s\",\"name\":\"%s\",\"fields\":%s}".formatted(type, name, fields));
        assertTrue(done.status() < 300, done.toString());
        return done.json().path("row");
    }

    /// Stops as a shutdown does, and starts again on the same data.
    public void restart() {
        parley.close();
        parley = Parley.start(arguments, world);
    }

    /// Starts again as a version of Parley that brings other adapters along.
    public void restartWith(ChannelType... channels) {
        parley.close();
        world = new World(world.clock(), world.random(), List.of(channels), world.crms());
        parley = Parley.start(arguments, world);
    }

    /// Lets time pass for everything that asks the clock.
    public void later(Duration time) {
        ahead.updateAndGet(before -> before.plus(time));
    }

    /// Waits for something that happens by itself.
    public static void await(String what, BooleanSupplier happened) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!happened.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "still not: " + what);
            LockSupport.parkNanos(10_000_000);
        }
    }

    /// Waits until an answer is as expected, and shows the last one when it never is.
    public static <T> void await(T expected, Supplier<T> answer) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        var last = answer.get();
        while (!expected.equals(last) && System.nanoTime() < end) {
            LockSupport.parkNanos(10_000_000);
            last = answer.get();
        }
        assertEquals(expected, last);
    }

    @Override
    public void close() {
        parley.close();
        if (!alone) {
            return;
        }
        Server.drop(database);
        try (var paths = Files.walk(data)) {
            for (var path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
