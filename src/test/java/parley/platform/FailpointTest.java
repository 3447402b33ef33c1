package parley.platform;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static parley.platform.Failpoint.JOB_BEGUN;
import static parley.platform.Failpoint.JOB_RUN;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailpointTest {

    @Test
    void nothingIsArmedByItself() {
        assertNull(Armed.read(null));
        for (var point : Failpoint.values()) {
            assertDoesNotThrow(point::hit);
        }
    }

    @Test
    void itStrikesOnceAtTheNumberedTime() {
        var armed = armed("JOB_BEGUN:break:3");

        armed.passed(JOB_BEGUN);
        armed.passed(JOB_RUN);
        armed.passed(JOB_BEGUN);
        assertThrows(IllegalStateException.class, () -> armed.passed(JOB_BEGUN));
        armed.passed(JOB_BEGUN);
    }

    @Test
    void ofSeveralEachIsCountedForItself() {
        var armed = armed("JOB_BEGUN:break:2,JOB_RUN:break:1");

        armed.passed(JOB_BEGUN);
        assertThrows(IllegalStateException.class, () -> armed.passed(JOB_RUN));
        assertThrows(IllegalStateException.class, () -> armed.passed(JOB_BEGUN));
    }

    /// Everybody's transactions pass by the same line: which one is meant tells the class that asked for it.
    @Test
    void oneWithASiteStrikesOnBehalfOfThatClassAlone() {
        var armed = armed("JOB_RUN@platform.Metrics:break:1");
        var metrics = new Metrics();
        metrics.gauge("calls_back", "", () -> {
            armed.passed(JOB_RUN);
            return 0;
        });

        armed.passed(JOB_RUN);
        assertThrows(IllegalStateException.class, metrics::text);
    }

    /// A campaign that arms nothing must not look like one that finds nothing.
    @ParameterizedTest
    @ValueSource(strings = {"NOWHERE:halt:1", "JOB_BEGUN:dance:1", "JOB_BEGUN:halt:soon", "JOB_BEGUN:halt:1,NOWHERE"})
    void whatCannotBeUnderstoodStopsTheStart(String property) {
        assertThrows(IllegalArgumentException.class, () -> Armed.read(property));
    }

    private static Armed armed(String property) {
        var armed = Armed.read(property);
        assertNotNull(armed);
        return armed;
    }
}
