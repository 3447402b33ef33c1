package parley.crm.api;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.platform.GuardedHttp.Outcome;
import parley.platform.Json;
import parley.platform.SignedPosts;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Asks a CRM by its webhook. Never repeats by itself: what came of it is the answer.
record Asking(SignedPosts posts, AccountId account, CreationAddress address) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    sealed interface Said {

        /// @param record what the CRM says that it has made; absent when it only says yes
        record Yes(@Nullable JsonNode record) implements Said {}

        /// It has done nothing.
        ///
        /// @param again when it wants to be asked again, if it says so
        record No(@Nullable Duration again) implements Said {}

        /// It was asked and the answer got lost.
        record Silence() implements Said {}
    }

    boolean possible() {
        return address.of(account).isPresent();
    }

    /// Whether it is no use to ask now; later it will be.
    boolean isAway() {
        return address.of(account).filter(CreationAddress.Target::away).isPresent();
    }

    /// @param id the same for every attempt
    Said ask(String id, Map<String, ?> request) {
        var target = address.of(account).orElse(null);
        if (target == null) {
            return new Said.No(null);
        }
        var post = new SignedPosts.Post(
                target.uri(), id, Json.bytes(request), target.secrets(), target.bearer(), PATIENCE);
        return switch (posts.send(post)) {
            case Outcome.Answered answered ->
                answered.status() / 100 == 2
                        ? new Said.Yes(record(answered.body()))
                        : new Said.No(SignedPosts.pause(answered));
            case Outcome.Forbidden _, Outcome.Unreachable _ -> new Said.No(null);
            case Outcome.Lost _ -> new Said.Silence();
        };
    }

    /// An object, or an array of one.
    private static @Nullable JsonNode record(byte[] body) {
        try {
            var json = Json.tree(body);
            var one = json.isArray() && json.size() == 1 ? json.get(0) : json;
            return one.isObject() ? one : null;
        } catch (JacksonException _) {
            return null;
        }
    }
}
