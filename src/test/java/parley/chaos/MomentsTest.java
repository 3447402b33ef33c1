package parley.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parley.platform.Failpoint;

/// A campaign looks for what it has not met, and says what that is.
class MomentsTest {

    private static final Path SOURCES = Path.of("src/main/java/parley");

    @Test
    void everyFailpointAndEveryClassThatCommitsOrCallsIsLeftAtFirst() throws IOException {
        var left = new Moments(SOURCES).left();

        Stream.of(Failpoint.values()).forEach(point -> assertTrue(left.contains(point.name()), point.name()));
        assertTrue(left.contains("TRANSACTION_WRITTEN@intake.Intake"));
        assertTrue(left.contains("TRANSACTION_COMMITTED@platform.JobAttempt"));
        assertTrue(left.contains("CALL_ANSWERED@channel.telegram.BotApi"));
        assertFalse(left.contains("TRANSACTION_WRITTEN@platform.Database"));
    }

    @Test
    void aClassesCommitCountsAsACommit() throws IOException {
        var moments = new Moments(SOURCES);

        moments.met("TRANSACTION_WRITTEN@intake.Intake");

        assertFalse(moments.left().contains("TRANSACTION_WRITTEN@intake.Intake"));
        assertFalse(moments.left().contains("TRANSACTION_WRITTEN"));
        assertTrue(moments.left().contains("TRANSACTION_COMMITTED@intake.Intake"));
        assertEquals(1, ((Map<?, ?>) moments.all().get("commits")).get("met"));
    }

    /// One that nobody comes by can never be met.
    @Test
    void everyFailpointStandsSomewhere() throws IOException {
        var sources = new StringBuilder();
        try (var files = Files.walk(SOURCES)) {
            for (var file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                sources.append(Files.readString(file));
            }
        }
        for (var point : Failpoint.values()) {
            var line = Pattern.compile("Failpoint\\." + point + "\\.hit\\(\\)");
            assertTrue(line.matcher(sources).find(), point + " is hit nowhere");
        }
    }
}
