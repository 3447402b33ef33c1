package parley.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The table of bugs keeps up with the sources that it changes.
class PlantingTest {

    static final java.util.List<Bug> BUGS = Bug.ALL;

    @ParameterizedTest
    @FieldSource("BUGS")
    void everyBugCanStillBePlanted(Bug bug) throws IOException {
        assertFalse(Planting.changed(bug, Path.of("src/main/java/parley")).isEmpty());
        assertFalse(bug.foundAs().isEmpty());
    }

    @Test
    void allTwelveAreThere() {
        assertEquals(
                IntStream.rangeClosed(1, 12).boxed().toList(),
                Bug.ALL.stream().map(Bug::number).toList());
    }
}
