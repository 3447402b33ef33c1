package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import parley.channel.Outbound;
import parley.channel.SendResult;
import parley.channel.SendResult.Client;
import tools.jackson.databind.JsonNode;

/// What employees do with messages and chats besides writing (R26, R41, R58, R74, UX 9.4).
class ComposerStoryTest {

    private static final PaperPost POST = new PaperPost();
    private static final PaperShop SHOP = new PaperShop(POST);

    @AfterAll
    static void close() {
        SHOP.close();
    }

    private static JsonNode row(String chat, String id) {
        return SHOP.rows(SHOP.tony, chat).stream()
                .filter(row -> row.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String sent(String chat, String text) {
        var id = SHOP.sends(SHOP.tony, chat, text);
        Hub.await("sent", () -> row(chat, id).path("status").asString());
        return id;
    }

    @Test
    void r74AnEditHoldsWhenTheMessengerHasTakenIt() {
        var chat = SHOP.tonys("Anna");
        var id = sent(chat, "Teh door");

        var edited = SHOP.tony.patch("/messages/" + id, "{\"text\":\"The door\"}");

        assertEquals(202, edited.status(), edited.toString());
        Hub.await("The door", () -> row(chat, id).path("text").asString());
        var edit = assertInstanceOf(Outbound.Edit.class, POST.delivered.getLast());
        assertEquals("p" + id, edit.externalId());
        assertEquals("The door", edit.text());
        // Those who watch over others see what it said before.
        var former = SHOP.row(SHOP.mary, chat, "The door").path("former");
        assertEquals("Teh door", former.path(0).path("text").asString(), former.toString());
        assertEquals(
                "The door", SHOP.tony.chat("Anna").path("last").path("text").asString());
    }

    @Test
    void anEditThatTheMessengerRefusesLeavesTheMessageAndSaysSo() {
        var chat = SHOP.tonys("Boris");
        var id = sent(chat, "As it is");
        POST.then(_ -> new SendResult.Refused("refused", "too old", Client.REACHABLE));

        SHOP.tony.patch("/messages/" + id, "{\"text\":\"Otherwise\"}");

        Hub.await("edit_refused", () -> row(chat, id).path("error").path("code").asString(""));
        assertEquals("As it is", row(chat, id).path("text").asString());
        assertEquals("sent", row(chat, id).path("status").asString());
    }

    @Test
    void r74AMessageIsTakenBack() {
        var chat = SHOP.tonys("Clara");
        var id = sent(chat, "Oops");

        assertEquals(202, SHOP.tony.delete("/messages/" + id).status());

        Hub.await(SHOP.tony.employee(), () -> row(chat, id).path("deletedBy").asString(""));
        assertTrue(row(chat, id).path("text").isNull());
        assertInstanceOf(Outbound.Delete.class, POST.delivered.getLast());
    }

    @Test
    void onlyOnesOwnWordsAreChangedAndOnlyForSoLong() {
        var chat = SHOP.tonys("Dora");
        var id = sent(chat, "Mine");
        var first = SHOP.row(SHOP.tony, chat, "Hello").path("id").asString();

        assertEquals(
                403,
                SHOP.auditor.patch("/messages/" + id, "{\"text\":\"Yours\"}").status());
        assertEquals(403, SHOP.scrooge.delete("/messages/" + id).status());
        var clients = SHOP.tony.delete("/messages/" + first);
        assertEquals("not_your_message", clients.json().path("error").asString(), clients.toString());
        var empty = SHOP.tony.patch("/messages/" + id, "{\"text\":\" \"}");
        assertEquals(422, empty.status(), empty.toString());
        assertEquals(404, SHOP.tony.delete("/messages/987654").status());
        // A manager answers for everybody's words.
        assertEquals(
                202, SHOP.mary.patch("/messages/" + id, "{\"text\":\"Better\"}").status());
        Hub.await("Better", () -> row(chat, id).path("text").asString());
    }

    @Test
    void r74ReactionsGoBothWays() {
        var chat = SHOP.tonys("Emma");
        var hello = SHOP.row(SHOP.tony, chat, "Hello").path("id").asString();

        assertEquals(
                202,
                SHOP.tony
                        .put("/messages/" + hello + "/reaction", "{\"emoji\":\"👍\"}")
                        .status());
        Hub.await(
                "👍",
                () -> row(chat, hello).path("reactions").path(0).path("emoji").asString(""));
        assertEquals(
                "Tony", row(chat, hello).path("reactions").path(0).path("by").asString());
        assertEquals(202, SHOP.tony.delete("/messages/" + hello + "/reaction").status());
        Hub.await(0, () -> row(chat, hello).path("reactions").size());
    }

    @Test
    void r58NoAnswerNeededAndItsUndo() {
        var chat = SHOP.tonys("Frida");
        POST.clientWrites(SHOP.hub, SHOP.key, "Frida", "Thanks");
        POST.clientWrites(SHOP.hub, SHOP.key, "Frida", "Bye");
        Hub.await(2, () -> SHOP.tony.chat("Frida").path("unanswered").asInt());

        assertEquals(
                403,
                SHOP.auditor.post("/chats/" + chat + "/no-answer-needed", "{}").status());
        var marked = SHOP.tony.post("/chats/" + chat + "/no-answer-needed", "{}");
        assertEquals(200, marked.status(), marked.toString());
        assertEquals(0, marked.json().path("row").path("unanswered").asInt(-1));

        POST.clientWrites(SHOP.hub, SHOP.key, "Frida", "One more thing");
        Hub.await(1, () -> SHOP.tony.chat("Frida").path("unanswered").asInt());
        var undone = SHOP.tony.delete("/chats/" + chat + "/no-answer-needed");
        assertEquals(3, undone.json().path("row").path("unanswered").asInt(-1), undone.toString());
        assertEquals(
                409, SHOP.tony.delete("/chats/" + chat + "/no-answer-needed").status());

        SHOP.tony.post("/chats/" + chat + "/no-answer-needed", "{}");
        SHOP.hub.later(Duration.ofSeconds(11));
        var late = SHOP.tony.delete("/chats/" + chat + "/no-answer-needed");
        assertEquals("too_late", late.json().path("error").asString(), late.toString());
    }

    @Test
    void r26AClientIsAcceptedOnce() throws Exception {
        var chat = SHOP.offered("Gina");
        var attempts = new ArrayList<Callable<Person.Answer>>();
        for (int time = 0; time < 5; time++) {
            attempts.add(() -> SHOP.tony.post("/chats/" + chat + "/accept", "{}"));
            attempts.add(() -> SHOP.scrooge.post("/chats/" + chat + "/accept", "{}"));
        }

        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(attempts)) {
                statuses.add(answer.get().status());
            }
        }

        assertEquals(5, statuses.stream().filter(status -> status == 200).count(), statuses.toString());
        assertEquals(5, statuses.stream().filter(status -> status == 409).count(), statuses.toString());
        var both = List.of(
                SHOP.tony.clients().contains("Gina"), SHOP.scrooge.clients().contains("Gina"));
        assertTrue(both.contains(true) && both.contains(false), both.toString());
        assertEquals(403, SHOP.auditor.post("/chats/" + chat + "/accept", "{}").status());
    }

