package parley.http.v3;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One address and what may be done there.
///
/// @param parts of the path; one in braces takes any value
record Route(String method, Scope scope, List<String> parts, Page page) {

    static Route of(String method, Scope scope, String path, Page page) {
        return new Route(method, scope, List.of(path.substring(1).split("/")), page);
    }

    /// What stands in the places of the braces; empty when this is another address.
    Optional<Map<String, String>> match(List<String> asked) {
        if (asked.size() != parts.size()) {
            return Optional.empty();
        }
        var values = new HashMap<String, String>();
        for (int place = 0; place < parts.size(); place++) {
            var part = parts.get(place);
            if (part.startsWith("{")) {
                values.put(part.substring(1, part.length() - 1), asked.get(place));
            } else if (!part.equals(asked.get(place))) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }
}
