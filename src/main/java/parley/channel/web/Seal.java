package parley.channel.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Texts that only this channel can have written: `base64url(text).base64url(HMAC-SHA256)`. Readable by everybody,
/// bound to a purpose, compared in constant time.
final class Seal {

    private static final String HMAC = "HmacSHA256";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final int LONGEST = 4096;

    private final byte[] secret;

    Seal(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    String seal(String purpose, String text) {
        return ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "."
                + ENCODER.encodeToString(mac(secret, purpose + "\n" + text));
    }

    /// The text when it was sealed here for this purpose.
    Optional<String> open(String purpose, String sealed) {
        var dot = sealed.indexOf('.');
        if (dot < 0 || sealed.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            var text = new String(DECODER.decode(sealed.substring(0, dot)), StandardCharsets.UTF_8);
            var proof = DECODER.decode(sealed.substring(dot + 1));
            return MessageDigest.isEqual(proof, mac(secret, purpose + "\n" + text))
                    ? Optional.of(text)
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Whether a site's server has signed this text with the secret that it shares with the channel.
    static boolean isSigned(String secret, String text, String hex) {
        try {
            var expected = mac(secret.getBytes(StandardCharsets.UTF_8), text);
            return MessageDigest.isEqual(expected, HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static byte[] mac(byte[] secret, String text) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }
}
