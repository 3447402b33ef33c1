package parley.http.v3;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import parley.platform.Json;

/// The door of the public API: what the web server needs to know of it.
public final class PublicApi implements HttpService {

    private static final String JSON = "application/json; charset=utf-8";

    /// The addresses that are the API's and nobody else's.
    private static final List<String> RESERVED =
            List.of("/v3[/]", "/v3/{+rest}", "/settings[/]", "/counters[/]", "/counters/{+rest}");

    private final Reception reception;
    private final RandomGenerator random;

    private PublicApi(Reception reception, RandomGenerator random) {
        this.reception = reception;
        this.random = random;
    }

    public static PublicApi open(Below below) {
        var keys = below.auth().apiKeys;
        return new PublicApi(
                new Reception(Routes.of(below), keys, new Throttle(below.rate(), below.clock())), below.random());
    }

    @Override
    public void routing(HttpRules rules) {
        RESERVED.forEach(path -> rules.any(path, this::handle));
    }

    /// Whether a request that is so broken that it reaches no route was meant for here.
    public boolean isOurs(String path) {
        return path.matches("/(v3|counters)([/?].*)?|/settings/?(\\?.*)?");
    }

    /// The answer to one.
    public record Unreadable(String traceId, byte[] body) {}

    public Unreadable unreadable(int status) {
        var refusal = status == 413
                ? Refusal.of(413, "PAYLOAD_TOO_LARGE", "The request is too large.")
                : Refusal.of(status, "VALIDATION_ERROR", "The request cannot be understood.");
        var traceId = requestId();
        return new Unreadable(traceId, Json.bytes(refusal.answer(traceId).body()));
    }

    private void handle(ServerRequest request, ServerResponse response) {
        var call = new Call(request, requestId());
        send(call, response, reception.answer(call));
    }

    private static void send(Call call, ServerResponse response, Answer answer) {
        response.header(HeaderNames.CONTENT_TYPE, JSON);
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.header(HeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff");
        response.header(HeaderNames.create("trace-id"), call.requestId());
        answer.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        response.status(answer.status());
        response.send(call.method().equals("HEAD") ? new byte[0] : Json.bytes(answer.body()));
    }

    /// 32 hex digits.
    private String requestId() {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
