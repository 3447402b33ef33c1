package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import parley.channel.telegram.BotApiServer;
import tools.jackson.databind.node.ObjectNode;

/// A company that sells through a bot: Clark and Diana get its new clients by turn.
final class BotShop implements AutoCloseable {

    static final String PUBLIC = "https://parley.example.com";

    final BotApiServer telegram = new BotApiServer();
    final Hub hub;
    final Person clark;
    final Person diana;

    /// The unguessable part of the hook address.
    final String key;

    /// A hub that the internet reaches, or a laptop.
    BotShop(boolean reachable) {
        hub = reachable ? Hub.start(List.of("--public-url=" + PUBLIC)) : Hub.start();
        telegram.route(PUBLIC, "http://127.0.0.1:" + hub.port());
        clark = hub.person("Clark");
        diana = hub.person("Diana");
        var row = hub.connect(
                "telegram",
                "Shop bot",
                "{\"token\":\"" + BotApiServer.TOKEN + "\",\"server\":\"" + telegram.address() + "\"}");
        assertEquals("connected", row.path("state").asString(), row.toString());
        assertEquals("@shop_bot", row.path("address").asString());
        key = hub.owner()
                .get("/channels/" + row.path("id").asString())
                .json()
                .path("row")
                .path("key")
                .asString();
        sellByTurn(hub, row.path("id").asString(), clark, diana);
    }

    /// The channel is ticked, and its new clients go to these in turn.
    static void sellByTurn(Hub hub, String channel, Person... sellers) {
        hub.agree(document -> {
            for (var one : document.withArray("channels")) {
                var form = (ObjectNode) one;
                if (!form.path("id").asString().equals(channel)) {
                    continue;
                }
                form.put("ticked", true);
                for (var seller : sellers) {
                    form.withObject("roles")
                            .putObject(seller.employee())
                            .put("role", "seller")
                            .put("receivesNewClients", true);
                    form.withObject("access").put(seller.employee(), "WRITE");
                }
                var pipeline = hub.settings().path("pipelines").path(0);
                var newClients = form.withObject("newClients");
                newClients.put("pipeline", pipeline.path("id").asString());
                for (var stage : pipeline.path("stages")) {
                    if (stage.path("name").asString().equals("New")) {
                        newClients.put("stage", stage.path("id").asString());
                    }
                }
                newClients.put("algorithm", "BY_TURN");
            }
        });
    }

    void restart() {
        hub.restart();
        telegram.route(PUBLIC, "http://127.0.0.1:" + hub.port());
    }

    @Override
    public void close() {
        hub.close();
        telegram.close();
    }
}
