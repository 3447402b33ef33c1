package parley.http.v3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.ChannelId;
import parley.base.PublicId;
import parley.channel.waba.GraphServer;
import parley.story.Hub;
import tools.jackson.databind.node.ObjectNode;

/// A program sends templates of a WhatsApp Business number (contract, 5.2 and 5.7).
class TemplatesTest {

    private static final String PUBLIC = "https://parley.example.com";

    @Test
    @DisplayName("5.7: templates are listed under ids by which they are sent, with values in their order")
    void templatesAreListedAndSent() {
        try (var meta = new GraphServer();
                var hub = Hub.start(List.of("--public-url=" + PUBLIC))) {
            meta.route(PUBLIC, "http://127.0.0.1:" + hub.port());
            meta.template(Map.of(
                    "name",
                    "order_ready",
                    "language",
                    "en",
                    "status",
                    "APPROVED",
                    "category",
                    "UTILITY",
                    "components",
                    List.of(Map.of("type", "BODY", "text", "Order {{1}} is ready, {{2}}."))));
            var row = hub.connect(
                    "waba",
                    "Shop number",
                    "{\"token\":\"%s\",\"phoneNumberId\":\"%s\",\"businessAccountId\":\"%s\",\"appSecret\":\"%s\",\"server\":\"%s\"}"
                            .formatted(
                                    GraphServer.TOKEN,
                                    GraphServer.NUMBER,
                                    GraphServer.BUSINESS,
                                    GraphServer.SECRET,
                                    meta.address()));
            var id = row.path("id").asString();
            tick(hub, id);
            var crm = new Crm(
                    "http://127.0.0.1:" + hub.port(), Crm.of(hub, "full").key());

            var listed = crm.get("/v3/templates/whatsapp").json();
            var guid = listed.path(0).path("templateGuid").asString();
            assertEquals(1, listed.size(), listed.toString());
            assertEquals("order_ready", listed.path(0).path("name").asString());
            assertEquals("UTILITY", listed.path(0).path("category").asString());
            assertEquals(
                    "@template: " + guid + " { [[bodyVar1]]; [[bodyVar2]] }",
                    listed.path(0).path("templateCode").asString());

            var head =
                    "{\"channelId\":\"%s\",\"chatType\":\"whatsapp\",\"chatId\":\"79161234567\",\"templateId\":\"%s\""
                            .formatted(PublicId.of(new ChannelId(Long.parseLong(id))), guid);
            assertEquals(
                    "INVALID_MESSAGE_DATA",
                    crm.post("/v3/message", head + ",\"templateValues\":[\"17\"]}")
                            .error());
            var sent = crm.post("/v3/message", head + ",\"templateValues\":[\"17\",\"Anna\"]}");
            assertEquals(201, sent.status(), sent.toString());
            Hub.await(1, () -> meta.sent().size());
            assertEquals(
                    "Anna",
                    meta.sent()
                            .getFirst()
                            .path("template")
                            .path("components")
                            .path(0)
                            .path("parameters")
                            .path(1)
                            .path("text")
                            .asString());
        }
    }

    private static void tick(Hub hub, String channel) {
        var pipeline = hub.settings().path("pipelines").path(0);
        hub.agree(document -> document.path("channels").forEach(one -> {
            if (one.path("id").asString().equals(channel)) {
                ((ObjectNode) one)
                        .put("ticked", true)
                        .withObject("newClients")
                        .put("pipeline", pipeline.path("id").asString())
                        .put("stage", pipeline.path("stages").path(0).path("id").asString());
            }
        }));
    }
}
