package parley.channel.telegram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/// Cut where a reader would cut it.
class SplittingTest {

    @Test
    void aShortTextIsOneMessage() {
        assertEquals(List.of("Good day."), Splitting.of("Good day.", 20));
        assertEquals(List.of("x".repeat(20)), Splitting.of("x".repeat(20), 20));
    }

    @Test
    void paragraphsFirst() {
        assertEquals(List.of("One. Two.", "Three. Four. Five."), Splitting.of("One. Two.\n\nThree. Four. Five.", 22));
    }

    @Test
    void thenLines() {
        assertEquals(List.of("first line", "second line"), Splitting.of("first line\nsecond line", 16));
    }

    @Test
    void thenSentences() {
        assertEquals(
                List.of("It is there. Is it?", "Yes, it is there."),
                Splitting.of("It is there. Is it? Yes, it is there.", 24));
    }

    @Test
    void thenWordsSoThatLinksStayWhole() {
        assertEquals(
                List.of("see", "https://shop.example.com/a.b"), Splitting.of("see https://shop.example.com/a.b", 28));
    }

    @Test
    void thenBetweenSignsAsPeopleSeeThem() {
        var family = "👨‍👩‍👧";

        assertEquals(List.of(family, family, family), Splitting.of(family.repeat(3), family.length() + 3));
        assertEquals(List.of("e\u0301".repeat(5), "e\u0301"), Splitting.of("e\u0301".repeat(6), 11));
    }

    @Test
    void aStubIsNoPart() {
        assertEquals(List.of("a\n\nbb bb bb bb bb bb", "bb bb"), Splitting.of("a\n\nbb bb bb bb bb bb bb bb", 21));
    }

    @Property(tries = 2000)
    void nothingIsLostAndNothingIsTooLong(@ForAll("texts") String text) {
        var parts = Splitting.of(text, 40);

        assertEquals(text.replaceAll("\\s", ""), String.join("", parts).replaceAll("\\s", ""));
        for (var part : parts) {
            assertTrue(!part.isBlank() && part.length() <= 40, part);
            assertTrue(!Character.isLowSurrogate(part.charAt(0)), "half a sign");
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "a", "слово ", "👍🏽", "конец. ", "\n", "\n\n", "https://x.example/y", "e\u0301", "Ж", " ", "!")
                .list()
                .ofMaxSize(80)
                .map(words -> String.join("", words));
    }
}
