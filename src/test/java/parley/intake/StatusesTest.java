package parley.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parley.intake.Shop.phone;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.channel.Content;
import parley.channel.DeliveryStatus;
import parley.channel.Inbound;
import parley.chat.Message;

/// What becomes of messages that our side wrote, as messengers tell it.
class StatusesTest {

    private final Shop shop = new Shop("a", "b");
    private final Inbound.Client anna = phone("Anna", "+79161234567");

    @AfterEach
    void close() {
        shop.close();
    }

    private Instant now() {
        return shop.now();
    }

    @ParameterizedTest(name = "{0} → {1}")
    @DisplayName("R72: statuses only move forward, in whatever order they come")
    @CsvSource({
        "SENT DELIVERED READ, READ",
        "READ DELIVERED SENT, READ",
        "DELIVERED FAILED, DELIVERED",
        "FAILED DELIVERED, DELIVERED",
        "FAILED SENT, SENT",
        "SENT FAILED, FAILED",
    })
    void statuses(String come, DeliveryStatus expected) {
        sending("Good morning");
        for (var status : come.split(" ")) {
            shop.deliver(new Inbound.Status(anna, "x1", DeliveryStatus.valueOf(status), now(), null));
        }
        shop.settle();
        assertEquals(
                DeliveryStatus.SENDING, shop.messages(anna).getLast().status(), "before the answer nothing is known");

        named("x1");

        assertEquals(expected, shop.messages(anna).getLast().status());
    }

    /// Parley is sending this to Anna, and has no answer yet.
    private void sending(String text) {
        shop.writes(anna, "Hello");
        shop.settle();
        shop.sends(anna, text, DeliveryStatus.SENDING);
    }

    private void named(String externalId) {
        shop.database.useTransaction(tx -> named(tx, externalId));
    }

    private void named(Handle tx, String externalId) {
        var chat =
                shop.room.chats().lock(tx, Shop.COMPANY, shop.chat(anna).id()).orElseThrow();
        var message = shop.room
                .messages()
                .before(tx, Shop.COMPANY, chat.id(), Long.MAX_VALUE, 1)
                .getFirst();
        shop.room.happenings().named(tx, chat, message, List.of(externalId));
    }

    @Test
    @DisplayName("R72: what comes while the messenger's answer is just being stored happens, too")
    void atTheSameMoment() {
        sending("Good morning");

        shop.database.useTransaction(tx -> {
            named(tx, "x1");
            shop.deliver(new Inbound.Status(anna, "x1", DeliveryStatus.DELIVERED, now(), null));
            Shop.await("worked off, or waiting for us", this::isWorkedOffOrWaits);
        });
        shop.settle();

        assertEquals(DeliveryStatus.DELIVERED, shop.messages(anna).getLast().status());
    }

    private boolean isWorkedOffOrWaits() {
        return shop.database.read(tx -> tx.createQuery("""
            SELECT NOT EXISTS (SELECT FROM work) OR EXISTS (SELECT FROM pg_locks WHERE NOT granted)
            """).mapTo(Boolean.class).one());
    }

    @Test
    @DisplayName("R72: a watermark moves everything that was sent up to it")
    void watermark() {
        shop.writes(anna, "Hello");
        shop.settle();
        shop.sends(anna, "One", DeliveryStatus.SENT);
        shop.later(Duration.ofMinutes(1));
        shop.sends(anna, "Two", DeliveryStatus.SENT);
        shop.deliver(new Inbound.Watermark(anna, DeliveryStatus.READ, now().minusSeconds(30)));
        shop.settle();

        assertEquals(
                List.of(DeliveryStatus.READ, DeliveryStatus.SENT),
                shop.messages(anna).stream().skip(1).map(Message::status).toList());
    }

    @Test
    @DisplayName("R75, R58: what is typed on the phone appears as outgoing, is delivered once and counts as an answer")
    void echo() {
        shop.sell(Shop.BY_TURN, "a");
        shop.writes(anna, "Hello");
        shop.deliver(new Inbound.Echo(anna, "e1", now(), Content.text("Good morning"), "phone"));
        shop.deliver(new Inbound.Echo(anna, "e1", now(), Content.text("Good morning"), "phone"));
        shop.settle();

        var echo = shop.messages(anna).getLast();
        assertEquals(2, shop.messages(anna).size());
        assertTrue(echo.outgoing());
        assertEquals("phone", echo.via());
        assertEquals(0, shop.chat(anna).unanswered());
        assertNull(shop.chat(anna).waitingSince());
    }

    @Test
    @DisplayName("R75: the messenger's copy of what Parley is sending is no second message")
    void ownEcho() {
        sending("Good  morning");
        shop.deliver(new Inbound.Echo(anna, "x1", now(), Content.text("Good morning"), "phone"));
        shop.settle();

        var message = shop.messages(anna).getLast();
        assertEquals(2, shop.messages(anna).size());
        assertEquals("x1", message.externalId());
        assertEquals(DeliveryStatus.SENT, message.status());
    }
}
