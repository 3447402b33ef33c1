package parley.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static parley.chaos.Violation.Kind.*;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.Exempt;

@Exempt(because = "one good history, spoiled in each way that the checker knows")
@DisplayName("The campaign's checker knows good histories from bad ones")
class CheckerTest {

    private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");

    private final History history = new History();
    private final List<Books.Message> messages = new ArrayList<>();
    private final Map<String, Integer> deals = new HashMap<>(Map.of("t2", 1, "f1", 1));
    private final Map<String, List<Books.Given>> owners = new HashMap<>(Map.of("t2", given("Ann"), "f1", given("Bob")));
    private final List<Books.Note> notes = new ArrayList<>();
    private List<String> turns = List.of("Ann", "Bob", "Cid", "Ann");

    private static List<Books.Given> given(String... people) {
        return List.of(people).stream().map(Books.Given::new).toList();
    }

    private static Instant at(int second) {
        return BEGUN.plusSeconds(second);
    }

    /// Two clients who have written, one of them answered, everything as it should be.
    private void good() {
        stored("t2", 1, "t2-1", null);
        stored("t2", 2, "t2-2", null);
        stored("f1", 1, "f1-1", null);
        stored("f1", 2, "f1-Bob-1", "SENT");
        written("t2", "t2-1", 1, 2);
        written("t2", "t2-2", 3, 4);
        written("f1", "f1-1", 1, 2);
        history.add(new Event.Replied("Ann", "f1", "f1-Ann-1", 409, at(5), at(6)));
        history.add(new Event.Replied("Bob", "f1", "f1-Bob-1", 202, at(5), at(6)));
        history.add(new Event.Called("f1", "f1-Bob-1", at(7)));
        shown("Ann", "t2", "t2-1", 1, 5);
        shown("Ann", "t2", "t2-2", 2, 6);
        shown("Ann", "f1", "f1-1", 1, 5);
        history.add(new Event.Restarted("Ann#1", "f1", at(6)));
        shown("Max", "t2", "t2-1", 1, 5);
        shown("Max", "t2", "t2-2", 2, 6);
        for (var message : messages) {
            notes.add(new Books.Note(message.client(), "12:00 somebody: " + message.text()));
            told("msg-" + message.text(), message.text());
        }
    }

    private void stored(String client, long seq, String text, @Nullable String status) {
        messages.add(new Books.Message(client, seq, status != null, text, status));
    }

    private void written(String client, String text, int asked, int acknowledged) {
        history.add(new Event.Written(client, text, at(asked), at(acknowledged)));
    }

    private void shown(String employee, String client, @Nullable String text, long seq, int second) {
        history.add(new Event.Shown(employee + "#1", employee, client, text, seq, at(second)));
    }

    private void told(String id, String text) {
        history.add(new Event.Told(id, Texts.client(text), text, false, at(9)));
    }

    private Set<Violation.Kind> found() {
        var books = new Books(messages, deals, owners, notes, turns, Cast.SELLERS, List.of());
        return Checker.check(history, books).stream().map(Violation::kind).collect(Collectors.toSet());
    }

    @Test
    void aGoodHistoryIsGood() {
        good();
        assertEquals(Set.of(), found());
    }

    @Test
    void whatNobodyAcknowledgedMayBeThereOrNot() {
        good();
        history.add(new Event.Written("t2", "t2-3", at(7), null));
        assertEquals(Set.of(), found());
    }

    @Test
    void r70AcknowledgedAndNotThereIsLost() {
        good();
        written("t2", "t2-3", 7, 8);
        assertEquals(Set.of(LOST), found());
    }

    @Test
    void r73AnAcceptedReplyThatIsNotThereIsLost() {
        good();
        history.add(new Event.Replied("Bob", "f1", "f1-Bob-2", 202, at(8), at(9)));
        assertEquals(Set.of(LOST), found());
    }

    @Test
    void r70TwoRowsAreADuplicate() {
        good();
        stored("f1", 3, "f1-1", null);
        assertEquals(Set.of(DUPLICATE), found());
    }

    @Test
    void r71TheLaterBeforeTheEarlierIsMisordered() {
        good();
        messages.set(0, new Books.Message("t2", 2, false, "t2-1", null));
        messages.set(1, new Books.Message("t2", 1, false, "t2-2", null));
        assertEquals(Set.of(MISORDERED, WEBHOOK_MISORDERED), found());
    }

    @Test
    void aPlaceThatNobodyHasIsAGap() {
        good();
        messages.set(3, new Books.Message("f1", 3, true, "f1-Bob-1", "SENT"));
        assertEquals(Set.of(GAP), found());
    }

    @Test
    void aThreadWithAHoleOnAScreenIsAGap() {
        good();
        shown("Max", "f1", "f1-1", 1, 5);
        stored("f1", 3, "f1-2", null);
        stored("f1", 4, "f1-3", null);
        for (var text : List.of("f1-2", "f1-3")) {
            notes.add(new Books.Note("f1", text));
            told("msg-" + text, text);
        }
        shown("Max", "f1", "f1-3", 4, 8);
        assertEquals(Set.of(GAP), found());
    }

    @Test
    void aFrameThatDoesNotJoinTheLastIsAGap() {
        good();
        history.add(new Event.Torn("Max#1", 7, 9, at(8)));
        assertEquals(Set.of(GAP), found());
    }

