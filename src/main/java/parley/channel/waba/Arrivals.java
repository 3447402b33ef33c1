package parley.channel.waba;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import parley.channel.Hook;
import parley.channel.Hook.Verdict;

/// Who knocks: Meta's handshake, or a delivery that is signed with the secret of the app.
final class Arrivals {

    private static final String PROOF = "x-hub-signature-256";
    private static final Pattern SIGNATURE = Pattern.compile("sha256=([0-9a-fA-F]{64})");
    private static final int FORBIDDEN = 403;
    private static final int UNPROVED = 401;
    private static final int LONGEST_CHALLENGE = 200;

    private final Account account;
    private final Aliases aliases;

    Arrivals(Account account, Aliases aliases) {
        this.account = account;
        this.aliases = aliases;
    }

    Verdict verify(Hook hook) {
        return switch (hook.method()) {
            case "GET" -> handshake(hook.query());
            case "POST" -> delivery(hook);
            default -> new Verdict.Refused(UNPROVED);
        };
    }

    private Verdict handshake(Map<String, String> query) {
        var shown = query.getOrDefault("hub.verify_token", "");
        var challenge = query.getOrDefault("hub.challenge", "");
        var genuine = same(account.verifyToken(), shown) && "subscribe".equals(query.get("hub.mode"));
        if (!genuine || challenge.length() > LONGEST_CHALLENGE) {
            return new Verdict.Refused(FORBIDDEN);
        }
        return new Verdict.Answer(200, "text/plain; charset=utf-8", challenge);
    }

    /// The bytes as they came are what is signed: read and written again they are others.
    private Verdict delivery(Hook hook) {
        var shown = SIGNATURE.matcher(hook.headers().getOrDefault(PROOF, ""));
        if (account.secret().isEmpty() || !shown.matches()) {
            return new Verdict.Refused(UNPROVED);
        }
        var proof = shown.group(1).toLowerCase(Locale.ROOT);
        return same(signature(account.secret(), hook.body()), proof)
                ? new Verdict.Events(Slices.of(hook.body(), aliases), "")
                : new Verdict.Refused(UNPROVED);
    }

    private static boolean same(String ours, String theirs) {
        return MessageDigest.isEqual(ours.getBytes(StandardCharsets.UTF_8), theirs.getBytes(StandardCharsets.UTF_8));
    }

    /// HMAC-SHA256 in hex.
    static String signature(String secret, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 belongs to every Java", e);
        }
    }
}
