package parley.http.v3;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.auth.ApiKeys;
import parley.auth.ApiKeys.Program;
import parley.base.AccountId;
import parley.platform.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// One request of a program, read liberally (contract, section 8).
final class Call {

    /// The most that a body may have, in bytes.
    static final int LIMIT = 1 << 20;

    /// What is taken and thrown away so that a program that is still sending gets to read why.
    private static final long MOST_DISCARDED = 16L * LIMIT;

    private final ServerRequest request;
    private final String requestId;
    private final List<String> parts;
    private Map<String, String> named = Map.of();
    private @Nullable Program program;

    Call(ServerRequest request, String requestId) {
        this.request = request;
        this.requestId = requestId;
        this.parts = parts(request.prologue().uriPath().rawPath());
    }

    /// A trailing slash means nothing, and an id may hold any character, also a slash written as `%2F`.
    static List<String> parts(String path) {
        var parts = new ArrayList<String>();
        var end = path.endsWith("/") ? path.length() - 1 : path.length();
        for (var part : path.substring(Math.min(1, end), end).split("/", -1)) {
            parts.add(decoded(part));
        }
        return parts;
    }

    /// What is no valid escape stays as it is and names nothing.
    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return part;
        }
    }

    String requestId() {
        return requestId;
    }

    String method() {
        return request.prologue().method().text();
    }

    List<String> parts() {
        return parts;
    }

    Optional<String> header(String name) {
        return request.headers().first(HeaderNames.create(name));
    }

    void isFrom(Program known) {
        this.program = known;
    }

    void at(Map<String, String> names) {
        this.named = names;
    }

    /// Who asks; empty where no key is asked for.
    Optional<Program> program() {
        return Optional.ofNullable(program);
    }

    private Program known() {
        return program().orElseThrow(() -> new IllegalStateException("this route is open: nobody is known here"));
    }

    AccountId account() {
        return known().account();
    }

    /// A number of the key that never changes, for whatever is kept per key.
    long key() {
        return known().key();
    }

    /// The address of the other side, for the audit log.
    String remote() {
        return request.remotePeer().host();
    }

    /// How people call the key.
    String keyName() {
        return known().name();
    }

    boolean isLimited() {
        return known().scopes().contains(ApiKeys.LIMITED);
    }

    /// A part of the path by its name in the route.
    String named(String name) {
        return named.getOrDefault(name, "");
    }

    /// The CRM's id in the path; 404 for one that no entity can have.
    String id(String name) {
        var id = named(name);
        if (!Fields.isId(id)) {
            throw Refusal.notFound();
        }
        return id;
    }

    /// A number of ours in the path; 404 for what can be none.
    long serial(String name) {
        var typed = named(name);
        if (!typed.matches("[0-9]{1,18}")) {
            throw Refusal.notFound();
        }
        return Long.parseLong(typed);
    }

    /// Absent and empty are the same.
    Optional<String> query(String name) {
        return request.query().first(name).map(String::valueOf).filter(value -> !value.isEmpty());
    }

    boolean has(String name) {
        return request.query().contains(name);
    }

    /// A number in the query, 0 or more.
    int number(String name, int otherwise, int most) {
        var typed = query(name).orElse(null);
        if (typed == null) {
            return otherwise;
        }
        try {
            var number = Integer.parseInt(typed);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Falls through to the same answer.
        }
        throw Refusal.fields("VALIDATION_ERROR", List.of(name));
    }

    /// The body as JSON, whatever its `Content-Type` says; missing when there is none.
    JsonNode json() {
        var bytes = bytes();
        if (bytes.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return Json.tree(bytes);
        } catch (JacksonException _) {
            throw Refusal.of(400, "VALIDATION_ERROR", "The body is not JSON.");
        }
    }

    /// The fields of the body, which is one object.
    ///
    /// @param code of the refusal when they are wrong
    Fields fields(String code) {
        var json = json();
        if (!json.isObject()) {
            throw Refusal.of(400, code, "The body is a JSON object.").data(Map.of("fields", List.of()));
        }
        return new Fields(json, code);
    }

    private byte[] bytes() {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        try {
            long told = request.headers().contentLength().orElse(0);
            if (told > LIMIT) {
                if (told <= MOST_DISCARDED) {
                    request.content().inputStream().transferTo(OutputStream.nullOutputStream());
                }
                throw tooLarge();
            }
            var bytes = request.content().inputStream().readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw tooLarge();
            }
            return bytes;
        } catch (IOException _) {
            throw Refusal.of(400, "VALIDATION_ERROR", "The body broke off.");
        }
    }

    private static Refusal tooLarge() {
        return Refusal.of(413, "PAYLOAD_TOO_LARGE", "At most " + LIMIT + " bytes are taken.")
                .header("Connection", "close");
    }
}
