package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parley.story.PaperShop.cid;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Who may write, who gets the client, and what becomes of the words (R12–R16, R26, R41–R46, R58, R73).
class ReplyStoryTest {

    private static final PaperShop SHOP = new PaperShop(new PaperPost());

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @org.junit.jupiter.api.RepeatedTest(3)
    void r26OfTwentyPeopleWhoReplyAtTheSameMomentOneGetsTheClient() throws Exception {
        var client = "Anna" + System.nanoTime();
        var people = new HashMap<String, Person>(Map.of("Tony", SHOP.tony, "Scrooge", SHOP.scrooge));
        for (int number = 1; number <= 18; number++) {
            people.put("Seller " + number, SHOP.hub.person("Seller" + number));
        }
        SHOP.agree(people);
        var chat = SHOP.offered(client);
        var attempts = new ArrayList<Callable<Person.Answer>>();
        people.values().forEach(person -> attempts.add(() -> person.writes(chat, "By " + person.name(), cid())));

        var answers = new ArrayList<Person.Answer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(attempts)) {
                answers.add(answer.get());
            }
        }

        var won = answers.stream().filter(answer -> answer.status() == 202).toList();
        assertEquals(
                1,
                won.size(),
                () -> SHOP.mary.get("/chats/" + chat + "/decisions").text());
        var text = won.getFirst().json().path("row").path("text").asString();
        var winner = text.substring("By ".length());
        var lost = answers.stream().filter(answer -> answer.status() != 202).toList();
        for (var answer : lost) {
            assertEquals(409, answer.status(), answer.toString());
            assertEquals("claimed_by_other", answer.json().path("error").asString());
            assertEquals(winner, answer.json().path("args").path("by").asString());
        }
        Hub.await(
                List.of(text),
                () -> SHOP.post.delivered.stream()
                        .filter(sent -> sent.to().id().equals(client))
                        .map(sent ->
                                ((parley.channel.Outbound.Send) sent).content().text())
                        .toList());
        assertEquals(2, SHOP.rows(SHOP.mary, chat).size());
        Hub.await(
                1L,
                () -> SHOP.hub
                        .owner()
                        .get("/crm/board")
                        .json()
                        .path("columns")
                        .valueStream()
                        .flatMap(column -> column.path("cards").valueStream())
                        .filter(deal -> deal.path("name").asString().startsWith(client))
                        .filter(deal -> deal.path("responsible")
                                .path("name")
                                .asString("")
                                .equals(winner))
                        .count());
        var trace = SHOP.mary.get("/chats/" + chat + "/decisions").text();
        assertTrue(trace.contains("R26"), trace);
    }

    @Test
    void r26AManagerWhoWasOvertakenIsToldToo() {
        var chat = SHOP.offered("Boris");
        assertEquals(202, SHOP.tony.writes(chat, "I was first", cid()).status());

        // Typed before Tony was through, by the time in its id; arrived after.
        var before = (System.currentTimeMillis() - 5_000) << 16 | 0x7000;
        var cid = new java.util.UUID(before, 0x8000_0000_0000_0001L).toString();
        var overtaken = SHOP.mary.writes(chat, "I was about to", cid);

        assertEquals(409, overtaken.status(), overtaken.toString());
        assertEquals(202, SHOP.mary.writes(chat, "I know, and add", cid()).status());
    }

    @Test
    void r73TheSameMessageTwentyTimesIsOneMessage() throws Exception {
        var chat = SHOP.tonys("Clara");
        var cid = cid();
        var attempts = new ArrayList<Callable<Person.Answer>>();
        for (int time = 0; time < 20; time++) {
            attempts.add(() -> SHOP.tony.writes(chat, "Only once", cid));
        }

        var ids = new java.util.HashSet<String>();
        var fresh = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(attempts)) {
                assertTrue(
                        answer.get().status() == 202 || answer.get().status() == 200,
                        answer.get().toString());
                fresh += answer.get().status() == 202 ? 1 : 0;
                ids.add(answer.get().json().path("row").path("id").asString());
            }
        }

        assertEquals(1, fresh);
        assertEquals(1, ids.size());
        Hub.await("sent", () -> SHOP.statusOf(SHOP.tony, chat, "Only once"));
        assertEquals(1, SHOP.post.texts().stream().filter("Only once"::equals).count());
        var other = SHOP.tony.writes(chat, "Something else", cid);
        assertEquals(409, other.status(), other.toString());
        assertEquals("cid_taken", other.json().path("error").asString());
    }

    @Test
    void r12R15R41OnlyWhoMayWriteWrites() {
        var chat = SHOP.tonys("Dora");
        var refused = Map.of(
                SHOP.auditor, "auditor_never_writes",
                SHOP.reader, "channel_read_only",
                SHOP.stranger, "no_role",
                SHOP.scrooge, "claimed_by_other");

        refused.forEach((person, code) -> {
            var answer = person.writes(chat, "Let me", cid());
            assertEquals(code.equals("claimed_by_other") ? 409 : 403, answer.status(), person.name() + answer);
            assertEquals(code, answer.json().path("error").asString(), person.name() + answer);
        });
        assertEquals(2, SHOP.rows(SHOP.mary, chat).size());
        assertEquals(
                202,
                SHOP.mary
                        .writes(chat, "R14: a manager writes to any client", cid())
                        .status());
        assertEquals(404, SHOP.tony.writes("987654321", "Nobody", cid()).status());
    }

    @Test
    void r58AnAnswerClearsTheCounter() {
        var chat = SHOP.tonys("Emma");
        SHOP.post.clientWrites(SHOP.hub, SHOP.key, "Emma", "And?");
        Hub.await(1, () -> SHOP.tony.chat("Emma").path("unanswered").asInt());

        SHOP.sends(SHOP.tony, chat, "Coming");

        assertEquals(0, SHOP.tony.chat("Emma").path("unanswered").asInt(-1));
    }

    @Test
    void allMistakesAreToldAtOnce() {
        var chat = SHOP.tonys("Frida");

        var answer = SHOP.tony.post(
                "/messages",
                "{\"cid\":\"no uuid\",\"chat\":\"%s\",\"text\":\"%s\",\"files\":[\"unknown\"]}"
                        .formatted(chat, "x".repeat(101)));

        assertEquals(422, answer.status(), answer.toString());
        assertEquals("too_long", answer.json().path("error").asString());
        assertEquals(101, answer.json().path("args").path("n").asInt());
        assertEquals(100, answer.json().path("args").path("max").asInt());
        assertEquals(
                List.of("cid no_uuid", "files.0 unknown", "text too_long"),
                answer.json()
                        .path("fields")
                        .valueStream()
                        .map(field -> field.path("path").asString() + " "
                                + field.path("code").asString())
                        .sorted()
                        .toList());
        var empty = SHOP.tony.writes(chat, "   ", cid());
        assertEquals(422, empty.status(), empty.toString());
        assertEquals(2, SHOP.rows(SHOP.tony, chat).size());
    }

    @Test
    void r45SomebodyIsWrittenToFirst() {
        var body =
                "{\"cid\":\"%s\",\"address\":\"8 (916) 456-98-12\",\"channel\":\"%s\",\"text\":\"We have your order\"}";

        var first = SHOP.tony.post("/messages", body.formatted(cid(), SHOP.channel));

        assertEquals(202, first.status(), first.toString());
        var chat = first.json().path("row").path("chat").asString();
        Hub.await("sent", () -> SHOP.statusOf(SHOP.tony, chat, "We have your order"));
        assertTrue(SHOP.post.delivered.stream()
                .anyMatch(sent -> "+79164569812".equals(sent.to().phone())));
        // He has become the client's, in the CRM, too.
        Hub.await(true, () -> SHOP.hub.owner().get("/crm/board").text().contains("79164569812"));
        var taken = SHOP.scrooge.post("/messages", body.formatted(cid(), SHOP.channel));
        assertEquals(409, taken.status(), taken.toString());
        var again = SHOP.tony.post("/messages", body.formatted(cid(), SHOP.channel));
        assertEquals(chat, again.json().path("row").path("chat").asString(), again.toString());
    }

    @Test
    void r13NobodyWritesFirstToAColleaguesClient() {
        var made = SHOP.hub
                .owner()
                .post(
                        "/crm/contacts",
                        "{\"name\":\"Gustav\",\"phones\":[\"+7 921 000-11-22\"],\"responsible\":\"%s\"}"
                                .formatted(SHOP.tony.employee()));
        assertTrue(made.status() < 300, made.toString());

        var answer = SHOP.scrooge.post(
                "/messages", "{\"cid\":\"%s\",\"address\":\"+79210001122\",\"text\":\"Psst\"}".formatted(cid()));

        assertEquals(403, answer.status(), answer.toString());
        assertEquals("not_yours", answer.json().path("error").asString());
        assertEquals("Tony", answer.json().path("args").path("who").asString());
        assertTrue(SHOP.mary.clients().stream().noneMatch(name -> name.contains("0001122")));
    }
}
