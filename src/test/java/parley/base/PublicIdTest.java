package parley.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicIdTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, Integer.MAX_VALUE, (1L << 62) - 1})
    void anIdComesBackAsWhatItWas(long number) {
        assertEquals(
                Optional.of(new ChannelId(number)),
                PublicId.channel(PublicId.of(new ChannelId(number)).toString()));
        assertEquals(
                Optional.of(new MessageId(number)),
                PublicId.message(PublicId.of(new MessageId(number)).toString()));
    }

    @Test
    void itIsAUuidOfVersionEightInLowerCase() {
        var id = PublicId.of(new MessageId(31)).toString();

        assertEquals("7061726c-6579-8002-8000-00000000001f", id);
        assertEquals(8, UUID.fromString(id).version());
        assertEquals(2, UUID.fromString(id).variant());
        assertEquals(Optional.of(new MessageId(31)), PublicId.message(id.toUpperCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "31",
                "7061726c-6579-8001-8000-00000000001f",
                "7061726c-6579-8002-0000-00000000001f",
                "7061726c-6579-4002-8000-00000000001f",
                "7061726c-6579-8002-8000-1f",
                "0b5f2a7c-4c1e-4d0a-9a3b-2f6d1c8e7a10",
                "7061726c-6579-8002-8000-00000000001f "
            })
    void whatWeHaveNotMadeNamesNoMessage(String typed) {
        assertEquals(Optional.empty(), PublicId.message(typed));
    }

    @Test
    void whatDoesNotFitIsNoNumberOfOurs() {
        assertThrows(IllegalArgumentException.class, () -> new PublicId(PublicId.Kind.MESSAGE, 1L << 62));
        assertThrows(IllegalArgumentException.class, () -> new PublicId(PublicId.Kind.MESSAGE, -1));
    }
}
