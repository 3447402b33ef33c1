package parley.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Secrets")
class SecretsTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path data;

    private Secrets secrets() {
        return Secrets.of(data, null, RANDOM);
    }

    @Test
    void theFirstStartMakesAKeyThatTheNextOneFinds() throws IOException {
        var sealed = secrets().seal("бот:token", "channel|7");

        assertEquals("бот:token", secrets().open(sealed, "channel|7"));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(Secrets.FILE))));
    }

    @Test
    void severalHubsThatStartAtOnceAgreeOnOneKey() throws Exception {
        var starts = Collections.<Callable<Secrets>>nCopies(16, this::secrets);
        try (var hubs = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var hub : hubs.invokeAll(starts)) {
                var sealed = hub.get().seal("token", "channel|7");
                assertEquals("token", secrets().open(sealed, "channel|7"));
            }
        }
        try (var files = Files.list(data)) {
            assertEquals(List.of(data.resolve(Secrets.FILE)), files.toList());
        }
    }

    @Test
    void whatIsSealedTwiceLooksDifferent() {
        assertNotEquals(secrets().seal("same", "place"), secrets().seal("same", "place"));
    }

    @Test
    void whatIsMovedElsewhereCannotBeOpened() {
        var sealed = secrets().seal("token", "channel|7");

        assertThrows(Secrets.WrongKey.class, () -> secrets().open(sealed, "channel|8"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1:", "v1:AAAA", "v1:***", "v2:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "token"})
    void whatWasNeverSealedCannotBeOpened(String text) {
        assertThrows(Secrets.WrongKey.class, () -> secrets().open(text, "place"));
    }

    @Test
    void everyChangedLetterIsNoticed() {
        var secrets = secrets();
        var sealed = secrets.seal("token", "place");
        for (int at = "v1:".length(); at < sealed.length() - 1; at++) {
            var changed = sealed.substring(0, at) + (sealed.charAt(at) == 'A' ? 'B' : 'A') + sealed.substring(at + 1);
            assertThrows(Secrets.WrongKey.class, () -> secrets.open(changed, "place"));
        }
    }

    @Test
    void anotherMasterKeyOpensAndProvesNothing() {
        var sealed = secrets().seal("token", "place");
        var signature = secrets().sign("file 7");
        var other = Secrets.of(data, Base64.getEncoder().encodeToString(new byte[32]), RANDOM);

        var refusal = assertThrows(Secrets.WrongKey.class, () -> other.open(sealed, "place"));
        assertTrue(refusal.getMessage().contains("another master key"));
        assertFalse(other.verify("file 7", signature));
    }

    @Test
    void aSignatureIsForOneText() {
        var signature = secrets().sign("file 7");

        assertTrue(secrets().verify("file 7", signature));
        assertFalse(secrets().verify("file 8", signature));
        assertFalse(secrets().verify("file 7", ""));
        assertFalse(secrets().verify("file 7", signature.substring(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "not base64 at all", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})
    void aMasterKeyThatIsNoneStopsTheStart(String configured) throws IOException {
        var refusal = assertThrows(CannotStart.class, () -> Secrets.of(data, configured, RANDOM));
        assertTrue(refusal.getMessage().contains("is not 32 bytes in Base64"), refusal.getMessage());

        Files.writeString(data.resolve(Secrets.FILE), configured);
        assertThrows(CannotStart.class, this::secrets);
    }
}
