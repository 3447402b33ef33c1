package parley.http.v3;

import java.net.URI;
import java.util.Map;
import parley.auth.ApiKeys;

/// Where a CRM's page opens its counter (contract, 5.9). The key stands in the address; it is never logged.
final class CounterPages {

    private final Below below;

    CounterPages(Below below) {
        this.below = below;
    }

    Answer host(Call call) {
        var known = below.auth()
                .apiKeys
                .find(call.named("key"))
                .filter(program -> program.scopes().contains(ApiKeys.FULL))
                .isPresent();
        if (!known) {
            throw Refusal.of(401, "UNAUTHORIZED", "The key is missing or wrong.");
        }
        return Answer.ok(Map.of("host", URI.create(below.address().get()).getRawAuthority()));
    }
}
