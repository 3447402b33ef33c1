package parley.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The table of bugs keeps up with the sources that it changes.
class PlantingTest {

    static final java.util.List<Bug> BUGS = Bug.ALL;

    /// Whoever runs the tests may hide the class path behind a jar of his own.
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    @ParameterizedTest
    @FieldSource("BUGS")
    void everyBugCanStillBePlanted(Bug bug, @TempDir Path into) throws IOException {
        Planting.plant(bug, Path.of("src/main/java/parley"), CLASS_PATH, into);
        assertFalse(bug.foundAs().isEmpty());
    }

    @Test
    void allTwelveAreThere() {
        assertEquals(
                IntStream.rangeClosed(1, 12).boxed().toList(),
                Bug.ALL.stream().map(Bug::number).toList());
    }
}
