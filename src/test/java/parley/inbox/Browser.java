package parley.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import parley.auth.Tickets;
import parley.auth.Viewer;
import parley.base.ChatId;
import parley.base.EmployeeId;
import parley.platform.Json;
import parley.realtime.Frame;
import parley.realtime.Line;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A browser as the window's own code is one: whole rows put and removed by the rules of UX 6.4, threads kept while
/// they are watched, everything fetched anew after a reset.
final class Browser implements Line {

    final Viewer viewer;
    private final LawOffice office;
    final Map<String, JsonNode> chats = new TreeMap<>();
    final Map<String, Map<String, JsonNode>> threads = new TreeMap<>();
    final Map<String, JsonNode> channels = new TreeMap<>();
    JsonNode counters = Json.tree("{}");
    long pos;
    int resets;
    private final Map<String, Long> removedAt = new HashMap<>();
    private final List<String> heard = new ArrayList<>();
    private boolean deaf;
    private Window window;
    private Company company;
    private boolean needsReset;

    Browser(LawOffice office, EmployeeId employee) {
        this.office = office;
        this.viewer = LawOffice.viewer(employee);
        fetch();
    }

    /// Boot: everything of one moment.
    synchronized void fetch() {
        chats.clear();
        channels.clear();
        removedAt.clear();
        office.moments.at(LawOffice.ACCOUNT, moment -> {
            pos = moment.position();
            rows(moment).forEach(row -> chats.put(row.path("id").asString(), row));
            ChannelRow.of(moment, viewer, office.channels).forEach(row -> put("channels", Json.tree(Json.write(row))));
            counters = counters(moment);
            return moment;
        });
        var held = Set.copyOf(threads.keySet());
        threads.clear();
        held.forEach(chat -> open(new ChatId(Long.parseLong(chat))));
    }

    private List<JsonNode> rows(Moment moment) {
        var rows = new ArrayList<JsonNode>();
        String after = null;
        do {
            var page = office.list.page(
                    moment, viewer, new Wanted(Wanted.View.ALL, null, null, false, false, null, after, 7));
            page.rows().forEach(row -> rows.add(Json.tree(Json.write(row))));
            after = page.next();
        } while (after != null);
        return rows;
    }

    private JsonNode counters(Moment moment) {
        var eyes = moment.eyes(viewer).orElse(null);
        return Json.tree(Json.write(Counters.of(eyes, Counters.heaps(moment), moment.pos())));
    }

    /// Fetches a thread and watches it from then on. The fetch is older than the watching, as it is in life.
    synchronized void open(ChatId chat) {
        var page = office.threads.page(viewer, chat, new Threads.Where.End(), 10_000);
        if (page instanceof Seen.Shown<Threads.Page>(var shown)) {
            var thread = threads.computeIfAbsent(chat.toString(), _ -> new TreeMap<>());
            shown.rows().forEach(row -> putMessage(thread, Json.tree(Json.write(row))));
        }
    }

    void watch(ChatId chat) {
        if (threads.containsKey(chat.toString()) && company != null) {
            company.watch(window, List.of(chat), List.of());
        }
    }

    // The line

    void connect() {
        synchronized (this) {
            deaf = false;
            window = new Window(this, new Tickets.Pass(viewer, "session"));
        }
        company = office.streams.join(window, pos, watched());
    }

    void disconnect() {
        if (company != null) {
            office.streams.leave(company, window);
            company = null;
        }
        synchronized (this) {
            deaf = true;
        }
    }

    private List<ChatId> watched() {
        synchronized (this) {
            return threads.keySet().stream()
                    .map(id -> new ChatId(Long.parseLong(id)))
                    .toList();
        }
    }

    /// One long poll that does not wait.
    void poll() {
        for (var frame : office.streams.poll(viewer, pos, watched(), Duration.ZERO)) {
            hear(frame);
        }
        recover();
    }

    /// After a reset: fetches anew and says hello again.
    void recover() {
        boolean anew;
        synchronized (this) {
            anew = needsReset;
            needsReset = false;
        }
        if (anew) {
            resets++;
            var live = company != null;
            disconnect();
            fetch();
            if (live) {
                connect();
            }
        }
    }

    @Override
    public synchronized void say(Frame frame) {
        if (!deaf) {
            heard.add(frame.text());
            hear(frame.text());
        }
    }

