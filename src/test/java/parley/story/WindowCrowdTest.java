package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
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
    private static Visitor client;
    private static String chat;

    @BeforeAll
    static void hire() {
        hub = Hub.start(List.of("--database-connections=3"));
        people = List.of(hub.person("Scrooge"), hub.person("Tony"), hub.person("Natasha"));
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
            "However many come back at once, none is sent away, and each is told every message once and" + " in order")
    void aCrowdComesBack() {
        var before = people.getFirst().get("/boot").json().path("pos").asString();
        var lines = new ArrayList<LiveLine>();
        var refused = ConcurrentHashMap.<Integer>newKeySet();
        var isOver = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tickets = new ArrayList<String>();
            for (int i = 0; i < WINDOWS_EACH; i++) {
                for (var person : people) {
                    tickets.add(LiveLine.ticket(person));
                    lines.add(new LiveLine(hub, null));
                }
            }
            // Whoever opens a chat asks who else has it open, with a connection in his hand.
            IntStream.range(0, READERS).forEach(_ -> threads.execute(() -> openTheChat(isOver, refused)));
            threads.execute(() -> IntStream.range(0, MESSAGES).forEach(i -> client.writes("Message " + i)));
            IntStream.range(0, lines.size())
                    .forEach(i -> threads.execute(() -> lines.get(i).hello(tickets.get(i), before, chat)));
            try {
                Hub.await(
                        "all are told all",
                        () -> lines.stream()
                                .allMatch(
                                        line -> line.closed != 0 || texts(line).contains("Message " + (MESSAGES - 1))));
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
