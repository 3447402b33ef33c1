package parley.rules;

import static java.util.Objects.requireNonNullElse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.rules.Digest.Line;
import parley.rules.Digest.Note;
import tools.jackson.databind.JsonNode;

class DigestTest {

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    @TestFactory
    @DisplayName("R50: messages and the notes that they make")
    Stream<DynamicTest> theTable() {
        return Vectors.json("digest.json").stream()
                .map(row -> dynamicTest(row.get("name").asString(), () -> {
                    var notes = Digest.notes(
                            TimelineMode.valueOf(row.get("mode").asString()),
                            ZoneId.of(row.get("zone").asString()),
                            row.get("lines").values().stream()
                                    .map(DigestTest::line)
                                    .toList(),
                            row.get("maxLength").asInt());

                    assertEquals(
                            row.get("notes").values().stream()
                                    .map(note -> note.get("start").asString() + " "
                                            + note.get("end").asString() + "\n"
                                            + note.get("text").asString())
                                    .toList(),
                            notes.stream()
                                    .map(note -> note.window().start() + " "
                                            + note.window().end() + "\n" + note.text())
                                    .toList());
                }));
    }

    @ParameterizedTest(name = "{0} → {1}")
    @DisplayName("R50: five messages within an hour → 5, 1, 1, 0 notes")
    @CsvSource({"EACH,5", "HOURLY,1", "DAILY,1", "OFF,0"})
    void fiveMessagesWithinAnHour(TimelineMode mode, int expected) {
        var lines = IntStream.range(0, 5)
                .mapToObj(minute -> line(NINE.plusSeconds(60L * minute), "Hello " + minute))
                .toList();

        assertEquals(expected, Digest.notes(mode, MOSCOW, lines, 1_000).size());
    }

    @Property
    @Label("R50: windows hold their moment and follow each other without gap or overlap")
    void windowsFollowEachOther(
            @ForAll("zones") ZoneId zone,
            @ForAll @LongRange(min = 1_700_000_000L, max = 1_900_000_000L) long second,
            @ForAll("grouping") TimelineMode mode) {
        var at = Instant.ofEpochSecond(second);

        var window = Digest.window(mode, zone, at).orElseThrow();

        assertFalse(at.isBefore(window.start()));
        assertTrue(at.isBefore(window.end()));
        assertEquals(window, Digest.window(mode, zone, window.start()).orElseThrow());
        assertEquals(
                window, Digest.window(mode, zone, window.end().minusNanos(1)).orElseThrow());
        assertEquals(
                window.end(),
                Digest.window(mode, zone, window.end()).orElseThrow().start());
    }

    @ParameterizedTest(name = "{0} at {1}: {2} – {3}")
    @DisplayName("R50: an hour when clocks are changed")
    @CsvSource({
        "Europe/Berlin,       2026-03-29T00:30:00Z, 2026-03-29T00:00:00Z, 2026-03-29T01:00:00Z",
        "Europe/Berlin,       2026-10-25T00:30:00Z, 2026-10-25T00:00:00Z, 2026-10-25T01:00:00Z",
        "Europe/Berlin,       2026-10-25T01:30:00Z, 2026-10-25T01:00:00Z, 2026-10-25T02:00:00Z",
        "Australia/Lord_Howe, 2026-04-04T14:50:00Z, 2026-04-04T14:00:00Z, 2026-04-04T15:00:00Z",
        "Australia/Lord_Howe, 2026-04-04T15:10:00Z, 2026-04-04T15:00:00Z, 2026-04-04T15:30:00Z",
    })
    void changedClocks(ZoneId zone, Instant at, Instant start, Instant end) {
        assertEquals(
                new Digest.Window(start, end),
                Digest.window(TimelineMode.HOURLY, zone, at).orElseThrow());
    }

    @Property(tries = 200)
    @Label("R50: split notes keep within the length, in order, and lose nothing but white space")
    void splitting(
            @ForAll @Size(max = 8) List<@Chars({'a', 'b', ' ', '\n', 'я'}) @StringLength(max = 400) String> texts,
            @ForAll @IntRange(min = 100, max = 300) int max) {
        var lines = new ArrayList<Line>();
        for (int i = 0; i < texts.size(); i++) {
            lines.add(line(NINE.plusMillis(i), texts.get(i)));
        }

        var notes = Digest.notes(TimelineMode.DAILY, MOSCOW, lines, max);

        assertTrue(notes.stream().allMatch(note -> note.text().length() <= max));
        assertEquals(
                IntStream.range(0, notes.size()).boxed().toList(),
                notes.stream().map(Note::part).toList());
        var written = notes.stream().map(Note::text).collect(Collectors.joining());
        var expected = texts.stream().map(text -> "12:00 Anna: " + text).collect(Collectors.joining());
        assertEquals(bare(expected), bare(written));
    }

    @Property(tries = 200)
    @Label("R50: a cut never falls into the middle of a character")
    void noCharacterIsHalved(@ForAll @IntRange(min = 100, max = 130) int max) {
        var notes = Digest.notes(TimelineMode.EACH, MOSCOW, List.of(line(NINE, "😀".repeat(200))), max);

        for (var note : notes) {
            assertFalse(Character.isHighSurrogate(note.text().charAt(note.text().length() - 1)));
        }
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                        "Europe/Moscow",
                        "Europe/Berlin",
                        "America/New_York",
                        "Asia/Kolkata",
                        "Australia/Lord_Howe",
                        "Pacific/Apia",
                        "America/Santiago",
                        "UTC")
                .map(ZoneId::of);
    }

    @Provide
    Arbitrary<TimelineMode> grouping() {
        return Arbitraries.of(TimelineMode.HOURLY, TimelineMode.DAILY);
    }

    private static String bare(String text) {
        return text.replace("2026-03-02", "").replaceAll("\\s", "");
    }

    private static Line line(Instant at, String text) {
        return new Line(at, at, "Anna", text, List.of());
    }

    private static Line line(JsonNode line) {
        var at = Instant.parse(line.get("at").asString());
        var stored = line.get("stored");
        var files = line.get("files");
        return new Line(
                at,
                requireNonNullElse(stored == null ? null : Instant.parse(stored.asString()), at),
                line.get("author").asString(),
                line.get("text").asString(),
                files == null
                        ? List.of()
                        : files.values().stream()
                                .map(file -> new Digest.File(
                                        file.get("name").asString(),
                                        file.get("url").asString()))
                                .toList());
    }
}
