package parley.http.v3;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Ends a page early; the answer has the one shape of every error (contract, section 3). Caught in {@link Reception}.
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final transient @Nullable Object data;
    private final transient Map<String, String> headers;
    private final boolean nested;

    private Refusal(
            int status,
            String code,
            String description,
            @Nullable Object data,
            Map<String, String> headers,
            boolean nested) {
        super(description, null, false, false);
        this.status = status;
        this.code = code;
        this.data = data;
        this.headers = headers;
        this.nested = nested;
    }

    /// @param description a short English sentence: clients show it unchecked
    static Refusal of(int status, String code, String description) {
        return new Refusal(status, code, description, null, Map.of(), false);
    }

    /// 400, because fields are wrong: all of them at once.
    static Refusal fields(String code, List<String> fields) {
        return of(400, code, "These fields are missing or wrong: " + String.join(", ", fields) + ".")
                .data(Map.of("fields", fields));
    }

    static Refusal notFound() {
        return of(404, "NOT_FOUND", "There is nothing with this id.");
    }

    Refusal data(Object more) {
        return new Refusal(status, code, description(), more, headers, nested);
    }

    Refusal header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Refusal(status, code, description(), data, more, nested);
    }

    /// With `error` as an object, as `/iframe` answers.
    Refusal asObject() {
        return new Refusal(status, code, description(), data, headers, true);
    }

    private String description() {
        return String.valueOf(getMessage());
    }

    Answer answer(String requestId) {
        var body = new LinkedHashMap<String, Object>();
        body.put("status", status);
        body.put("requestId", requestId);
        body.put("error", nested ? Map.of("code", code, "description", description()) : code);
        body.put("description", description());
        if (data != null) {
            body.put("data", data);
        }
        return new Answer(status, body, headers);
    }
}
