package parley.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Seals what must not be read in the database or in a backup, and signs what must not be forged. Both keys are derived
/// from one master key.
public final class Secrets {

    /// Where the master key lies in the data folder, unless it is configured.
    public static final String FILE = "secret.key";

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String VERSION = "v1:";
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final SecretKey sealing;
    private final SecretKey signing;
    private final RandomGenerator random;

    private Secrets(byte[] master, RandomGenerator random) {
        this.sealing = derived(master, "AES", "parley sealing 1");
        this.signing = derived(master, "HmacSHA256", "parley signing 1");
        this.random = random;
    }

    /// Takes the configured master key, or the one in the data folder, which the first start makes. Throws
    /// {@link CannotStart} when it is none.
    ///
    /// @param configured 32 bytes in Base64; absent: the file
    /// @param random a cryptographically strong one
    public static Secrets of(Path data, @Nullable String configured, RandomGenerator random) {
        return new Secrets(
                configured == null
                        ? fromFile(data.resolve(FILE), random)
                        : decoded(configured, "The configured master key"),
                random);
    }

    /// @param context where the sealed text will lie, as `channel|7|fields`: moved elsewhere it cannot be opened
    public String seal(String plain, String context) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var text = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(plain.getBytes(StandardCharsets.UTF_8));
            var sealed = Arrays.copyOf(nonce, NONCE_BYTES + text.length);
            System.arraycopy(text, 0, sealed, NONCE_BYTES, text.length);
            return VERSION + TEXT.encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK seals with AES-GCM", e);
        }
    }

    /// Throws {@link WrongKey} when it was sealed with another master key, for another context, or was changed.
    public String open(String sealed, String context) {
        try {
            if (!sealed.startsWith(VERSION)) {
                throw new WrongKey(null);
            }
            var bytes = Base64.getUrlDecoder().decode(sealed.substring(VERSION.length()));
            if (bytes.length < NONCE_BYTES) {
                throw new WrongKey(null);
            }
            var cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, NONCE_BYTES), context);
            return new String(cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES), StandardCharsets.UTF_8);
        } catch (AEADBadTagException | IllegalArgumentException e) {
            throw new WrongKey(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK opens AES-GCM", e);
        }
    }

    /// HMAC-SHA256 of the text, fit for an address.
    public String sign(String text) {
        try {
            var mac = Mac.getInstance(signing.getAlgorithm());
            mac.init(signing);
            return TEXT.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", e);
        }
    }

    /// Takes the same time wherever the signatures differ.
    public boolean verify(String text, String signature) {
        return MessageDigest.isEqual(
                sign(text).getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.UTF_8));
    }

    /// A sealed text that this master key does not open.
    public static final class WrongKey extends RuntimeException {

        private static final long serialVersionUID = 1;

        WrongKey(@Nullable Throwable cause) {
            super("This secret was sealed with another master key, or belongs elsewhere.", cause);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static SecretKey derived(byte[] master, String algorithm, String purpose) {
        try {
            // Of this provider: a search would open all that are installed.
            return KDF.getInstance("HKDF-SHA256", "SunJCE")
                    .deriveKey(
                            algorithm,
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(new SecretKeySpec(master, "Generic"))
                                    .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK 25 has HKDF-SHA256", e);
        }
    }

    private static byte[] fromFile(Path file, RandomGenerator random) {
        try {
            if (!Files.exists(file)) {
                var fresh = new byte[KEY_BYTES];
                random.nextBytes(fresh);
                PrivateFiles.writeOnce(file, Base64.getEncoder().encodeToString(fresh) + "\n");
            }
            PrivateFiles.lock(file);
            return decoded(Files.readString(file).strip(), "The master key in " + file);
        } catch (IOException e) {
            throw new CannotStart("The master key in " + file + " cannot be read or made: " + e.getMessage(), e);
        }
    }

    private static byte[] decoded(String text, String what) {
        try {
            var bytes = Base64.getDecoder().decode(text);
            if (bytes.length == KEY_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException _) {
            // Falls through to the same sentence.
        }
        throw new CannotStart(what + " is not 32 bytes in Base64; `openssl rand -base64 32` makes one.");
    }
}
