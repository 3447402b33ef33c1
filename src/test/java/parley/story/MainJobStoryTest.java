package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// What Parley is for, from end to end: a client writes, the right seller answers, the client reads it, and it is
/// all in the CRM.
class MainJobStoryTest {

    private final Hub hub = Hub.start();
    private Person scrooge;
    private Person tony;
    private Person auditor;
    private String web;

    @BeforeEach
    void hire() {
        scrooge = hub.person("Scrooge");
        tony = hub.person("Tony");
        auditor = hub.person("Konstantin");
        for (var row : hub.owner().get("/channels").json().path("rows")) {
            web = row.path("key").asString();
        }
    }

    @AfterEach
    void close() {
        hub.close();
    }

    /// The first channel, with its pipeline's stage of this kind.
    private void agree(String stage, String algorithm) {
        hub.agree(document -> {
            document.putObject("defaultChannel");
            var channel = (ObjectNode) document.path("channels").get(0);
            channel.put("ticked", true);
            var roles = channel.putObject("roles");
            var access = channel.putObject("access");
            for (var seller : List.of(scrooge, tony)) {
                roles.putObject(seller.employee()).put("role", "seller").put("receivesNewClients", true);
                access.put(seller.employee(), "WRITE");
            }
            roles.putObject(auditor.employee()).put("role", "auditor").put("receivesNewClients", false);
            access.put(auditor.employee(), "READ");
            var pipeline = hub.settings().path("pipelines").get(0);
            var newClients = (ObjectNode) channel.path("newClients");
            newClients.put("pipeline", pipeline.path("id").asString());
            for (var one : pipeline.path("stages")) {
                if (one.path("kind").asString().equals(stage)
                        && (stage.equals("UNSORTED")
                                || one.path("name").asString().equals("New"))) {
                    newClients.put("stage", one.path("id").asString());
                }
            }
            newClients.put("algorithm", algorithm);
        });
    }

    @Test
    void r26TheFirstToReplyGetsTheClientAndTheOthersLoseTheChat() {
        agree("UNSORTED", "FIRST_RESPONDER");
        var anna = new Visitor(hub, web, "Anna");

        anna.writes("Hello, is the oak door there?");

        Hub.await(List.of("Anna"), scrooge::clients);
        Hub.await(List.of("Anna"), tony::clients);
        assertEquals("RED", tony.chat("Anna").path("attention").asString());
        assertEquals("GREY", auditor.chat("Anna").path("attention").asString());
        assertEquals("new", tony.chat("Anna").path("kind").asString());

        var sent = tony.replies("Anna", "Yes, and it is lovely.");
        assertEquals(202, sent.status(), sent.toString());

        Hub.await(List.of("Yes, and it is lovely."), anna::reads);
        Hub.await(List.of(), scrooge::clients);
        assertEquals("own", tony.chat("Anna").path("kind").asString());
        assertEquals(0, tony.chat("Anna").path("unanswered").asInt(-1));
        assertEquals(403, auditor.replies("Anna", "I only watch.").status());
        Hub.await(List.of("Anna · Website chat → Tony"), this::deals);
    }

    @Test
    void r27ByTurnOnlyTheNextInTurnEverSeesTheClient() {
        agree("OPEN", "BY_TURN");

        for (var client : List.of("Anna", "Boris", "Vera")) {
            new Visitor(hub, web, client).writes("Hello");
            Hub.await(true, () -> hub.owner().get("/crm/board").text().contains(client));
        }

        Hub.await(List.of("Vera", "Anna"), scrooge::clients);
        Hub.await(List.of("Boris"), tony::clients);
        assertEquals(
                List.of("Anna", "Boris", "Vera"),
                auditor.clients().stream()
                        .filter(client -> !client.equals("Test client"))
                        .sorted()
                        .toList());
        var why = tony.get("/chats/" + tony.chat("Boris").path("id").asString() + "/decisions");
        assertTrue(why.text().contains("R27"), why.text());
    }

    @Test
    void r26OfTwentyRepliesAtTheSameMomentOneWins() throws Exception {
        agree("UNSORTED", "FIRST_RESPONDER");
        var anna = new Visitor(hub, web, "Anna");
        anna.writes("Hello");
        Hub.await(List.of("Anna"), scrooge::clients);
        Hub.await(List.of("Anna"), tony::clients);
        var chat = tony.chat("Anna").path("id").asString();

        var attempts = new ArrayList<Callable<Person.Answer>>();
        for (int i = 0; i < 10; i++) {
            int own = i;
            attempts.add(() ->
                    tony.writes(chat, "Tony " + own, java.util.UUID.randomUUID().toString()));
            attempts.add(() -> scrooge.writes(
                    chat, "Scrooge " + own, java.util.UUID.randomUUID().toString()));
        }
        var answers = new ArrayList<Person.Answer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(attempts)) {
                answers.add(answer.get());
            }
        }

        var winner = tony.clients().isEmpty() ? scrooge : tony;
        assertEquals(
                10, answers.stream().filter(answer -> answer.status() == 202).count(), answers.toString());
        assertEquals(
                10, answers.stream().filter(answer -> answer.status() == 409).count(), answers.toString());
        Hub.await(10, () -> anna.reads().size());
        assertTrue(
                anna.reads().stream().allMatch(text -> text.startsWith(winner.name())),
                anna.reads().toString());
        Hub.await(List.of("Anna · Website chat → " + winner.name()), this::deals);
    }

    /// The open deals on the board, each with its responsible.
    private List<String> deals() {
        var deals = new ArrayList<String>();
        for (var column : hub.owner().get("/crm/board").json().path("columns")) {
            for (var deal : column.path("cards")) {
                var responsible = deal.path("responsible").path("name").asString("nobody");
                deals.add(deal.path("name").asString() + " → " + responsible);
            }
        }
        return deals;
    }
}
