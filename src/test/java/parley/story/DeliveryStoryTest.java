package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parley.story.PaperShop.cid;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import parley.channel.Connection;
import parley.channel.DeliveryStatus;
import parley.channel.Outbound;
import parley.channel.SendResult;
import parley.channel.SendResult.Client;
import parley.channel.SendResult.Hold;

/// What becomes of a message on its way to a messenger that does not always behave (R71, R72, UX 6.6).
class DeliveryStoryTest {

    private static final PaperPost POST = new PaperPost();
    private static final PaperShop SHOP = new PaperShop(POST);

    @AfterAll
    static void close() {
        SHOP.close();
    }

    private static void awaitStatus(String status, String chat, String text) {
        Hub.await(status, () -> SHOP.statusOf(SHOP.tony, chat, text));
    }

    private static String error(String chat, String text) {
        return SHOP.row(SHOP.tony, chat, text).path("error").path("code").asString("");
    }

    private static List<String> arrivedAt(String client) {
        return POST.delivered.stream()
                .filter(sent -> sent.to().id().equals(client) && sent instanceof Outbound.Send)
                .map(sent -> String.valueOf(((Outbound.Send) sent).content().text()))
                .toList();
    }

    @Test
    void r72StatusesOnlyMoveForward() {
        var chat = SHOP.tonys("Anna");
        var id = "p" + SHOP.sends(SHOP.tony, chat, "On its way");
        awaitStatus("sent", chat, "On its way");

        POST.status(SHOP.hub, SHOP.key, "Anna", id, DeliveryStatus.READ);
        awaitStatus("read", chat, "On its way");
        POST.status(SHOP.hub, SHOP.key, "Anna", id, DeliveryStatus.DELIVERED);
        POST.clientWrites(SHOP.hub, SHOP.key, "Anna", "Thanks");
        Hub.await(true, () -> SHOP.tony.reads("Anna").contains("Thanks"));

        assertEquals("read", SHOP.statusOf(SHOP.tony, chat, "On its way"));
    }

    @Test
    void whatIsPutOffGoesLaterAndKeepsItsOrder() {
        var chat = SHOP.tonys("Boris");
        POST.then(_ -> new SendResult.TryLater(Duration.ofMillis(300), "rate", Hold.CHAT));

        SHOP.sends(SHOP.tony, chat, "one");
        SHOP.sends(SHOP.tony, chat, "two");

        awaitStatus("sent", chat, "two");
        assertEquals(List.of("first", "one", "two"), arrivedAt("Boris"));
        assertEquals("", error(chat, "one"));
    }

    @Test
    void whoeverHasBlockedTheCompanyIsNotWrittenToUntilHeWrites() {
        var chat = SHOP.tonys("Clara");
        POST.then(_ -> new SendResult.Refused("blocked", "forbidden", Client.UNREACHABLE));

        SHOP.sends(SHOP.tony, chat, "Are you there?");

        awaitStatus("failed", chat, "Are you there?");
        assertEquals("blocked", error(chat, "Are you there?"));
        var refused = SHOP.tony.writes(chat, "Hello?", cid());
        assertEquals(422, refused.status(), refused.toString());
        assertEquals("blocked", refused.json().path("error").asString());
        POST.clientWrites(SHOP.hub, SHOP.key, "Clara", "I am back");
        Hub.await(202, () -> SHOP.tony.writes(chat, "Welcome", cid()).status());
        awaitStatus("sent", chat, "Welcome");
    }

    @Test
    void r72ALostAnswerIsUnknownAndAPersonDecides() {
        var chat = SHOP.tonys("Dora");
        POST.then(POST::acceptAndLoseTheAnswer);
        POST.then(POST::acceptAndLoseTheAnswer);

        var first = SHOP.sends(SHOP.tony, chat, "Did it go?");
        awaitStatus("unknown", chat, "Did it go?");
        SHOP.sends(SHOP.tony, chat, "And this?");
        awaitStatus("unknown", chat, "And this?");
        SHOP.sends(SHOP.tony, chat, "It goes on");
        awaitStatus("sent", chat, "It goes on");
        assertEquals(List.of("first", "Did it go?", "And this?", "It goes on"), arrivedAt("Dora"));
        assertEquals("unknown", SHOP.statusOf(SHOP.tony, chat, "Did it go?"));

        var known = SHOP.tony.post("/messages/" + first + "/resolve", "{\"as\":\"sent\"}");
        assertEquals(200, known.status(), known.toString());
        assertEquals("sent", SHOP.statusOf(SHOP.tony, chat, "Did it go?"));
        var second = SHOP.row(SHOP.tony, chat, "And this?").path("id").asString();
        assertEquals(
                200,
                SHOP.tony
                        .post("/messages/" + second + "/resolve", "{\"as\":\"resend\"}")
                        .status());
        awaitStatus("sent", chat, "And this?");
        assertEquals(5, arrivedAt("Dora").size());
        assertEquals(
                409,
                SHOP.tony
                        .post("/messages/" + second + "/resolve", "{\"as\":\"resend\"}")
                        .status());
    }

