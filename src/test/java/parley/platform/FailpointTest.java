package parley.platform;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailpointTest {

    @Test
    void nothingIsArmedByItself() {
        assertNull(Failpoint.Armed.read(null));
        for (var point : Failpoint.values()) {
            assertDoesNotThrow(point::hit);
        }
    }

    @Test
    void itStrikesOnceAtTheNumberedTime() {
        var armed = Failpoint.Armed.read("JOB_BEGUN:break:3");

        armed.passed();
        armed.passed();
        assertThrows(IllegalStateException.class, armed::passed);
        armed.passed();
    }

    /// A campaign that arms nothing must not look like one that finds nothing.
    @ParameterizedTest
    @ValueSource(strings = {"NOWHERE:halt:1", "JOB_BEGUN:dance:1", "JOB_BEGUN:halt:soon"})
    void whatCannotBeUnderstoodStopsTheStart(String property) {
        assertThrows(IllegalArgumentException.class, () -> Failpoint.Armed.read(property));
    }
}
