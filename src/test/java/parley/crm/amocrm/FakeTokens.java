package parley.crm.amocrm;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;

/// Lets programs in: by the long-lived token, or by one that lives for a day and is renewed once with another.
final class FakeTokens {

    static final String CLIENT = "1c0ffee0-2b1f-4a6b-9b1d-0a1b2c3d4e5f";
    static final String SECRET = "s3cr3t-s3cr3t-s3cr3t";
    static final String CODE = "def50200code";
    static final String LANDING = "https://hub.example/oauth/crm";

    private static final Duration LIFE = Duration.ofDays(1);

    private final InstantSource clock;
    private final List<String> renewals = new ArrayList<>();
    private boolean revoked;
    private int given;
    private @Nullable Instant until;

    FakeTokens(InstantSource clock) {
        this.clock = clock;
    }

    /// Nobody is let in any more.
    synchronized void revoke() {
        revoked = true;
    }

    synchronized boolean isValid(@Nullable String header) {
        if (revoked) {
            return false;
        }
        var day = until != null && clock.instant().isBefore(until) && ("Bearer access-" + given).equals(header);
        return day || ("Bearer " + FakeAmo.TOKEN).equals(header);
    }

    /// What an integration keeps that an administrator has let in.
    Map<String, String> consented(String address) {
        var form = FakeBook.node()
                .put("client_id", CLIENT)
                .put("client_secret", SECRET)
                .put("redirect_uri", LANDING)
                .put("grant_type", "authorization_code")
                .put("code", CODE);
        var pair = grant(form).body();
        return Map.of(
                Form.ADDRESS,
                address,
                Form.CLIENT,
                CLIENT,
                Form.SECRET,
                SECRET,
                Form.LANDING,
                LANDING,
                Form.ACCESS,
                pair.path("access_token").asString(),
                Form.REFRESH,
                pair.path("refresh_token").asString());
    }

    /// What came of every renewal that was asked for: `granted` or `refused`, oldest first.
    synchronized List<String> renewals() {
        return List.copyOf(renewals);
    }

    synchronized FakeRoutes.Reply grant(JsonNode form) {
        var reply = answer(form);
        if (form.path("grant_type").asString("").equals("refresh_token")) {
            renewals.add(reply.status() == 200 ? "granted" : "refused");
        }
        return reply;
    }

    private FakeRoutes.Reply answer(JsonNode form) {
        var right = form.path("client_id").asString("").equals(CLIENT)
                && form.path("client_secret").asString("").equals(SECRET)
                && form.path("redirect_uri").asString("").equals(LANDING);
        var granted = switch (form.path("grant_type").asString("")) {
            case "authorization_code" -> form.path("code").asString("").equals(CODE);
            case "refresh_token" -> form.path("refresh_token").asString("").equals("refresh-" + given);
            default -> false;
        };
        if (revoked || !right || !granted) {
            return new FakeRoutes.Reply(400, Json.tree("{\"hint\":\"Token has been revoked\",\"status\":400}"));
        }
        given++;
        until = clock.instant().plus(LIFE);
        return new FakeRoutes.Reply(
                200,
                FakeBook.node()
                        .put("token_type", "Bearer")
                        .put("expires_in", LIFE.toSeconds())
                        .put("access_token", "access-" + given)
                        .put("refresh_token", "refresh-" + given));
    }
}
