package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// Many windows of one company that come back at once, to a hub that has hardly any connections to its database.
class WindowCrowdTest {

    private static final int WINDOWS_EACH = 60;
    private static final int MESSAGES = 9;
    private static final int READERS = 12;

    private static Hub hub;
    private static List<Person> people;
    private static Person stranger;
    private static Visitor client;
    private static String chat;

    @BeforeAll
    static void hire() {
        hub = Hub.start(List.of("--database-connections=3"));
        people = List.of(hub.person("Scrooge"), hub.person("Tony"), hub.person("Natasha"));
        stranger = hub.person("Steve");
        hub.agree(document -> {
            document.putObject("defaultChannel");
            var channel = (ObjectNode) document.path("channels").get(0);
            channel.put("ticked", true);
            var roles = channel.putObject("roles");
            var access = channel.putObject("access");
            for (var person : people) {
                roles.putObject(person.employee()).put("role", "manager").put("receivesNewClients", true);
                access.put(person.employee(), "WRITE");
            }
            var pipeline = hub.settings().path("pipelines").get(0);
            var newClients = (ObjectNode) channel.path("newClients");
            newClients.put("pipeline", pipeline.path("id").asString());
            newClients.put("stage", pipeline.path("stages").get(0).path("id").asString());
            newClients.put("algorithm", "FIRST_RESPONDER");
        });
        var key = hub.owner()
                .get("/channels")
                .json()
                .path("rows")
                .path(0)
                .path("key")
                .asString();
        client = new Visitor(hub, key, "Anna");
        client.writes("Hello");
        Hub.await(
                true, () -> people.stream().allMatch(person -> person.clients().contains("Anna")));
        chat = people.getFirst().chat("Anna").path("id").asString();
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    @DisplayName(
            "R15: however many come back at once, none is sent away, each is told every message once and in order, "
                    + "and whoever has no role is told nothing")
    void aCrowdComesBack() {
        var before = people.getFirst().get("/boot").json().path("pos").asString();
        var lines = new ArrayList<LiveLine>();
        var strange = new ArrayList<LiveLine>();
        var refused = ConcurrentHashMap.<Integer>newKeySet();
        var isOver = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WINDOWS_EACH; i++) {
                people.forEach(_ -> lines.add(new LiveLine(hub, null)));
                strange.add(new LiveLine(hub, null));
            }
            // Whoever opens a chat asks who else has it open, with a connection in his hand.
            IntStream.range(0, READERS).forEach(_ -> threads.execute(() -> openTheChat(isOver, refused)));
            threads.execute(() -> IntStream.range(0, MESSAGES).forEach(i -> client.writes("Message " + i)));
            for (int i = 0; i < lines.size(); i++) {
                var line = lines.get(i);
                var person = people.get(i % people.size());
                threads.execute(() -> line.hello(LiveLine.ticket(person), before, chat));
            }
            strange.forEach(line -> threads.execute(() -> line.hello(LiveLine.ticket(stranger), before, chat)));
            try {
                Hub.await(
                        "all are told all",
                        () -> lines.stream()
                                .allMatch(
                                        line -> line.closed != 0 || texts(line).contains("Message " + (MESSAGES - 1))));
                Hub.await(
                        "the others are in",
                        () -> strange.stream()
                                .noneMatch(line -> line.of("ready").isEmpty()));
            } finally {
                isOver.set(true);
            }
        }
        assertEquals(
                Set.of(0), new HashSet<>(lines.stream().map(line -> line.closed).toList()));
        assertEquals(Set.of(), refused);
        var said = IntStream.range(0, MESSAGES).mapToObj(i -> "Message " + i).toList();
        for (var line : lines) {
            assertEquals(said, texts(line));
            WindowStoryTest.positionsFollowEachOther(line);
        }
        lines.forEach(LiveLine::close);
        for (var line : strange) {
            assertEquals(List.of(), texts(line));
            assertFalse(line.frames.toString().contains("Anna"), line.frames.toString());
        }
        strange.forEach(LiveLine::close);
    }

    @Test
    @DisplayName("Of many who ask at the same moment each is taken for himself, and whoever has signed out for nobody")
    void eachIsHimself() throws Exception {
        var gone = hub.person("Clara");
        assertEquals(204, gone.delete("/session").status());
        var everybody = List.of(people.get(0), gone, people.get(1), stranger, people.get(2));
        var answers = new ArrayList<Future<Person.Answer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WINDOWS_EACH * everybody.size(); i++) {
                var person = everybody.get(i % everybody.size());
                answers.add(threads.submit(() -> person.get("/session")));
            }
        }
        for (int i = 0; i < answers.size(); i++) {
            var person = everybody.get(i % everybody.size());
            var answer = answers.get(i).get();
            if (person == gone) {
                assertEquals(401, answer.status());
            } else {
                assertEquals(person.name(), answer.json().path("name").asString(), answer.toString());
            }
        }
    }

    @Test
    @DisplayName("Of many who come at the same moment with the same ticket one gets in")
    void oneTicketForMany() {
        var ticket = LiveLine.ticket(people.getFirst());
        var lines = IntStream.range(0, WINDOWS_EACH)
                .mapToObj(_ -> new LiveLine(hub, null))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            lines.forEach(line -> threads.execute(() -> line.hello(ticket, null)));
        }
        Hub.await(
                WINDOWS_EACH - 1L,
                () -> lines.stream().filter(line -> line.closed == 4401).count());
        Hub.await(
                1L,
                () -> lines.stream().filter(line -> !line.of("ready").isEmpty()).count());
        lines.forEach(LiveLine::close);
    }

    private static void openTheChat(AtomicBoolean isOver, Set<Integer> refused) {
        while (!isOver.get()) {
            var answer = people.getFirst().get("/chats/" + chat);
            if (answer.status() != 200) {
                refused.add(answer.status());
            }
        }
    }

    private static List<String> texts(LiveLine line) {
        return line.ops("messages").stream()
                .map(op -> op.path("row").path("text").asString(""))
                .toList();
    }
}
