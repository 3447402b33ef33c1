package parley.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.base.Phone.Reading;
import parley.rules.Vectors;

class PhoneTest {

    @TestFactory
    @DisplayName("R52, R54: what is typed, and what is read")
    Stream<DynamicTest> theTable() {
        return Vectors.json("phone.json").stream().map(row -> {
            var typed = row.get("typed").asString();
            var reading = Reading.valueOf(row.get("reading").asString());
            var expected = row.get("phone").isNull()
                    ? Optional.<String>empty()
                    : Optional.of(row.get("phone").asString());
            var name = row.get("rule").asString() + ": «" + typed + "», " + reading;
            return dynamicTest(
                    name,
                    () -> assertEquals(expected, Phone.read(typed, reading).map(Phone::value)));
        });
    }

    @Test
    @DisplayName("R31: a Russian number is looked for in every spelling that the CRM may hold")
    void spellings() {
        assertEquals(
                List.of("+79164569812", "79164569812", "89164569812", "9164569812"),
                new Phone("+79164569812").spellings());
        assertEquals(List.of("+81312345678", "81312345678"), new Phone("+81312345678").spellings());
    }

    @ParameterizedTest(name = "{0} as {1}: {2}")
    @DisplayName("R31, R52: what the CRM holds is the client's number, or a stranger's")
    @CsvSource({
        "8 (916) 456-98-12,   EIGHT_IS_RUSSIA, true",
        "+7 916 456 98 12,    EIGHT_IS_RUSSIA, true",
        "916 456-98-12,       EIGHT_IS_RUSSIA, true",
        "+9164569812,         EIGHT_IS_RUSSIA, false",
        "+8 916 456 98 12,    EIGHT_IS_RUSSIA, false",
        "8 916 456 98 12,     AS_TYPED,        false",
        "916 456-98-12,       AS_TYPED,        false",
        "7 916 456 98 12,     AS_TYPED,        true",
        "8 916 456 98 13,     EIGHT_IS_RUSSIA, false",
        "'',                  EIGHT_IS_RUSSIA, false",
    })
    void whoseNumberItIs(String typed, Reading reading, boolean expected) {
        assertEquals(expected, new Phone("+79164569812").isSpelled(typed, reading));
    }

    @Test
    void aPhoneThatExistsIsValid() {
        for (var value : List.of("79164569812", "+1234567", "+1234567890123456", "+7916456981x", "")) {
            assertThrows(IllegalArgumentException.class, () -> new Phone(value), value);
        }
    }

    @Property
    void anythingCanBeTypedAndWhatIsReadReadsAsItself(@ForAll String typed, @ForAll Reading reading) {
        Phone.read(typed, reading)
                .ifPresent(phone -> assertEquals(Optional.of(phone), Phone.read(phone.value(), reading)));
    }
}
