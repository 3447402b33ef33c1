package parley.platform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256, the one fingerprint of this house: of tokens, so that a copy of the database lets nobody in, and of
/// contents, to know them again. Not for passwords, which somebody could guess.
public final class Sha256 {

    private Sha256() {}

    /// 32 bytes.
    public static byte[] of(byte[] content) {
        return running().digest(content);
    }

    /// Of the text in UTF-8.
    public static byte[] of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /// In 64 digits, small letters.
    public static String hex(byte[] content) {
        return HexFormat.of().formatHex(of(content));
    }

    /// The same of the text in UTF-8.
    public static String hex(String text) {
        return HexFormat.of().formatHex(of(text));
    }

    /// For what is too long to be in memory at once: it is told piece by piece, by one thread.
    public static MessageDigest running() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
