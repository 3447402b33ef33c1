package parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.platform.CannotStart;

@DisplayName("Configuration")
class ConfigTest {

    @TempDir
    Path data;

    private Config read(List<String> arguments, Map<String, String> environment) {
        var all = new java.util.ArrayList<>(List.of("--data", data.toString()));
        all.addAll(arguments);
        return Config.read(all, environment);
    }

    @Test
    void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() throws IOException {
        Files.writeString(data.resolve("parley.properties"), "port=1\nhost=10.0.0.1\ndatabase-connections=7\n");
        var config = read(List.of("--port=3"), Map.of("PARLEY_PORT", "2", "PARLEY_HOST", "10.0.0.2", "HOME", "/"));

        assertEquals(3, config.http().port());
        assertEquals("10.0.0.2", config.http().host());
        assertEquals(7, config.connections());
    }

    @Test
    void whatNobodySaysHolds() {
        var config = read(List.of(), Map.of());

        assertEquals("127.0.0.1", config.http().host());
        assertEquals(8080, config.http().port());
        assertNull(config.database());
        assertNull(config.http().publicUrl());
        assertNull(config.masterKey().configured());
        assertFalse(config.http().demo());
    }

    @Test
    void flagsNeedNoValue() {
        var config = read(List.of("--demo", "--new-master-key", "--port", "0"), Map.of());

        assertTrue(config.http().demo());
        assertTrue(config.masterKey().takeIt());
        assertEquals(0, config.http().port());
    }

    @Test
    void anOwnDatabaseComesWithItsUser() {
        var config = read(
                List.of("--database-url=jdbc:postgresql://db/parley", "--public-url=https://chat.example.com/"),
                Map.of("PARLEY_DATABASE_PASSWORD", "secret", "PARLEY_TRUSTED_PROXIES", "10.0.0.1, 10.0.0.2"));

        assertEquals("parley", config.database().user());
        assertEquals("secret", config.database().password());
        assertEquals(URI.create("https://chat.example.com"), config.http().publicUrl());
        assertEquals(Set.of("10.0.0.1", "10.0.0.2"), config.http().trustedProxies());
        assertFalse(config.toString().contains("secret"), "a password never gets into a log");
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
        --databse-url=x      | There is no key `--databse-url`: did you mean `--database-url`?
        --prot=1             | There is no key `--prot`: did you mean `--port`?
        --colour=red         | There is no key `--colour`: --help shows what there is.
        --port=many          | port
        --port=70000         | port
        --port               | `--port` needs a value.
        --demo=perhaps       | demo is true or false; this is: perhaps
        --public-url=example | public-url looks like https://parley.example.com
        --database-url=mysql | database-url begins with jdbc:postgresql:
        run                  | `run` is not understood here
        """)
    void aMistakeStopsTheStartAndIsNamed(String typed, String sentence) {
        var refusal = assertThrows(CannotStart.class, () -> read(List.of(typed), Map.of()));

        assertTrue(refusal.getMessage().contains(sentence), refusal.getMessage());
    }

    @Test
    void aMistakeInTheEnvironmentOrTheFileIsNamedToo() throws IOException {
        var around = assertThrows(CannotStart.class, () -> read(List.of(), Map.of("PARLEY_PUBLIK_URL", "x")));
        assertTrue(around.getMessage().contains("did you mean `PARLEY_PUBLIC_URL`?"), around.getMessage());

        Files.writeString(data.resolve("parley.properties"), "hots=x\n");
        var inFile = assertThrows(CannotStart.class, () -> read(List.of(), Map.of()));
        assertTrue(inFile.getMessage().contains("did you mean `host`?"), inFile.getMessage());
    }

    @Test
    void theManualPageSaysWhatTheKeysSay() throws IOException {
        assertEquals(
                Manual.page(),
                Files.readString(Path.of("docs/configuration.md")),
                "write it anew: java -cp target/classes:… parley.app.Main manual > docs/configuration.md");
    }
}
