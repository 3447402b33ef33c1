package parley.channel.waba;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import parley.base.Address;
import parley.channel.ChannelTools;
import parley.channel.ChannelType;
import parley.channel.Connection;
import parley.channel.Connection.StoredEvent;
import parley.channel.ConnectionContract;
import parley.channel.Hook;

/// What every channel keeps to, kept by WhatsApp Business.
class WabaTest implements ConnectionContract, AutoCloseable {

    private final WabaDesk desk = new WabaDesk();

    @Override
    public ChannelType type() {
        return new WabaType();
    }

    @Override
    public Connection connection() {
        return desk.line;
    }

    @Override
    public Address somebody() {
        return WabaDesk.ANNA;
    }

    @Override
    public Address nobody() {
        return Person.ofPhone("10000000000").address();
    }

    @Override
    public List<String> arrived(Address client) {
        return desk.meta.texts(client.id());
    }

    @Override
    public boolean knowsCids() {
        return false;
    }

    @Override
    public Optional<Hook> genuine() {
        return Optional.of(WabaDesk.signed(Deliveries.bytes("text")));
    }

    @Override
    public List<Hook> forged() {
        var body = Deliveries.bytes("text");
        var proof = Arrivals.signature(GraphServer.SECRET, body);
        var last = proof.endsWith("0") ? "1" : "0";
        return List.of(
                new Hook("POST", Map.of(), Map.of(), body),
                new Hook("POST", Map.of("x-hub-signature", "sha256=" + proof), Map.of(), body),
                WabaDesk.hook(body, ""),
                WabaDesk.hook(body, proof),
                WabaDesk.hook(body, "sha1=" + proof),
                WabaDesk.hook(body, "sha256=" + proof + ",sha256=" + proof),
                WabaDesk.hook(body, "sha256=" + proof.substring(0, 63) + last),
                WabaDesk.hook(body, "sha256=" + Arrivals.signature("another", body)),
                new Hook("GET", Map.of(), Map.of("hub.mode", "subscribe", "hub.challenge", "1"), new byte[0]),
                new Hook(
                        "GET",
                        Map.of(),
                        Map.of("hub.mode", "subscribe", "hub.challenge", "1", "hub.verify_token", WabaDesk.KEY + "x"),
                        new byte[0]));
    }

    @Override
    public List<StoredEvent> recorded() {
        return Deliveries.names().stream()
                .flatMap(name -> desk.stored(Deliveries.bytes(name)).stream())
                .toList();
    }

    @Override
    public Map<String, String> form() {
        return desk.form(Map.of());
    }

    @Override
    public ChannelTools tools() {
        return desk.tools;
    }

    @AfterEach
    @Override
    public void close() {
        desk.close();
    }
}
