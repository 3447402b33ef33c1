package parley.story;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import tools.jackson.databind.node.ObjectNode;

/// Two sellers who get new clients, first come first served, and a manager who watches.
abstract class WindowShop {

    static Hub hub;
    static Person scrooge;
    static Person tony;
    static Person manager;
    static String key;

    @BeforeAll
    static void hire() {
        hub = Hub.start();
        scrooge = hub.person("Scrooge");
        tony = hub.person("Tony");
        manager = hub.person("Natasha");
        for (var row : hub.owner().get("/channels").json().path("rows")) {
            key = row.path("key").asString();
        }
        agree(true);
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    /// Both sellers get new clients, first come first served; the manager watches.
    ///
    /// @param withTony whether Tony has his role
    static void agree(boolean withTony) {
        hub.agree(document -> {
            document.putObject("defaultChannel");
            var channel = (ObjectNode) document.path("channels").get(0);
            channel.put("ticked", true);
            var roles = channel.putObject("roles");
            var access = channel.putObject("access");
            for (var seller : withTony ? List.of(scrooge, tony) : List.of(scrooge)) {
                roles.putObject(seller.employee()).put("role", "seller").put("receivesNewClients", true);
                access.put(seller.employee(), "WRITE");
            }
            roles.putObject(manager.employee()).put("role", "manager").put("receivesNewClients", false);
            access.put(manager.employee(), "WRITE");
            var pipeline = hub.settings().path("pipelines").get(0);
            var newClients = (ObjectNode) channel.path("newClients");
            newClients.put("pipeline", pipeline.path("id").asString());
            newClients.put("stage", pipeline.path("stages").get(0).path("id").asString());
            newClients.put("algorithm", "FIRST_RESPONDER");
        });
    }

    static Visitor client(String name) {
        var client = new Visitor(hub, key, name);
        client.writes("Hello from " + name);
        Hub.await(true, () -> scrooge.clients().contains(name) && tony.clients().contains(name));
        return client;
    }

    static String pos(Person person) {
        return person.get("/boot").json().path("pos").asString();
    }
}