    @Test
    void whatWasShownAndIsNotThereIsAPhantom() {
        good();
        shown("Ann", "t2", "t2-9", 3, 7);
        assertEquals(Set.of(PHANTOM), found());
    }

    @Test
    void r27AnybodyElsesClientByTurnIsALeakAtOnce() {
        good();
        shown("Bob", "t2", null, 0, 1);
        assertEquals(Set.of(LEAK), found());
    }

    @Test
    void r26TheOthersLoseTheClientWithinTheGrace() {
        good();
        shown("Cid", "f1", null, 0, 8);
        assertEquals(Set.of(), found());
        shown("Cid", "f1", null, 0, 30);
        assertEquals(Set.of(LEAK), found());
    }

    @Test
    void r15WhoeverHasNoRoleSeesNothing() {
        good();
        history.add(new Event.Policy("Gus", false, at(10), at(12)));
        history.add(new Event.Policy("Gus", true, at(40), at(42)));
        shown("Gus", "t2", null, 0, 11);
        shown("Gus", "t2", null, 0, 13);
        shown("Gus", "t2", null, 0, 41);
        assertEquals(Set.of(), found());
        shown("Gus", "t2", null, 0, 30);
        assertEquals(Set.of(LEAK), found());
    }

    @Test
    void aFrozenHubMayHaveShownItBefore() {
        good();
        history.add(new Event.Frozen(at(7), at(28)));
        shown("Cid", "f1", null, 0, 29);
        assertEquals(Set.of(), found());
    }

    @Test
    void aHubThatIsThereSaysSomething() {
        good();
        history.add(new Event.Silent("Ann#1", false, at(1), at(41)));
        assertEquals(Set.of(), found());
        history.add(new Event.Silent("Ann#1", true, at(1), at(41)));
        assertEquals(Set.of(STALE), found());
        history.add(new Event.Frozen(at(7), at(28)));
        assertEquals(Set.of(), found());
    }

    @Test
    void r12WhoeverOnlyWatchesDoesNotWrite() {
        good();
        history.add(new Event.Replied("Aud", "t2", "t2-2", 202, at(5), at(6)));
        assertEquals(Set.of(LEAK), found());
    }

    @Test
    void r26TwoWinnersAreTwoOwners() {
        good();
        history.add(new Event.Replied("Cid", "f1", "f1-1", 202, at(5), at(6)));
        assertEquals(Set.of(TWO_OWNERS), found());
    }

    @Test
    void r30TwoDecisionsOrTwoDealsAreTwoOwners() {
        good();
        owners.put("t2", given("Ann", "Bob"));
        assertEquals(Set.of(TWO_OWNERS), found());
        owners.put("t2", given("Ann"));
        deals.put("t2", 2);
        assertEquals(Set.of(TWO_OWNERS), found());
    }

    @Test
    void r72TwoCallsAreADoubleSend() {
        good();
        history.add(new Event.Called("f1", "f1-Bob-1", at(9)));
        assertEquals(Set.of(DOUBLE_SEND), found());
    }

    @Test
    void r72SentWithoutACallIsLost() {
        good();
        stored("f1", 3, "f1-Bob-2", "SENT");
        notes.add(new Books.Note("f1", "f1-Bob-2"));
        told("msg", "f1-Bob-2");
        assertEquals(Set.of(LOST), found());
    }

    @Test
    void r50ANoteTwiceOrNever() {
        good();
        notes.add(new Books.Note("t2", "t2-2"));
        assertEquals(Set.of(NOTE_TWICE), found());
        notes.removeIf(note -> note.text().contains("t2-2"));
        assertEquals(Set.of(NOTE_LOST), found());
    }

    @Test
    void aWebhookTwiceUnderOneIdIsGood() {
        good();
        told("msg-t2-2", "t2-2");
        assertEquals(Set.of(), found());
        told("another", "t2-2");
        assertEquals(Set.of(DUPLICATE), found());
    }

    @Test
    void aWebhookThatNeverCameIsLost() {
        good();
        stored("f1", 3, "f1-2", null);
        notes.add(new Books.Note("f1", "f1-2"));
        assertEquals(Set.of(WEBHOOK_LOST), found());
    }

    @Test
    void r28TheTurnPassesNobodyOver() {
        good();
        turns = List.of("Ann", "Bob", "Ann");
        assertEquals(Set.of(TURN_UNFAIR), found());
    }

    @Test
    void r26WhoeverIsTooLateIsTooLateForSomebody() {
        good();
        owners.remove("f1");
        assertEquals(Set.of(LOST), found());
    }

    @Test
    void fiveHundredTellsNobodyWhatToDo() {
        good();
        history.add(new Event.Broke("an upload", 500, at(9)));
        assertEquals(Set.of(BROKEN), found());
    }

    @Test
    void r26WordsOfTwoSellersAreTwoOwnersWhateverTheyWereTold() {
        good();
        stored("f1", 3, "f1-Ann-2", "SENT");
        history.add(new Event.Replied("Ann", "f1", "f1-Ann-2", 403, at(5), at(6)));
        history.add(new Event.Called("f1", "f1-Ann-2", at(8)));
        notes.add(new Books.Note("f1", "f1-Ann-2"));
        told("msg", "f1-Ann-2");
        assertEquals(Set.of(TWO_OWNERS), found());
    }
}
