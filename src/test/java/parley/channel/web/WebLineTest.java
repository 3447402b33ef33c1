package parley.channel.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import parley.channel.ChannelOffice;
import parley.channel.ClientPages;
import parley.channel.DeliveryStatus;
import parley.channel.Inbound;
import parley.platform.Json;

class WebLineTest {

    private final Shop shop = new Shop();
    private final String token = shop.visitor();

    /// What a browser hears.
    private static final class Ear implements ClientPages.Out {

        final List<String> frames = new CopyOnWriteArrayList<>();
        final List<Integer> closed = new CopyOnWriteArrayList<>();

        @Override
        public void text(String frame) {
            frames.add(frame);
        }

        @Override
        public void close(int code, String why) {
            closed.add(code);
        }

        List<String> texts() {
            return frames.stream()
                    .filter(frame -> frame.contains(Events.CREATED))
                    .map(frame -> Json.tree(frame).path("text").asString(""))
                    .toList();
        }
    }

    @Test
    void theLineResumesAndThenTellsWhatComes() {
        shop.writes(token, Shop.cid(1), "Hello");
        shop.answers("a", "Good day");
        var ear = new Ear();
        var line = open(ear, Shop.HUB);
        line.text("{\"type\":\"hello\",\"visitor_token\":\"" + token + "\",\"after\":\"1\"}");
        ChannelOffice.await("the missed answer", () -> ear.texts().equals(List.of("Good day")));

        shop.answers("b", "Still there?");
        ChannelOffice.await("the next answer", () -> ear.texts().equals(List.of("Good day", "Still there?")));
        shop.connection().typing(shop.writer(), "Bruce");
        ChannelOffice.await("typing", () -> ear.frames.getLast().contains("\"typing\""));

        line.text("{\"type\":\"ack\",\"after\":\"3\"}");
        assertEquals(
                List.of(DeliveryStatus.DELIVERED, DeliveryStatus.DELIVERED),
                shop.heard(Inbound.Status.class).stream()
                        .map(Inbound.Status::status)
                        .toList());
        line.closed();
        var frames = ear.frames.size();
        shop.connection().typing(shop.writer(), "Bruce");
        assertEquals(frames, ear.frames.size());
    }

    @Test
    void strangersAreTurnedAway() {
        var ear = new Ear();
        assertNull(shop.pages().open(handshake("https://evil.example"), ear));
        open(ear, Shop.SITE).text("{\"type\":\"hello\",\"visitor_token\":\"forged.token\"}");
        assertEquals(List.of(4401), ear.closed);
    }

    @Test
    void whoeverFloodsIsCutOff() {
        var ear = new Ear();
        var line = open(ear, Shop.HUB);
        for (int i = 0; i <= 1000; i++) {
            line.text("not even json");
        }
        assertTrue(ear.closed.contains(4429));
    }

    private ClientPages.Line open(Ear ear, String origin) {
        var line = shop.pages().open(handshake(origin), ear);
        assertNotNull(line);
        return line;
    }

    private static parley.platform.PageRequest handshake(String origin) {
        return Shop.request("GET", "ws", Map.of("host", "hub.example", "origin", origin), new byte[0]);
    }
}
