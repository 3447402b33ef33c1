package parley.channel.telegram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.base.MessageId;
import parley.channel.Content;
import parley.channel.Content.Kind;
import parley.channel.Outbound;
import parley.channel.PaperTools;
import parley.channel.SendResult;
import parley.channel.SendResult.Accepted;
import parley.channel.SendResult.ChannelDown;
import parley.channel.SendResult.Hold;
import parley.channel.SendResult.Refused;
import parley.channel.SendResult.TryLater;
import parley.channel.SendResult.Unknown;

/// Whatever goes wrong at Telegram or on the way to it, Parley knows whether the message may have gone (R72).
class MisbehaviourTest {

    private final BotDesk desk = new BotDesk();

    @AfterEach
    void close() {
        desk.close();
    }

    private SendResult afterwards(Misbehaviour wrong) {
        desk.server.next("sendMessage", wrong);
        return desk.says("Hello");
    }

    private int arrived() {
        return desk.server.texts(desk.anna.id()).size();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        401 | Unauthorized                                              | down                   | -
        404 | Not Found                                                 | down                   | -
        403 | Forbidden: bot was blocked by the user                    | blocked                | UNREACHABLE
        403 | Forbidden: user is deactivated                            | no_account             | UNREACHABLE
        403 | Forbidden: bot can't initiate conversation with a user    | write_first_impossible | UNREACHABLE
        403 | Forbidden: bot was kicked from the supergroup chat        | blocked                | UNREACHABLE
        403 | Forbidden: bot is not a member of the supergroup chat     | blocked                | UNREACHABLE
        403 | Forbidden: something new                                  | blocked                | UNREACHABLE
        400 | Bad Request: chat not found                               | no_account             | UNREACHABLE
        400 | Bad Request: private chat not found                       | no_account             | UNREACHABLE
        400 | Bad Request: USER_IS_BLOCKED                              | blocked                | UNREACHABLE
        400 | Bad Request: message is too long                          | too_long               | REACHABLE
        400 | Bad Request: file is too big                              | too_big                | REACHABLE
        413 | Request Entity Too Large                                  | too_big                | REACHABLE
        400 | Bad Request: wrong file identifier/HTTP URL specified     | wrong_kind             | REACHABLE
        400 | Bad Request: wrong type of the web page content           | wrong_kind             | REACHABLE
        400 | Bad Request: TOPIC_CLOSED                                 | refused                | REACHABLE
        500 | Internal Server Error: restart                            | later CHAT 5           | -
        502 | Bad Gateway                                               | later CHAT 5           | -
        409 | Conflict: terminated by setWebhook request                | later CHANNEL 60       | -
        """)
    void everyErrorOfTelegramHasItsMeaning(int code, String words, String expected, String client) {
        var result = afterwards(new Misbehaviour.Says(code, words));

        var said = switch (result) {
            case Accepted _ -> "accepted";
            case TryLater(var after, var _, var hold) -> "later " + hold + " " + after.toSeconds();
            case Refused(var why, var detail, var _) -> {
                assertEquals(words, detail);
                yield why;
            }
            case ChannelDown _ -> "down";
            case Unknown _ -> "unknown";
        };
        assertEquals(expected, said);
        if (result instanceof Refused refused) {
            assertEquals(client, refused.client().name());
        }
        assertEquals(0, arrived());
    }

    @Test
    void whatWasNotSentIsTriedAgainAndWhatMayHaveGoneIsNot() {
        assertInstanceOf(Unknown.class, afterwards(new Misbehaviour.CutAfter()));
        assertInstanceOf(Unknown.class, afterwards(new Misbehaviour.HalfAnAnswer()));
        assertInstanceOf(Unknown.class, afterwards(new Misbehaviour.Garbage()));
        assertEquals(3, arrived(), "all three have gone");
        assertInstanceOf(Unknown.class, afterwards(new Misbehaviour.CutBefore()), "nobody can tell it from the above");
        assertInstanceOf(Unknown.class, afterwards(new Misbehaviour.Foreign(500)));
        assertInstanceOf(Unknown.class, afterwards(new Misbehaviour.Foreign(502)));
        assertInstanceOf(Unknown.class, afterwards(new Misbehaviour.Foreign(504)));
        assertInstanceOf(TryLater.class, afterwards(new Misbehaviour.Foreign(503)));
        assertInstanceOf(ChannelDown.class, afterwards(new Misbehaviour.Foreign(302)));
        assertInstanceOf(ChannelDown.class, afterwards(new Misbehaviour.Foreign(407)));
        assertEquals(3, arrived());
    }

    @Test
    void whereNobodyListensNothingWasSent() {
        var silent = new BotDesk();
        silent.close();
        var result = assertInstanceOf(TryLater.class, silent.says("Hello"));

        assertEquals(Hold.CHAT, result.hold());
        assertEquals("unreachable", result.why());
    }

    @Test
    void aSlowAnswerIsWaitedFor() {
        assertInstanceOf(Accepted.class, afterwards(new Misbehaviour.Slow(Duration.ofMillis(400))));
    }

    @Test
    void anAnswerThatNeverComesLeavesItUnknown() {
        var api = new BotApi(desk.tools.http(), desk.tools.random(), desk.server.address(), BotApiServer.TOKEN);
        desk.server.next("sendMessage", new Misbehaviour.Slow(Duration.ofSeconds(2)));
        var answer = api.call(Call.of("sendMessage")
                .with("chat_id", desk.anna.id())
                .with("text", "Hello")
                .patient(Duration.ofMillis(300)));

        assertEquals(new Answer.Lost("timeout"), answer);
        assertEquals(1, arrived());
    }

    @Test
    void tooFastHoldsTheChatForAsLongAsTelegramSays() {
        assertEquals(new TryLater(Duration.ofSeconds(7), "rate", Hold.CHAT), afterwards(new Misbehaviour.TooFast(7)));
        assertEquals(
                new TryLater(Duration.ofSeconds(8), "rate", Hold.CHAT),
                afterwards(new Misbehaviour.TooFast(8)),
                "the same chat");
    }

    @Test
    void tooFastInTwoChatsWithinASecondHoldsTheBot() {
        desk.server.next("sendMessage", new Misbehaviour.TooFast(3), new Misbehaviour.TooFast(4));
        desk.line.send(BotDesk.message(desk.anna, "a", Content.text("Hello")));
        var second = desk.line.send(BotDesk.message(desk.boris, "b", Content.text("Hello")));

        assertEquals(new TryLater(Duration.ofSeconds(4), "rate", Hold.CHANNEL), second);
    }

    @Test
    void whatMayBeDoneTwiceIsSimplyDoneAgain() {
        var id = assertInstanceOf(Accepted.class, desk.says("Helo"))
                .externalIds()
                .getFirst();
        var to = BotDesk.address(desk.anna);
        desk.server.next("editMessageText", new Misbehaviour.CutAfter());
        desk.server.next("deleteMessage", new Misbehaviour.CutAfter());
        var edit = new Outbound.Edit(to, new MessageId(1), id, "Hello", false);
        var delete = new Outbound.Delete(to, new MessageId(1), id);

        assertInstanceOf(TryLater.class, desk.line.send(edit));
        assertInstanceOf(Accepted.class, desk.line.send(edit));
        assertInstanceOf(TryLater.class, desk.line.send(delete));
        assertInstanceOf(Accepted.class, desk.line.send(delete));
    }

    @Test
    @DisplayName("R72: a retry begins with the first part that was not accepted")
    void partsThatHaveGoneDoNotGoAgain() {
        var text = String.join("\n\n", "a".repeat(4000), "b".repeat(4000), "c".repeat(4000));
        var message = BotDesk.message(desk.anna, "long", Content.text(text));
        desk.server.next("sendMessage", new Misbehaviour.Slow(Duration.ZERO), new Misbehaviour.TooFast(1));

        assertInstanceOf(TryLater.class, desk.line.send(message));
        assertEquals(1, arrived());
        var done = assertInstanceOf(Accepted.class, desk.line.send(message));
        assertEquals(3, done.externalIds().size(), "the ids of all parts, also of those that went before");
        assertEquals(List.of("a".repeat(4000), "b".repeat(4000), "c".repeat(4000)), desk.server.texts(desk.anna.id()));
    }

    @Test
    @DisplayName("R72: an answer lost in the middle leaves the message unknown; sent again, it goes on from there")
    void aLostPartIsUnknown() {
        var message = BotDesk.message(
                desk.anna,
                "album",
                desk.files(
                        Kind.IMAGE,
                        "x".repeat(1500),
                        BotDesk.file("a.jpg", "image/jpeg"),
                        BotDesk.file("b.jpg", "image/jpeg")));
        desk.server.next("sendMessage", new Misbehaviour.CutBefore());

        assertInstanceOf(Unknown.class, desk.line.send(message));
        assertInstanceOf(Accepted.class, desk.line.send(message));
        assertEquals(1, desk.server.calls("sendMediaGroup").size());
        assertEquals(List.of("", "", "x".repeat(1500)), desk.server.texts(desk.anna.id()));
    }

    @Test
    void aGroupThatBecameASupergroupIsWrittenToThereAndTheHubIsTold() {
        desk.server.next("sendMessage", new Misbehaviour.Migrated(Long.toString(desk.boris.id())));

        assertInstanceOf(Accepted.class, desk.says("Hello"));
        assertEquals(List.of("Hello"), desk.server.texts(desk.boris.id()));
        var told = desk.paper.inlet.getFirst();
        assertEquals(Long.toString(desk.anna.id()), told.chatKey());
        var moved = (parley.channel.Inbound.Moved)
                Reading.of(new parley.channel.Connection.StoredEvent(PaperTools.NOW, Map.of(), told.body()))
                        .getFirst();
        assertEquals(Long.toString(desk.boris.id()), moved.to().id());
    }

    @Test
    void aReplyToWhatIsGoneGoesWithoutIt() {
        desk.server.next("sendMessage", new Misbehaviour.Says(400, "Bad Request: message to be replied not found"));
        var result = desk.line.send(new Outbound.Send(
                BotDesk.address(desk.anna),
                new MessageId(1),
                "cid",
                Content.text("Yes"),
                desk.anna.id() + ":71",
                null));

        assertInstanceOf(Accepted.class, result);
        assertFalse(desk.server.calls("sendMessage").getLast().has("reply_parameters"));
    }

    @Test
    void theTokenIsInNoAnswer() {
        desk.server.next("sendMessage", new Misbehaviour.CutAfter(), new Misbehaviour.Foreign(404));
        var silent = new BotDesk();
        silent.close();
        var said = desk.says("a") + " " + desk.says("b") + " " + silent.says("c") + " " + desk.config + " "
                + Account.of(desk.config) + " " + silent.line.fetch("x") + " " + silent.line.health();

        assertFalse(said.contains("AAEhBOweik6ad9r"), said);
        assertTrue(said.contains("Unknown"), said);
    }
}
