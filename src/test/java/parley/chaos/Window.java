package parley.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;

/// A window as a browser holds it open: it keeps what it is told, watches every thread that it sees, and after a cut
/// resumes at its position on whichever hub is there.
final class Window implements AutoCloseable {

    /// The hub watches no more.
    private static final int WATCHED = 60;

    /// After which a browser takes its line for dead; the hub says something every 25 s.
    private static final Duration SILENCE = Duration.ofSeconds(40);

    final String name;
    private final Person person;
    private final Fleet fleet;
    private final History history;
    private final RandomGenerator random;
    private final Set<String> clients;
    private final Map<String, JsonNode> rows = new ConcurrentHashMap<>();
    private final Set<String> watched = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile @Nullable String position;
    private volatile @Nullable Line line;
    private volatile boolean closed;

    /// @param clients those of the round; of others it takes no notice
    Window(Person person, int number, Fleet fleet, History history, Set<String> clients, RandomGenerator random) {
        this.clients = clients;
        this.name = person.name + "#" + number;
        this.person = person;
        this.fleet = fleet;
        this.history = history;
        this.random = random;
        this.thread = Thread.ofVirtual().name("window-" + name).start(this::stayOpen);
    }

    private void stayOpen() {
        while (!closed) {
            try {
                var opened = open();
                line = opened;
                if (opened.awaitEnd(SILENCE)) {
                    var now = Instant.now();
                    history.add(new Event.Silent(name, opened.isHubAlive(), now.minus(SILENCE), now));
                }
            } catch (InterruptedException _) {
                return;
            } catch (Exception _) {
                // The hub is away; the next attempt asks another.
            }
            line = null;
            Patience.pause(200);
        }
    }

    private Line open() throws Exception {
        if (position == null) {
            fetch();
        }
        var ticket = person.post("/stream/tickets", "{}");
        if (!ticket.good()) {
            throw new IllegalStateException("no ticket");
        }
        var opened = Line.open(fleet.any(random), this::hear);
        hello(opened, ticket.json().path("ticket").asString());
        return opened;
    }

    /// What a window begins with: where the feed stands, and the list as it is.
    private void fetch() {
        var boot = asked("/boot");
        String next = "";
        do {
            var at = Instant.now();
            var page = asked("/chats?limit=200" + (next.isEmpty() ? "" : "&after=" + next));
            page.path("rows").forEach(row -> {
                if (clients.contains(client(row))) {
                    rows.put(row.path("id").asString(), row);
                    watched.add(row.path("id").asString());
                    history.add(new Event.Shown(name, person.name, client(row), null, 0, at));
                }
            });
            next = page.path("next").asString("");
        } while (!next.isEmpty());
        position = boot.path("pos").asString();
    }

    private JsonNode asked(String path) {
        var answer = person.get(path);
        if (!answer.good()) {
            throw new IllegalStateException(path + ": " + answer.status());
        }
        return answer.json();
    }

    private record Hello(String t, String ticket, @Nullable String after, List<String> watch, String build) {}

    private record Watch(String t, List<String> add, List<String> drop) {}

    private void hello(Line on, String ticket) {
        on.say(Json.write(new Hello("hello", ticket, position, List.copyOf(watched), "")));
    }

    private synchronized void hear(Line from, JsonNode frame) {
        if (from.isOver()) {
            return;
        }
        switch (frame.path("t").asString()) {
            case "ready" -> position = frame.path("pos").asString();
            case "reset" -> forget(from);
            case "resync" -> from.close();
            case "stale" -> restart(frame.path("chat").asString());
            case "beat" -> moved(frame);
            case "rows" -> {
                moved(frame);
                frame.path("ops").forEach(op -> apply(from, op));
            }
            default -> {
                // Presence, typing, going.
            }
        }
    }

    /// Everything is fetched anew: this window begins again with nothing and is told what changes from now on.
    private void forget(Line from) {
        position = null;
        rows.clear();
        watched.clear();
        history.add(new Event.Restarted(name, null, Instant.now()));
        from.close();
    }

    private void restart(String chat) {
        var row = rows.get(chat);
        if (row != null) {
            history.add(new Event.Restarted(name, client(row), Instant.now()));
        }
    }

    private void moved(JsonNode frame) {
        var told = position;
        var previous = frame.path("prev").asString();
        if (told != null && !told.equals(previous)) {
            history.add(new Event.Torn(name, Long.parseLong(told), Long.parseLong(previous), Instant.now()));
        }
        position = frame.path("pos").asString();
    }

    private void apply(Line from, JsonNode op) {
        var row = op.path("row");
        if (op.path("put").asString("").equals("chats")) {
            put(from, row);
        } else if (op.path("remove").asString("").equals("chats")) {
            var id = op.path("id").asString();
            restart(id);
            rows.remove(id);
            if (watched.remove(id)) {
                from.say(Json.write(new Watch("watch", List.of(), List.of(id))));
            }
        } else if (op.path("put").asString("").equals("messages")) {
            message(row);
        }
    }

    private static String client(JsonNode row) {
        return row.path("name").asString("");
    }

    private void put(Line from, JsonNode row) {
        if (!clients.contains(client(row))) {
            return;
        }
        var id = row.path("id").asString();
        var known = rows.get(id);
        if (known == null || known.path("v").asLong() <= row.path("v").asLong()) {
            rows.put(id, row);
        }
        history.add(new Event.Shown(name, person.name, client(row), null, 0, Instant.now()));
        if (watched.size() < WATCHED && watched.add(id)) {
            history.add(new Event.Restarted(name, client(row), Instant.now()));
            from.say(Json.write(new Watch("watch", List.of(id), List.of())));
        }
    }

    private void message(JsonNode row) {
        var chat = rows.get(row.path("chat").asString());
        var text = row.path("text").asString("");
        var client = Texts.client(text).isEmpty() && chat != null ? client(chat) : Texts.client(text);
        var seq = Long.parseLong(row.path("seq").asString());
        history.add(new Event.Shown(name, person.name, client, text, seq, Instant.now()));
    }

    Person person() {
        return person;
    }

    /// What it holds at the moment, by the names of clients: the last message of each chat.
    Map<String, String> chats() {
        var chats = new TreeMap<String, String>();
        rows.values().forEach(row -> chats.put(client(row), inShort(row)));
        return chats;
    }

    /// What of a row must not be old.
    static String inShort(JsonNode row) {
        return row.path("kind").asString() + " " + row.path("unanswered").asInt() + " "
                + row.path("attention").asString() + " "
                + row.path("last").path("text").asString("") + " "
                + row.path("last").path("status").asString("");
    }

    /// Where it is and how it is, in words.
    String state() {
        return name + " at " + position + " " + (line == null ? "without a line" : line);
    }

    /// The id of this client's chat, when the window has it.
    Optional<String> chat(String client) {
        return rows.values().stream()
                .filter(row -> client(row).equals(client))
                .map(row -> row.path("id").asString())
                .findFirst();
    }

    /// The position up to which it knows everything; 0 while it has none.
    long position() {
        var known = position;
        return known == null || line == null ? 0 : Long.parseLong(known);
    }

    /// A reader that stops reading, as a laptop that is closed.
    void stopReading(boolean stopped) {
        var open = line;
        if (open != null) {
            open.read(!stopped);
        }
    }

    @Override
    public void close() {
        closed = true;
        var open = line;
        if (open != null) {
            open.close();
        }
        thread.interrupt();
    }
}