    @Test
    void r72EvidenceClearsUpALostAnswer() {
        var chat = SHOP.tonys("Emma");
        POST.then(POST::acceptAndLoseTheAnswer);
        SHOP.sends(SHOP.tony, chat, "Lost and found");
        awaitStatus("unknown", chat, "Lost and found");

        POST.delivers(
                SHOP.hub,
                SHOP.key,
                new PaperPost.Event("echo", "e1", "Emma", "Emma", "Lost and found", null, Instant.now()));

        awaitStatus("sent", chat, "Lost and found");
        assertEquals(3, SHOP.rows(SHOP.tony, chat).size());
    }

    @Test
    void aStatusThatOvertakesTheAnswerWaitsForIt() throws Exception {
        var chat = SHOP.tonys("Frida");
        var asked = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        POST.then(command -> {
            asked.countDown();
            await(answer);
            return POST.accept(command);
        });
        var id = "p" + SHOP.sends(SHOP.tony, chat, "Fast reader");
        asked.await();
        assertEquals("sending", SHOP.statusOf(SHOP.tony, chat, "Fast reader"));
        POST.status(SHOP.hub, SHOP.key, "Frida", id, DeliveryStatus.READ);
        POST.clientWrites(SHOP.hub, SHOP.key, "Frida", "Yes");
        Hub.await(true, () -> SHOP.tony.reads("Frida").contains("Yes"));

        answer.countDown();

        awaitStatus("read", chat, "Fast reader");
    }

    @Test
    void anAdapterThatBreaksDownLeavesTheMessageUnknown() {
        var chat = SHOP.tonys("Gina");
        POST.then(_ -> {
            throw new IllegalStateException("a mistake in the adapter");
        });

        SHOP.sends(SHOP.tony, chat, "Into the wall");

        awaitStatus("unknown", chat, "Into the wall");
    }

    @Test
    void r72WhatWasUnderWayWhenTheHubStoppedIsUnknownAndNotSentTwice() throws Exception {
        var chat = SHOP.tonys("Hanna");
        var asked = new CountDownLatch(1);
        var forgotten = new CountDownLatch(1);
        POST.then(command -> {
            asked.countDown();
            outlast(forgotten);
            return POST.accept(command);
        });
        SHOP.sends(SHOP.tony, chat, "Cut off");
        asked.await();

        // The thread that waits for the answer outlives the hub, as a thread of a killed process would not.
        SHOP.hub.restart();

        awaitStatus("unknown", chat, "Cut off");
        forgotten.countDown();
        Hub.await(2, () -> arrivedAt("Hanna").size());
        SHOP.sends(SHOP.tony, chat, "Afterwards");
        awaitStatus("sent", chat, "Afterwards");
        assertEquals(List.of("first", "Cut off", "Afterwards"), arrivedAt("Hanna"));
    }

    @Test
    void whatIsWrittenWhileTheChannelIsDownGoesWhenItIsBack() {
        var chat = SHOP.tonys("Ida");
        POST.health = new Connection.Health.NeedsReconnect("revoked");
        POST.then(_ -> new SendResult.ChannelDown("revoked"));
        SHOP.sends(SHOP.tony, chat, "Patience");
        Hub.await("channel_down", () -> error(chat, "Patience"));
        assertEquals("queued", SHOP.statusOf(SHOP.tony, chat, "Patience"));
        assertEquals(
                "Paper shop",
                SHOP.row(SHOP.tony, chat, "Patience")
                        .path("error")
                        .path("args")
                        .path("channel")
                        .asString());

        POST.health = new Connection.Health.Connected();
        var back = SHOP.hub.owner().post("/channels/" + SHOP.channel + "/actions/reconnect", "{}");

        assertTrue(back.status() < 300, back.toString());
        awaitStatus("sent", chat, "Patience");
        assertEquals("", error(chat, "Patience"));
    }

    private static void outlast(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            await(latch);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            // Whoever goes on waiting asks again.
        }
    }
}
