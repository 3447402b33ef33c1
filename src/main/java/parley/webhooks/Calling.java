package parley.webhooks;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import parley.platform.GuardedHttp.Outcome;
import parley.platform.Secrets;
import parley.platform.SignedPosts;

/// One call to an address, and what it says about it.
final class Calling {

    private static final int GONE = 410;
    private static final int SHOWN = 1_000;
    private static final int HUNDRED = 100;

    private final SignedPosts posts;
    private final Keys keys;
    private final InstantSource clock;

    Calling(SignedPosts posts, Keys keys, InstantSource clock) {
        this.posts = posts;
        this.keys = keys;
        this.clock = clock;
    }

    /// @param pause how long the other side asks to be left alone
    record Called(
            Delivery.Attempt attempt,
            boolean delivered,
            boolean gone,
            @Nullable Duration pause) {}

    Called call(Subscription to, String key, String body, Duration most) {
        var begun = clock.instant();
        Outcome outcome;
        try {
            outcome = posts.send(new SignedPosts.Post(
                    URI.create(to.url()),
                    key,
                    body.getBytes(StandardCharsets.UTF_8),
                    keys.secrets(to),
                    keys.bearer(to),
                    most));
        } catch (Secrets.WrongKey _) {
            // Somebody has to give it a new secret: until then it is tried as seldom as one that does not answer.
            return failed("secret", begun, 0);
        }
        var took = Duration.between(begun, clock.instant()).toMillis();
        return switch (outcome) {
            case Outcome.Answered answer -> answered(answer, begun, took);
            case Outcome.Forbidden() -> failed("forbidden", begun, took);
            case Outcome.Unreachable(var why) -> failed(why, begun, took);
            case Outcome.Lost(var timedOut) -> failed(timedOut ? "timeout" : "broken", begun, took);
        };
    }

    private static Called answered(Outcome.Answered answer, Instant begun, long took) {
        var status = answer.status();
        var delivered = status / HUNDRED == 2;
        var text = new String(answer.body(), StandardCharsets.UTF_8);
        var attempt = new Delivery.Attempt(
                begun,
                status,
                took,
                delivered ? null : "status",
                // PostgreSQL keeps no NUL in a text.
                text.substring(0, Math.min(SHOWN, text.length())).replace('\0', ' '));
        return new Called(attempt, delivered, status == GONE, SignedPosts.pause(answer));
    }

    private static Called failed(String why, Instant begun, long took) {
        return new Called(new Delivery.Attempt(begun, null, took, why, ""), false, false, null);
    }
}
