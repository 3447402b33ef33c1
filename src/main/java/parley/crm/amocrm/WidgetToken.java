package parley.crm.amocrm;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import parley.platform.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The one-time token by which a widget in the account's pages proves who looks: a JWT signed by HS256 with the
/// integration's secret. No other way of signing is taken, whatever the token says of itself (RFC 8725, 3.1).
///
/// @param user who looks
/// @param id of the token: none is made twice
record WidgetToken(String user, String id, Instant until) {

    private static final Duration LEEWAY = Duration.ofSeconds(30);
    private static final String HMAC = "HmacSHA256";

    /// What the token has to be for.
    ///
    /// @param secret of the integration
    /// @param client the integration's own id
    /// @param account the account's id
    /// @param hub the site of the integration's redirect address
    record Expected(String secret, String client, String account, String hub) {

        @Override
        public String toString() {
            return "Expected[" + client + "]";
        }
    }

    /// Empty when anything is wrong with it.
    static Optional<WidgetToken> read(String token, Expected expected, Instant now) {
        var parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            var decoder = Base64.getUrlDecoder();
            var signature = decoder.decode(parts[2]);
            if (!MessageDigest.isEqual(sign(parts[0] + "." + parts[1], expected.secret()), signature)) {
                return Optional.empty();
            }
            var header = Json.tree(decoder.decode(parts[0]));
            return header.path("alg").asString("").equals("HS256")
                    ? claims(Json.tree(decoder.decode(parts[1])), expected, now)
                    : Optional.empty();
        } catch (IllegalArgumentException | JacksonException _) {
            return Optional.empty();
        }
    }

    private static Optional<WidgetToken> claims(JsonNode said, Expected expected, Instant now) {
        var until = Instant.ofEpochSecond(Math.clamp(said.path("exp").asLong(0), 0L, Integer.MAX_VALUE))
                .plus(LEEWAY);
        var from = Instant.ofEpochSecond(Math.clamp(said.path("nbf").asLong(Integer.MAX_VALUE), 0L, Integer.MAX_VALUE));
        var token = new WidgetToken(
                said.path("user_id").asString(""), said.path("jti").asString(""), until);
        var isOurs = said.path("aud").asString("").replaceFirst("/+$", "").equals(expected.hub())
                && said.path("client_uuid").asString("").equals(expected.client())
                && said.path("account_id").asString("").equals(expected.account());
        var isNow = until.isAfter(now) && !from.isAfter(now.plus(LEEWAY));
        return isOurs && isNow && !token.user().isEmpty() && !token.id().isEmpty()
                ? Optional.of(token)
                : Optional.empty();
    }

    private static byte[] sign(String text, String secret) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }
}
