package parley.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// Random keys and their hashes. A key of 128 random bits or more needs no slow hash: there is nothing to guess.
final class Keys {

    private static final int BYTES = 32;
    private static final int PLAIN_BYTES = 16;

    private final RandomGenerator random;

    /// @param random a cryptographically strong one
    Keys(RandomGenerator random) {
        this.random = random;
    }

    String fresh() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// 128 random bits as 32 hex digits.
    String plain() {
        var bytes = new byte[PLAIN_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
