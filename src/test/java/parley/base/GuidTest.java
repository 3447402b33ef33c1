package parley.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Names for other programs")
class GuidTest {

    private static final AccountId COMPANY = new AccountId(1);

    @Test
    void aNameIsReadBack() {
        var message = new MessageId(4_000_000_000_000L);
        var guid = Guid.of(COMPANY, message);

        assertEquals("00000001-0002-8000-8000-03a352944000", guid);
        assertEquals(Optional.of(message), Guid.message(COMPANY, guid.toUpperCase(Locale.ROOT)));
        assertEquals(Optional.empty(), Guid.channel(COMPANY, guid));
        assertEquals(Optional.empty(), Guid.message(new AccountId(2), guid));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "0b5f2a7c-4c1e-4d0a-9a3b-2f6d1c8e7a10",
                "1-2-8000-8000-7",
                "00000001-0002-8000-8000-000000000000"
            })
    void whatWasNotMadeHereNamesNothing(String guid) {
        assertEquals(Optional.empty(), Guid.message(COMPANY, guid));
    }
}
