package parley.channel.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Address;
import parley.channel.ChannelTools;
import parley.channel.ChannelType;
import parley.channel.Connection;
import parley.channel.Connection.StoredEvent;
import parley.channel.ConnectionContract;
import parley.channel.Hook;

class WebConnectionTest implements ConnectionContract {

    private static final String VISITOR = "0123456789abcdef0123456789abcdef";

    private final Shop shop = new Shop();
    private final String token = shop.visitor();
    private final Address somebody;

    WebConnectionTest() {
        shop.writes(token, Shop.cid(99), "Hello");
        somebody = shop.writer();
    }

    @Override
    public ChannelType type() {
        return new WebChannelType();
    }

    @Override
    public Connection connection() {
        return shop.connection();
    }

    @Override
    public Address somebody() {
        return somebody;
    }

    @Override
    public Address nobody() {
        return Shop.address(VISITOR);
    }

    @Override
    public List<String> arrived(Address client) {
        var texts = new ArrayList<String>();
        for (var event : shop.events(token, 0)) {
            if (event.path("author").asString("").equals("rep")) {
                texts.add(event.path("text").asString());
            }
        }
        return texts;
    }

    @Override
    public boolean knowsCids() {
        return true;
    }

    @Override
    public Optional<Hook> genuine() {
        return Optional.empty();
    }

    @Override
    public List<Hook> forged() {
        return List.of(new Hook("POST", Map.of(), Map.of(), "{}".getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public List<StoredEvent> recorded() {
        return List.of(event("""
            {"type":"message","id":"%1$s/1","text":"Hi","at":1795000000000,"page":"https://shop.example/a",
             "client":{"visitor":"%1$s","name":"Anna","email":"a@example.com","phone":"8 916 456-98-12",
             "verified":false}}\
            """), event("""
                {"type":"message","id":"%1$s/2","reply_to":"out:1","at":1795000000000,"files":[{"id":"f1",
                 "name":"a.png","mime":"image/png","size":12,"width":3,"height":4}],
                 "client":{"visitor":"%1$s","verified":true}}\
                """), event("""
                    {"type":"typing","client":{"visitor":"%1$s"}}\
                    """), event("""
                        {"type":"status","status":"READ","ids":["out:1","out:2"],"client":{"visitor":"%1$s"}}\
                        """));
    }

    private static StoredEvent event(String json) {
        return new StoredEvent(AT, Map.of(), json.formatted(VISITOR).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Map<String, String> form() {
        return Map.of(
                "origins", "https://shop.example https://*.shop.example", "hours", "Mo-Fr 9:00-18:00", "zone", "UTC");
    }

    @Override
    public ChannelTools tools() {
        return shop.tools();
    }
}