    @Override
    public void end(int code, String why) {
        // Sessions are not what is tried here.
    }

    /// Everything that was ever heard, once more and late: it must change nothing.
    synchronized void hearAgain() {
        heard.forEach(this::hear);
    }

    synchronized void hear(String text) {
        var frame = Json.tree(text);
        switch (frame.path("t").asString()) {
            case "rows" -> {
                var at = Long.parseLong(frame.path("pos").asString());
                frame.path("ops").forEach(op -> apply(op, at));
                pos = Math.max(pos, at);
            }
            case "beat" -> pos = Math.max(pos, Long.parseLong(frame.path("pos").asString()));
            case "reset" -> needsReset = true;
            case "stale" -> threads.remove(frame.path("chat").asString());
            default -> {}
        }
    }

    private void apply(JsonNode op, long at) {
        if (op.has("put")) {
            put(op.path("put").asString(), op.path("row"));
        } else {
            remove(op.path("remove").asString(), op.path("id").asString(), at);
            assertTrue(op.path("remove").asString().equals("channels")
                    || !op.path("why").asString("").isEmpty());
        }
    }

    private void put(String list, JsonNode row) {
        var id = row.path("id").asString();
        switch (list) {
            case "chats" -> {
                mustBeHis(id, version(row));
                if (newer(chats.get(id), row) && removedAt.getOrDefault(id, -1L) < version(row)) {
                    chats.put(id, row);
                }
            }
            case "messages" -> {
                mustBeHis(row.path("chat").asString(), version(row));
                var thread = threads.get(row.path("chat").asString());
                if (thread != null) {
                    putMessage(thread, row);
                }
            }
            case "channels" -> {
                if (newer(channels.get(id), row)) {
                    channels.put(id, row);
                }
            }
            case "counters" -> {
                if (newer(counters, row)) {
                    counters = row;
                }
            }
            default -> {}
        }
    }

    /// What is told at a position is something that the law allowed at that position.
    private void mustBeHis(String chat, long at) {
        var then = office.visible.get(at);
        if (then != null) {
            var his = then.get(viewer.employee());
            assertTrue(his.contains(new ChatId(Long.parseLong(chat))), () -> viewer.name() + " got chat " + chat);
        }
    }

    private void remove(String list, String id, long at) {
        if (list.equals("chats")) {
            var known = chats.get(id);
            if (known == null || version(known) <= at) {
                removedAt.merge(id, at, Math::max);
                chats.remove(id);
                threads.remove(id);
            }
        } else if (list.equals("channels")) {
            channels.remove(id);
        }
    }

    private static void putMessage(Map<String, JsonNode> thread, JsonNode row) {
        var id = row.path("id").asString();
        if (newer(thread.get(id), row)) {
            thread.put(id, row);
        }
    }

    private static boolean newer(JsonNode known, JsonNode row) {
        return known == null || !known.has("v") || version(row) > version(known);
    }

    private static long version(JsonNode row) {
        return Long.parseLong(row.path("v").asString());
    }

    // The law

    /// What it holds, without the versions.
    synchronized Map<String, Object> held() {
        var all = new TreeMap<String, Object>();
        all.put("chats", plain(chats));
        all.put("channels", plain(channels));
        all.put("counters", plain(counters));
        threads.forEach((chat, thread) -> all.put("thread " + chat, plain(thread)));
        return all;
    }

    /// What would be fetched now.
    Map<String, Object> fresh() {
        var copy = new Browser(office, viewer.employee());
        Set<String> open;
        synchronized (this) {
            open = new HashSet<>(threads.keySet());
        }
        open.forEach(chat -> copy.open(new ChatId(Long.parseLong(chat))));
        return copy.held();
    }

    void mustHoldWhatIsFresh(String when) {
        assertEquals(Json.write(fresh()), Json.write(held()), () -> viewer.name() + " " + when);
    }

    private static Map<String, JsonNode> plain(Map<String, JsonNode> rows) {
        var plain = new TreeMap<String, JsonNode>();
        rows.forEach((id, row) -> plain.put(id, plain(row)));
        return plain;
    }

    private static JsonNode plain(JsonNode row) {
        return row.isObject() ? ((ObjectNode) row.deepCopy()).without("v") : row;
    }
}
