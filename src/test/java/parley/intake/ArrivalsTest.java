package parley.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parley.intake.Shop.phone;
import static parley.intake.Shop.user;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.Address;
import parley.base.ChatType;
import parley.channel.Connection.Fetched;
import parley.channel.Content;
import parley.channel.Inbound;
import parley.chat.Feed;
import parley.chat.Message;

/// What messengers deliver, as it lies in the chats.
class ArrivalsTest {

    private final Shop shop = new Shop("a", "b");
    private final Inbound.Client anna = phone("Anna", "+79161234567");

    @AfterEach
    void close() {
        shop.close();
    }

    private Message only() {
        shop.settle();
        var all = shop.messages(anna);
        assertEquals(1, all.size());
        return all.getFirst();
    }

    private Instant now() {
        return shop.now();
    }

    @Test
    @DisplayName("R71: many messages of a chat keep their order, whatever else is delivered")
    void order() {
        for (int number = 0; number < 50; number++) {
            shop.writes(anna, "Number " + number);
            shop.writes(user("Boris", "1"), "Noise " + number);
        }
        shop.settle();

        assertEquals(
                IntStream.range(0, 50).mapToObj(number -> "Number " + number).toList(),
                shop.messages(anna).stream().map(Message::text).toList());
        assertEquals(
                IntStream.rangeClosed(1, 50).mapToObj(Long::valueOf).toList(),
                shop.messages(anna).stream().map(Message::seq).toList());
        assertEquals(50, shop.chat(anna).unanswered());
    }

    @Test
    @DisplayName("R74: an edit keeps what was said before; one that changes nothing is none")
    void edited() {
        var id = shop.writes(anna, "I want two");
        shop.deliver(new Inbound.Edited(anna, id, now(), Content.text("I want two")));
        shop.deliver(new Inbound.Edited(anna, id, now(), Content.text("I want three")));

        var message = only();

        assertEquals("I want three", message.text());
        assertEquals(
                List.of("I want two"),
                message.former().stream().map(Message.Former::text).toList());
        assertTrue(shop.chat(anna).last().contains("I want three"));
    }

    @Test
    @DisplayName("R74: a deletion and reactions; one by the same person takes the place of his last")
    void deletedAndReacted() {
        var id = shop.writes(anna, "Oops");
        shop.deliver(new Inbound.Reacted(anna, id, now(), "👍"));
        shop.deliver(new Inbound.Reacted(anna, id, now(), "🔥"));
        assertEquals(List.of(new Message.Reaction("🔥", "client")), only().reactions());

        shop.deliver(new Inbound.Reacted(anna, id, now(), null));
        shop.deliver(new Inbound.Deleted(anna, id, now()));

        assertEquals(List.of(), only().reactions());
        assertEquals("client", only().deletedBy());
        assertFalse(shop.chat(anna).last().contains("Oops"));
    }

    @Test
    @DisplayName("R72, R74: what overtakes its message waits for it")
    void overtaken() {
        shop.deliver(new Inbound.Edited(anna, "late", now(), Content.text("Better")));
        shop.deliver(new Inbound.Reacted(anna, "late", now(), "👍"));
        shop.settle();
        assertTrue(shop.find(anna).isEmpty());

        shop.deliver(new Inbound.Message(anna, "late", now(), Content.text("Good"), null, null));

        assertEquals("Better", only().text());
        assertEquals("👍", only().reactions().getFirst().emoji());
        assertTrue(shop.chat(anna).last().contains("Better"));
    }

    @Test
    @DisplayName("R74: quotes name the message that they quote, or keep its text when Parley does not hold it")
    void quotes() {
        var id = shop.writes(anna, "How much?");
        shop.deliver(new Inbound.Message(anna, "q1", now(), Content.text("This"), id, null));
        shop.deliver(new Inbound.Message(anna, "q2", now(), Content.text("And this"), "unknown", "Old words"));
        shop.settle();

        var messages = shop.messages(anna);
        assertEquals(
                messages.getFirst().id().toString(), messages.get(1).quote().message());
        assertEquals("How much?", messages.get(1).quote().text());
        assertNull(messages.get(2).quote().message());
        assertEquals("Old words", messages.get(2).quote().text());
    }

