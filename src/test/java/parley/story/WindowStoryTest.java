package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Open windows over real lines: who is told what, when lines end, what comes by long poll (UX 6.4).
class WindowStoryTest extends WindowShop {

    private static boolean got(LiveLine line, String list, String client) {
        return line.ops(list).stream()
                .anyMatch(op -> op.path("row").path("name").asString("").equals(client));
    }

    @Test
    @DisplayName(
            "R23, R26: whoever loses a client is told so at once, with the reason; the thread follows its watchers")
    void aWindowFollowsItsClients() {
        try (var his = LiveLine.of(hub, scrooge, pos(scrooge));
                var hers = LiveLine.of(hub, tony, pos(tony))) {
            client("Anna");
            Hub.await(true, () -> got(his, "chats", "Anna") && got(hers, "chats", "Anna"));
            Hub.await(true, () -> !his.ops("counters").isEmpty());
            var chat = tony.chat("Anna").path("id").asString();
            his.say("{\"t\":\"watch\",\"add\":[\"" + chat + "\"],\"drop\":[]}");
            hers.say("{\"t\":\"watch\",\"add\":[\"" + chat + "\"],\"drop\":[]}");

            assertEquals(202, tony.replies("Anna", "Hello Anna").status());

            Hub.await(true, () -> his.ops("chats").stream().anyMatch(op -> op.has("remove")));
            var removed = his.ops("chats").stream()
                    .filter(op -> op.has("remove"))
                    .findFirst()
                    .orElseThrow();
            assertEquals("claimed_by_other", removed.path("why").asString());
            assertEquals("Tony", removed.path("args").path("who").asString());
            Hub.await(
                    true,
                    () -> hers.ops("messages").stream()
                            .anyMatch(op ->
                                    op.path("row").path("text").asString("").equals("Hello Anna")));
            assertTrue(his.ops("messages").stream()
                    .noneMatch(op -> op.path("row").path("text").asString("").equals("Hello Anna")));
            positionsFollowEachOther(his);
            positionsFollowEachOther(hers);
        }
    }

    static void positionsFollowEachOther(LiveLine line) {
        var at = line.of("ready").getLast().path("pos").asString();
        for (var frame : line.frames) {
            if (frame.path("t").asString().equals("rows")
                    || frame.path("t").asString().equals("beat")) {
                assertEquals(at, frame.path("prev").asString(), line.frames.toString());
                at = frame.path("pos").asString();
            }
        }
    }

    @Test
    @DisplayName("A window that was away is told what it has missed, by line and by poll alike")
    void aWindowResumes() {
        var before = pos(scrooge);
        client("Boris");

        try (var line = LiveLine.of(hub, scrooge, before)) {
            Hub.await(true, () -> got(line, "chats", "Boris"));
            assertEquals(before, line.of("ready").getFirst().path("pos").asString());
        }
        var polled =
                scrooge.get("/stream/poll?after=" + before + "&wait=5").json().path("frames");
        assertTrue(polled.toString().contains("Boris"), polled.toString());
        assertTrue(polled.get(0).path("prev").asString().equals(before));

        var now = polled.get(polled.size() - 1).path("pos").asString();
        var nothing = scrooge.get("/stream/poll?after=" + now + "&wait=0")
                .json()
                .path("frames")
                .get(0);
        assertEquals("beat", nothing.path("t").asString());
        var future = scrooge.get("/stream/poll?after=9999999&wait=0")
                .json()
                .path("frames")
                .get(0);
        assertEquals("epoch", future.path("why").asString());
    }

    @Test
    @DisplayName("A ticket opens one line; another page, no ticket and nonsense open none")
    void linesAreForTicketHolders() {
        var ticket = LiveLine.ticket(tony);
        try (var first = new LiveLine(hub, null);
                var second = new LiveLine(hub, null);
                var third = new LiveLine(hub, null)) {
            first.hello(ticket, null);
            Hub.await(1, () -> first.of("ready").size());
            second.hello(ticket, null);
            Hub.await(4401, () -> second.closed);
            third.say("{\"t\":\"watch\",\"add\":[],\"drop\":[]}");
            Hub.await(4400, () -> third.closed);
        }
        assertThrows(CompletionException.class, () -> new LiveLine(hub, "https://evil.example"));
    }

