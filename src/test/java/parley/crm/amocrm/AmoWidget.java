package parley.crm.amocrm;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import parley.crm.Cards.Proof;
import parley.platform.Json;

/// Signs tokens as the account does for the widget of an integration.
public final class AmoWidget {

    public static final String CLIENT = "0f2c8a52-0a6e-4a54-9d2c-3d0f5e7a9b11";
    public static final String SECRET = "cards-secret-of-the-integration";

    /// Of {@link FakeAmo}.
    static final String ACCOUNT = "28654321";

    private final InstantSource clock;
    private final String hub;

    AmoWidget(InstantSource clock) {
        this(clock, "https://hub.example");
    }

    /// @param hub the site of the integration's redirect address
    public AmoWidget(InstantSource clock, String hub) {
        this.clock = clock;
        this.hub = hub;
    }

    static Proof brings(String token, String entity, String id) {
        return new Proof(token, Map.of("entity", entity, "id", id));
    }

    public String token(String user) {
        return sign("HS256", claims(user), SECRET);
    }

    private Map<String, Object> claims(String user) {
        var now = clock.instant().getEpochSecond();
        var claims = new HashMap<String, Object>();
        claims.put("iss", "https://company.amocrm.ru");
        claims.put("aud", hub);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", now);
        claims.put("nbf", now);
        claims.put("exp", now + 1_800);
        claims.put("account_id", Long.valueOf(ACCOUNT));
        claims.put("user_id", Long.valueOf(user));
        claims.put("subdomain", "company");
        claims.put("client_uuid", CLIENT);
        return claims;
    }

    /// Each wrong in one way.
    List<String> wrongTokens(String user) {
        var now = clock.instant().getEpochSecond();
        var right = token(user);
        var unsigned = sign("none", claims(user), SECRET);
        return List.of(
                "",
                "a.b",
                "a.b.c",
                right.substring(0, right.lastIndexOf('.') + 1),
                unsigned.substring(0, unsigned.lastIndexOf('.') + 1),
                sign("none", claims(user), SECRET),
                sign("HS512", claims(user), SECRET),
                sign("HS256", claims(user), "another secret"),
                but(user, "exp", now - 60),
                but(user, "nbf", now + 300),
                but(user, "aud", "https://evil.example"),
                but(user, "client_uuid", "another"),
                but(user, "account_id", 7),
                but(user, "jti", ""));
    }

    private String but(String user, String claim, Object value) {
        var claims = claims(user);
        claims.put(claim, value);
        return sign("HS256", claims, SECRET);
    }

    private static String sign(String algorithm, Map<String, Object> claims, String secret) {
        var text = encoded(Json.bytes(Map.of("typ", "JWT", "alg", algorithm))) + "." + encoded(Json.bytes(claims));
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return text + "." + encoded(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