    @Test
    @DisplayName(
            "R74: what Parley does not know is kept as unsupported; what cannot be read stays raw and stops nobody")
    void unsupported() {
        var dice = new Content(Content.Kind.UNSUPPORTED, null, List.of(), Map.of("type", "dice"));
        shop.take(shop.whatsapp, PaperNetwork.BROKEN, "79161234567");
        shop.deliver(new Inbound.Message(anna, "u1", now(), dice, null, null));
        shop.take(shop.whatsapp, "nothing for a chat", "79161234567");

        var message = only();

        assertEquals(Content.Kind.UNSUPPORTED, message.kind());
        assertEquals("dice", message.details().get("type"));
        assertEquals(
                List.of(PaperNetwork.BROKEN),
                shop.read(tx -> tx.createQuery(
                                "SELECT convert_from(body, 'UTF8') AS body FROM raw_event WHERE error IS NOT NULL")
                        .mapTo(String.class)
                        .list()));
    }

    @Test
    @DisplayName("R74: files are fetched while the message is shown; what is too big or gone is said to be gone")
    void files() {
        shop.phones.files.put("small", new Fetched.Content(new ByteArrayInputStream(new byte[100])));
        shop.phones.files.put("large", new Fetched.Content(new ByteArrayInputStream(new byte[5_000])));
        var files = new ArrayList<Content.Attachment>();
        for (var name : List.of("small", "large", "missing")) {
            files.add(new Content.Attachment(name, name + ".bin", null, 0, null, null, null));
        }
        var content = new Content(Content.Kind.FILE, "Here", files, Map.of());
        shop.deliver(new Inbound.Message(anna, "f1", now(), content, null, null));

        var stored = only().files();

        assertEquals(
                List.of("ready", "gone", "gone"),
                stored.stream().map(file -> file.state()).toList());
        assertEquals(100, stored.getFirst().size());
        assertNull(stored.getFirst().reference());
    }

    @Test
    @DisplayName("A pressed button is what the client says; typing is told and not stored; blocking is remembered")
    void others() {
        shop.deliver(new Inbound.Pressed(anna, "p1", now(), "Yes, call me"));
        assertEquals("Yes, call me", only().text());

        shop.deliver(new Inbound.Typing(anna));
        shop.deliver(new Inbound.Reachable(anna, false, now()));
        shop.settle();
        assertEquals(List.of(shop.chat(anna).id().toString()), shop.typing);
        assertFalse(shop.chat(anna).reachable());

        shop.writes(anna, "I am back");
        shop.settle();
        assertTrue(shop.chat(anna).reachable());
    }

    @Test
    @DisplayName("A note of the messenger's own is shown, waits for no answer and makes nobody a client")
    void notes() {
        var note = new Content(Content.Kind.SYSTEM, null, List.of(), Map.of("type", "pinned_message"));
        shop.deliver(new Inbound.Message(anna, "7", now(), note, null, null));

        assertEquals(Content.Kind.SYSTEM, only().kind());
        assertEquals(0, shop.chat(anna).unanswered());
        assertEquals(List.of(), shop.decisions(anna));
    }

    @Test
    @DisplayName("A chat that the messenger has moved goes on under its new id")
    void moved() {
        shop.writes(anna, "Hello");
        var to = new Address(new ChatType("whatsapp"), "79990000000", "+79990000000", null);
        shop.deliver(new Inbound.Moved(anna, to, now()));
        shop.settle();
        shop.writes(phone("Anna", "+79990000000"), "New number");
        shop.settle();

        assertEquals(2, shop.messages(phone("Anna", "+79990000000")).size());
    }

    @Test
    @DisplayName("What the client tells of himself is kept; an unverified phone never takes a verified one's place")
    void introduced() {
        shop.writes(anna, "Hello");
        var unsure = new Inbound.Client(
                new Address(new ChatType("whatsapp"), "79161234567", "+10000000000", null), "Anna B", "a@b.c", false);
        shop.writes(unsure, "Hello");
        shop.settle();

        var chat = shop.chat(anna);
        assertEquals("Anna B", chat.person().name());
        assertEquals("+79161234567", chat.address().phone());
        assertTrue(chat.person().verified());
        assertNull(chat.person().email());
    }

    @Test
    @DisplayName("A batch of many messages is one position of the feed, and each chat is in it once")
    void oneFeedPosition() {
        var many = IntStream.range(0, 20)
                .mapToObj(number -> (Inbound)
                        new Inbound.Message(anna, "b" + number, now(), Content.text("Number " + number), null, null))
                .toArray(Inbound[]::new);
        var before = shop.read(tx -> shop.room.feed().position(tx, Shop.COMPANY));
        shop.deliver(many);
        shop.settle();

        var entries = shop.read(tx -> shop.room.feed().between(tx, Shop.COMPANY, before, Long.MAX_VALUE, 100));
        assertEquals(21, entries.size());
        assertEquals(1, entries.stream().map(Feed.Entry::position).distinct().count());
    }
}
