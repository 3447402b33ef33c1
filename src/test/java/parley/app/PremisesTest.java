package parley.app;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.platform.CannotStart;

@DisplayName("What a machine must offer before a hub opens on it")
class PremisesTest {

    private static final Path FOLDER = Path.of("data");

    @ParameterizedTest
    @ValueSource(longs = {-2_000, 0, 1_999, 2_000})
    void aClockMayBeTwoSecondsOff(long millis) {
        assertDoesNotThrow(() -> Premises.checkClock(Duration.ofMillis(millis)));
    }

    @ParameterizedTest
    @CsvSource({"-2001, ahead of", "2001, behind", "3600000, behind"})
    void butNotMore(long millis, String where) {
        var refused = assertThrows(CannotStart.class, () -> Premises.checkClock(Duration.ofMillis(millis)));
        assertTrue(refused.getMessage().contains(where), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"5, 100", "1000, 1000", "0, 0"})
    void aTwentiethOfTheDiskIsEnough(long free, long total) {
        assertDoesNotThrow(() -> Premises.checkDisk(FOLDER, free << 20, total << 20));
    }

    @ParameterizedTest
    @CsvSource({"4, 100", "0, 100"})
    void lessIsNot(long free, long total) {
        assertThrows(CannotStart.class, () -> Premises.checkDisk(FOLDER, free << 20, total << 20));
    }
}
