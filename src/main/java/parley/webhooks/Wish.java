package parley.webhooks;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.platform.SignedPosts;

/// What an address is to be. What is absent stays as it is.
///
/// @param kinds those that are to be switched on or off
/// @param crmKey empty takes it away
public record Wish(
        @Nullable String url,
        Map<Kind, Boolean> kinds,
        @Nullable String crmKey) {

    private static final int LONGEST_URL = 200;
    private static final int SHORTEST_KEY = 16;
    private static final int LONGEST_KEY = 200;

    public Wish {
        kinds = Map.copyOf(kinds);
    }

    /// All at once: `url` or `crmKey` → what is wrong.
    Map<String, String> mistakes() {
        var mistakes = new HashMap<String, String>();
        if (url != null
                && (url.length() > LONGEST_URL || SignedPosts.address(url).isEmpty())) {
            mistakes.put("url", url.length() > LONGEST_URL ? "long" : "url");
        }
        if (crmKey != null && !crmKey.isEmpty()) {
            if (crmKey.length() < SHORTEST_KEY || crmKey.length() > LONGEST_KEY) {
                mistakes.put("crmKey", crmKey.length() < SHORTEST_KEY ? "short" : "long");
            } else if (crmKey.chars().anyMatch(letter -> letter <= ' ' || letter > '~')) {
                mistakes.put("crmKey", "letters");
            }
        }
        return mistakes;
    }

    /// @param before what it was told until now
    Set<Kind> kinds(Set<Kind> before) {
        var all = EnumSet.noneOf(Kind.class);
        all.addAll(before);
        kinds.forEach((kind, on) -> {
            if (on) {
                all.add(kind);
            } else {
                all.remove(kind);
            }
        });
        return all;
    }
}