    @Test
    @DisplayName("Whoever signs out or loses his login loses his lines; whoever loses his rights starts over")
    void linesEndWithTheirSessions() {
        var steve = hub.person("Steve");
        try (var line = LiveLine.of(hub, steve, pos(steve))) {
            steve.delete("/session");
            Hub.await(4401, () -> line.closed);
        }
        client("Clara");
        var chat = tony.chat("Clara").path("id").asString();
        try (var line = LiveLine.of(hub, tony, pos(tony), chat)) {
            agree(false);
            Hub.await(1, () -> line.of("reset").size());
            assertEquals("rights", line.of("reset").getFirst().path("why").asString());
            assertEquals("no_role", line.ops("chats").getLast().path("why").asString());
            assertEquals(403, tony.get("/chats/" + chat + "/messages").status());
            assertEquals(
                    "no_role",
                    tony.get("/chats/" + chat + "/card").json().path("error").asString());
        } finally {
            agree(true);
        }
    }

    @Test
    @DisplayName("R42: a save reaches open windows within a second, and whoever lost a chat hears no word of it again")
    void aSaveClosesOpenWindows() {
        var fiona = client("Fiona");
        var chat = tony.chat("Fiona").path("id").asString();
        try (var hers = LiveLine.of(hub, tony, pos(tony), chat);
                var boss = LiveLine.of(hub, manager, pos(manager), chat)) {
            fiona.writes("Before the save");
            Hub.await(true, () -> says(hers, "Before the save"));

            agree(false);
            var saved = System.nanoTime();
            Hub.await(true, () -> loses(hers, chat));
            var took = Duration.ofNanos(System.nanoTime() - saved);
            assertTrue(took.toMillis() < 1_000, took.toString());
            fiona.writes("After the save");
            Hub.await(true, () -> says(boss, "After the save"));
            assertEquals(List.of(), boss.of("reset"), "whoever has lost nothing goes on");

            try (var anew = LiveLine.of(hub, tony, pos(tony), chat)) {
                fiona.writes("Once more");
                Hub.await(true, () -> says(boss, "Once more"));
                for (var line : List.of(hers, anew)) {
                    assertFalse(line.frames.toString().contains("After the save"), line.frames.toString());
                    assertFalse(line.frames.toString().contains("Once more"), line.frames.toString());
                }
            }
            var poll = tony.get("/stream/poll?after=" + pos(tony) + "&wait=0&watch=" + chat);
            for (var answer : List.of(tony.get("/boot"), tony.get("/search?in=messages&q=save"), poll)) {
                assertEquals(200, answer.status(), answer.toString());
                assertFalse(answer.text().contains("the save"), answer.text());
            }
            assertEquals(403, tony.get("/chats/" + chat + "/messages").status());
        } finally {
            agree(true);
        }
    }

    private static boolean says(LiveLine line, String text) {
        return line.ops("messages").stream()
                .anyMatch(op -> op.path("row").path("text").asString("").equals(text));
    }

    private static boolean loses(LiveLine line, String chat) {
        return line.ops("chats").stream()
                .anyMatch(op -> op.has("remove") && op.path("id").asString().equals(chat));
    }

    @Test
    @DisplayName("Who looks and who types is told to those who see the chat, and to nobody else")
    void presenceIsForThoseWhoSee() {
        client("Dora");
        var chat = tony.chat("Dora").path("id").asString();
        assertEquals(202, tony.replies("Dora", "Mine").status());
        Hub.await(false, () -> scrooge.clients().contains("Dora"));
        try (var his = LiveLine.of(hub, scrooge, pos(scrooge), chat);
                var hers = LiveLine.of(hub, tony, pos(tony), chat);
                var boss = LiveLine.of(hub, manager, pos(manager), chat)) {
            his.say("{\"t\":\"looking\",\"chat\":\"" + chat + "\"}");
            boss.say("{\"t\":\"looking\",\"chat\":\"" + chat + "\"}");
            Hub.await(true, () -> hers.of("presence").stream().anyMatch(WindowStoryTest::showsNatasha));
            boss.say("{\"t\":\"typing\",\"chat\":\"" + chat + "\"}");
            Hub.await(1, () -> hers.of("typing").size());
            assertEquals(
                    "Natasha",
                    hers.of("typing").getFirst().path("by").path("name").asString());

            assertTrue(hers.of("presence").stream()
                    .noneMatch(frame -> frame.path("looking").toString().contains("Scrooge")));
            assertEquals(List.of(), his.of("presence"));
            assertEquals(List.of(), his.of("typing"));
            assertEquals(
                    "Natasha",
                    tony.get("/chats/" + chat)
                            .json()
                            .path("presence")
                            .path("looking")
                            .path(0)
                            .path("name")
                            .asString());
        }
    }

    private static boolean showsNatasha(JsonNode frame) {
        return frame.path("looking").path(0).path("name").asString("").equals("Natasha");
    }
}
