package parley.channel.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpeningHoursTest {

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    /// 24 November 2026 is a Tuesday; Moscow is three hours ahead.
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', nullValues = "-", textBlock = """
        TYPED                            | NOW                  | OPENS
        ''                               | 2026-11-24T00:00:00Z | -
        Mo-Fr 9:00-18:00                 | 2026-11-24T06:00:00Z | -
        Mo-Fr 9:00-18:00                 | 2026-11-24T05:59:00Z | 2026-11-24T06:00:00Z
        Mo-Fr 9:00-18:00                 | 2026-11-24T15:00:00Z | 2026-11-25T06:00:00Z
        Пн–Пт 09:00–18:00; Сб 10:00-14:00 | 2026-11-27T15:00:00Z | 2026-11-28T07:00:00Z
        Пн-Пт 9:00-18:00                 | 2026-11-27T15:00:00Z | 2026-11-30T06:00:00Z
        Tu 9:00-18:00                    | 2026-11-24T15:00:00Z | 2026-12-01T06:00:00Z
        Sa-Mo 0:00-24:00                 | 2026-11-24T12:00:00Z | 2026-11-27T21:00:00Z
        """)
    void theNextOpening(String typed, Instant now, Instant opens) {
        var hours = OpeningHours.read(typed, MOSCOW).orElseThrow();
        assertEquals(opens, hours.opensNext(now).orElse(null));
        assertEquals(opens == null, hours.isOpen(now));
    }

    @ParameterizedTest
    @CsvSource({"always", "Mo 9-18", "Mo 18:00-9:00", "Xx 9:00-18:00", "Mo 9:00-25:00", "Mo-Fr"})
    void whatCannotBeUnderstoodIsRefused(String typed) {
        assertTrue(OpeningHours.read(typed, MOSCOW).isEmpty());
    }
}
