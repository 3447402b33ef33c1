package parley.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What cannot be seen in compiled classes.
class SourceLawTest {

    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TESTS = Path.of("src/test/java");
    private static final int ONE_SITTING = 300;

    @Test
    void aFileFitsInOneSitting() throws IOException {
        var tooLong = Stream.concat(sources(MAIN).stream(), sources(TESTS).stream())
                .filter(file -> lines(file).size() > ONE_SITTING)
                .filter(file -> lines(file).stream().noneMatch(line -> line.startsWith("@Exempt(because = \"")))
                .toList();

        assertEquals(
                List.of(),
                tooLong,
                "Longer than " + ONE_SITTING + " lines: such a file usually does two jobs."
                        + " Divide it by verb, or say why it is one: @Exempt(because = \"…\") on its type.");
    }

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() throws IOException {
        var silent = sources(MAIN).stream()
                .map(file -> file.resolveSibling("package-info.java"))
                .distinct()
                .filter(file -> !Files.exists(file)
                        || !lines(file).contains("@NullMarked")
                        || !lines(file).getFirst().startsWith("/// "))
                .toList();

        assertEquals(
                List.of(),
                silent,
                "A package begins with one to three lines that say what it is for, and is"
                        + " @NullMarked: without it the compiler's null checks are silent there.");
    }

    @Test
    void theLawsSeeTheHouse() throws IOException {
        assertFalse(sources(MAIN).isEmpty(), "no sources below " + MAIN.toAbsolutePath());
    }

    private static List<Path> sources(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
