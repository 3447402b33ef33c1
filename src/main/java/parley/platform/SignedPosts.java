package parley.platform;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import parley.platform.GuardedHttp.Call;
import parley.platform.GuardedHttp.Limits;
import parley.platform.GuardedHttp.Outcome;

/// Webhooks of ours: JSON by POST, signed as the Standard Webhooks specification 1.0 wants it, to an address that a
/// customer has typed.
public final class SignedPosts {

    private static final String PREFIX = "whsec_";
    private static final int SECRET_BYTES = 32;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /// So much of an answer is read.
    private static final int ANSWER = 64 << 10;

    private final GuardedHttp http;
    private final InstantSource clock;

    public SignedPosts(GuardedHttp http, InstantSource clock) {
        this.http = http;
        this.clock = clock;
    }

    /// @param id the same on every attempt: by it the receiver knows what it has had
    /// @param secrets more than one while an old one is being replaced
    /// @param bearer for the header `Authorization`
    /// @param answer the most that the whole call may take
    public record Post(
            URI address,
            String id,
            byte[] body,
            List<String> secrets,
            @Nullable String bearer,
            Duration answer) {}

    public Outcome send(Post post) {
        var time = Long.toString(clock.instant().getEpochSecond());
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json; charset=utf-8");
        headers.put("User-Agent", "Parley");
        headers.put("webhook-id", post.id);
        headers.put("webhook-timestamp", time);
        var signed = post.id + "." + time + "." + new String(post.body, StandardCharsets.UTF_8);
        headers.put(
                "webhook-signature",
                post.secrets.stream().map(secret -> signature(secret, signed)).collect(Collectors.joining(" ")));
        if (post.bearer != null) {
            headers.put("Authorization", "Bearer " + post.bearer);
        }
        return http.send(new Call("POST", post.address, headers, post.body), new Limits(CONNECT, post.answer, ANSWER));
    }

    /// An address that can be called at all: `http` or `https`, with a host and without a password.
    public static Optional<URI> address(String typed) {
        try {
            var address = URI.create(typed.strip());
            return ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
                            && address.getHost() != null
                            && address.getRawUserInfo() == null
                    ? Optional.of(URI.create(address.toASCIIString()))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// A new secret, as the receiver is told it.
    public static String secret(RandomGenerator random) {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /// How long the receiver asks to be left alone, an hour at most; absent when it does not.
    public static @Nullable Duration pause(Outcome.Answered answer) {
        var asked = answer.headers().get("retry-after");
        if (asked == null) {
            return null;
        }
        try {
            var pause = Duration.ofSeconds(Math.max(1, Long.parseLong(asked)));
            return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        } catch (NumberFormatException _) {
            return Duration.ofMinutes(1);
        }
    }

    /// @param secret with its prefix; the key is the Base64 behind it
    static String signature(String secret, String signed) {
        try {
            var key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
