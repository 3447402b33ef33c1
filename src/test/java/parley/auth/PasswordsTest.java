package parley.auth;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    private final Passwords passwords = new Passwords(new SecureRandom());

    @Test
    void aPasswordMatchesItsHashAndNoOther() {
        var hash = passwords.hash("correct horse");

        assertTrue(hash.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), hash);
        assertTrue(passwords.matches("correct horse", hash));
        assertFalse(passwords.matches("correct house", hash));
        assertFalse(passwords.matches("", hash));
    }

    @Test
    void theSamePasswordNeverHasTheSameHash() {
        assertNotEquals(passwords.hash("correct horse"), passwords.hash("correct horse"));
    }
}