    @Test
    void quickRepliesAreOnesOwnOrEverybodys() {
        var reply = "{\"shortcut\":\"%s\",\"text\":\"%s\",\"shared\":%s}";
        var own = SHOP.tony.post("/quick-replies", reply.formatted("/hours", "We are open until six", false));
        assertEquals(201, own.status(), own.toString());
        assertEquals(
                403,
                SHOP.tony
                        .post("/quick-replies", reply.formatted("vat", "VAT", true))
                        .status());
        var shared = SHOP.hub.owner().post("/quick-replies", reply.formatted("vat", "VAT included", true));
        assertEquals(201, shared.status(), shared.toString());

        assertEquals(List.of("hours", "vat"), shortcuts(SHOP.tony));
        assertEquals(List.of("vat"), shortcuts(SHOP.scrooge));
        var taken = SHOP.tony.post("/quick-replies", reply.formatted("HOURS", "", false));
        assertEquals(2, taken.json().path("fields").size(), taken.toString());
        var id = own.json().path("id").asString();
        assertEquals(404, SHOP.scrooge.delete("/quick-replies/" + id).status());
        assertEquals(
                200,
                SHOP.tony
                        .put("/quick-replies/" + id, reply.formatted("open", "Until six", false))
                        .status());
        assertEquals(204, SHOP.tony.delete("/quick-replies/" + id).status());
        assertEquals(
                403,
                SHOP.tony
                        .delete("/quick-replies/" + shared.json().path("id").asString())
                        .status());
        assertEquals(List.of("vat"), shortcuts(SHOP.tony));
    }

    private static List<String> shortcuts(Person person) {
        return person.get("/quick-replies")
                .json()
                .path("rows")
                .valueStream()
                .map(row -> row.path("shortcut").asString())
                .toList();
    }

    @Test
    void ofTwoWindowsTheLaterDraftStays() throws Exception {
        var chat = SHOP.tonys("Hanna");
        var attempts = new ArrayList<Callable<Person.Answer>>();
        for (int rev = 1; rev <= 20; rev++) {
            var draft = "{\"text\":\"draft %d\",\"rev\":%d}".formatted(rev, rev);
            attempts.add(() -> SHOP.tony.put("/chats/" + chat + "/draft", draft));
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(attempts)) {
                assertTrue(
                        answer.get().status() == 200 || answer.get().status() == 409,
                        answer.get().toString());
            }
        }

        assertEquals(
                "draft 20", SHOP.tony.chat("Hanna").path("draft").path("text").asString());
        var old = SHOP.tony.put("/chats/" + chat + "/draft", "{\"text\":\"old\",\"rev\":3}");
        assertEquals(409, old.status());
        assertEquals("draft 20", old.json().path("args").path("text").asString());
        assertTrue(SHOP.mary.chat("Hanna").path("draft").isNull());
    }
}
