package parley.auth;

import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import parley.platform.Sha256;

/// Random keys and their hashes. A key of 128 random bits or more needs no slow hash: there is nothing to guess.
final class Keys {

    /// So many keys are looked for at a time when a crowd comes with them, by so many threads.
    static final int AT_A_TIME = 500;

    static final int AT_ONCE = 2;

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
        return Sha256.of(key);
    }

    /// A hash as a name.
    static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
