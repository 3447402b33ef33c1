package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A company that speaks to its clients by a paper messenger, with people of every role on its channel.
final class PaperShop implements AutoCloseable {

    final PaperPost post;
    final Hub hub;
    final String channel;
    final String key;

    /// Who receives new clients.
    final Person tony;

    final Person scrooge;

    /// Manager, without the slider.
    final Person mary;

    final Person auditor;

    /// Seller who may only read.
    final Person reader;

    /// Nobody on this channel.
    final Person stranger;

    PaperShop(PaperPost post) {
        this(post, List.of());
    }

    /// @param keys as on the command line
    PaperShop(PaperPost post, List<String> keys) {
        this.post = post;
        hub = Hub.start(keys, post);
        var row = hub.connect(PaperPost.TYPE, "Paper shop", "{\"token\":\"shop\"}");
        channel = row.path("id").asString();
        key = row.path("key").asString();
        tony = hub.person("Tony");
        scrooge = hub.person("Scrooge");
        mary = hub.person("Mary");
        auditor = hub.person("Konstantin");
        reader = hub.person("Rita");
        stranger = hub.person("Sam");
        agree(Map.of());
    }

    /// The first to reply gets a new client; lead first. More sellers with slider and WRITE may be named.
    void agree(Map<String, Person> more) {
        hub.agree(document -> {
            for (var one : document.path("channels")) {
                if (one.path("id").asString().equals(channel)) {
                    people((ObjectNode) one, more);
                }
            }
        });
    }

    private void people(ObjectNode settings, Map<String, Person> more) {
        settings.put("ticked", true);
        var sellers = new HashMap<>(more);
        sellers.put("Tony", tony);
        sellers.put("Scrooge", scrooge);
        var roles = settings.putObject("roles");
        var access = settings.putObject("access");
        sellers.values().forEach(seller -> {
            roles.putObject(seller.employee()).put("role", "seller").put("receivesNewClients", true);
            access.put(seller.employee(), "WRITE");
        });
        roles.putObject(mary.employee()).put("role", "manager").put("receivesNewClients", false);
        access.put(mary.employee(), "WRITE");
        roles.putObject(auditor.employee()).put("role", "auditor").put("receivesNewClients", false);
        access.put(auditor.employee(), "READ");
        roles.putObject(reader.employee()).put("role", "manager").put("receivesNewClients", false);
        access.put(reader.employee(), "READ");
        var pipeline = hub.settings().path("pipelines").get(0);
        var newClients = (ObjectNode) settings.path("newClients");
        newClients.put("pipeline", pipeline.path("id").asString());
        for (var stage : pipeline.path("stages")) {
            if (stage.path("kind").asString().equals("UNSORTED")) {
                newClients.put("stage", stage.path("id").asString());
            }
        }
        newClients.put("algorithm", "FIRST_RESPONDER");
    }

    /// A new client has written, and is offered to whoever receives new clients.
    String offered(String client) {
        post.clientWrites(hub, key, client, "Hello");
        Hub.await(true, () -> tony.clients().contains(client));
        return tony.chat(client).path("id").asString();
    }

    /// A client who is Tony's already.
    String tonys(String client) {
        var chat = offered(client);
        assertEquals(202, tony.writes(chat, "first", cid()).status());
        Hub.await("sent", () -> statusOf(tony, chat, "first").equals("sent"));
        return chat;
    }

    static String cid() {
        return UUID.randomUUID().toString();
    }

    List<JsonNode> rows(Person person, String chat) {
        var page = person.get("/chats/" + chat + "/messages?limit=60");
        assertEquals(200, page.status(), page.toString());
        return page.json().path("rows").valueStream().toList();
    }

    /// The row of the message with this text.
    JsonNode row(Person person, String chat, String text) {
        return rows(person, chat).stream()
                .filter(row -> row.path("text").asString("").equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no message says " + text + ": " + rows(person, chat)));
    }

    String statusOf(Person person, String chat, String text) {
        return row(person, chat, text).path("status").asString("");
    }

    /// Sends and answers the id of the message.
    String sends(Person person, String chat, String text) {
        var answer = person.writes(chat, text, cid());
        assertEquals(202, answer.status(), answer.toString());
        return answer.json().path("row").path("id").asString();
    }

    static String json(Object value) {
        return Json.write(value);
    }

    @Override
    public void close() {
        hub.close();
    }
}
