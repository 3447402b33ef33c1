package parley.http.v3;

import java.util.Map;
import java.util.TreeMap;

/// What goes back: always a body, because clients decode whatever comes.
///
/// @param body written as JSON
record Answer(int status, Object body, Map<String, String> headers) {

    Answer {
        headers = Map.copyOf(headers);
    }

    static Answer ok(Object body) {
        return of(200, body);
    }

    static Answer of(int status, Object body) {
        return new Answer(status, body, Map.of());
    }

    /// Done, and nothing to say: `{}`.
    static Answer done() {
        return ok(Map.of());
    }

    Answer with(String header, String value) {
        var more = new TreeMap<>(headers);
        more.put(header, value);
        return new Answer(status, body, more);
    }
}
