package parley.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Slow hashes of passwords: Argon2id with 19 MiB and two passes, as OWASP advises. What a hash was made with stands in
/// it, so that the costs can rise later.
public final class Passwords {

    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int SALT = 16;
    private static final int HASH = 32;

    private final RandomGenerator random;

    // Each hash takes a core and 19 MiB: guessing must not take all of them.
    private final Semaphore places = new Semaphore(2, true);

    /// @param random a cryptographically strong one
    public Passwords(RandomGenerator random) {
        this.random = random;
    }

    String hash(String password) {
        var salt = bytes(SALT);
        return text(salt, argon2(password, salt, MEMORY_KIB, PASSES));
    }

    /// What no password matches, at the price of any other. Nothing is computed for it: a hub that starts has no time.
    String ofNobody() {
        return text(bytes(SALT), bytes(HASH));
    }

    private byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String text(byte[] salt, byte[] hash) {
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s"
                .formatted(MEMORY_KIB, PASSES, base64.encodeToString(salt), base64.encodeToString(hash));
    }

    /// Takes the same time whether it matches or not.
    boolean matches(String password, String hash) {
        var parts = hash.split("[$,=]");
        var salt = Base64.getDecoder().decode(parts[10]);
        var expected = Base64.getDecoder().decode(parts[11]);
        var actual = argon2(password, salt, Integer.parseInt(parts[5]), Integer.parseInt(parts[7]));
        return MessageDigest.isEqual(expected, actual);
    }

    private byte[] argon2(String password, byte[] salt, int memory, int passes) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(1)
                .withSalt(salt)
                .build());
        var result = new byte[HASH];
        places.acquireUninterruptibly();
        try {
            generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), result);
        } finally {
            places.release();
        }
        return result;
    }
}
