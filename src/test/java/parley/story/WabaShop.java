package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import parley.channel.waba.GraphServer;

/// A company with a WhatsApp number, whose new clients go to Clark.
public final class WabaShop implements AutoCloseable {

    private static final String PUBLIC = "https://parley.example.com";

    public final GraphServer meta = new GraphServer();
    public final Hub hub = Hub.start(List.of("--public-url=" + PUBLIC));
    public final Person clark;
    final String channel;
    private int written;

    public WabaShop() {
        meta.route(PUBLIC, "http://127.0.0.1:" + hub.port());
        clark = hub.person("Clark");
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
        assertEquals("connected", row.path("state").asString(), row.toString());
        assertEquals("+1 555-078-3881", row.path("address").asString());
        channel = row.path("id").asString();
        BotShop.sellByTurn(hub, channel, clark);
    }

    /// A client's message. Answers the status of the hook.
    public int writes(String phone, String name, String text) {
        written++;
        return delivers(phone, name, text);
    }

    /// Meta delivers what it delivered last once more.
    int again(String phone, String name, String text) {
        return delivers(phone, name, text);
    }

    private int delivers(String phone, String name, String text) {
        return meta.delivers(Map.of(
                "metadata", Map.of("phone_number_id", GraphServer.NUMBER),
                "contacts", List.of(Map.of("wa_id", phone, "profile", Map.of("name", name))),
                "messages",
                        List.of(Map.of(
                                "from",
                                phone,
                                "id",
                                "wamid.IN" + written,
                                "type",
                                "text",
                                "text",
                                Map.of("body", text)))));
    }

    int reports(Map<String, Object> status) {
        return meta.delivers(
                Map.of("metadata", Map.of("phone_number_id", GraphServer.NUMBER), "statuses", List.of(status)));
    }

    /// A template without a header.
    ///
    /// @param status `APPROVED`, `PAUSED`, …
    public void template(String name, String status, String body) {
        meta.template(Map.of(
                "name",
                name,
                "language",
                "en",
                "status",
                status,
                "category",
                "UTILITY",
                "components",
                List.of(Map.of("type", "BODY", "text", body))));
    }

    @Override
    public void close() {
        hub.close();
        meta.close();
    }
}
