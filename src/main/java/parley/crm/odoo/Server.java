package parley.crm.odoo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import parley.crm.CrmTrouble;
import parley.platform.HttpCall;
import parley.platform.HttpCall.Outcome;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;

/// Calls the methods of one Odoo's models. Whatever goes wrong is a {@link CrmTrouble}.
///
/// All that this alcove writes is either made under a key or says what is to be true afterwards, so an answer that got
/// lost is a passing trouble: doing it again is harmless.
final class Server {

    private static final int LANES = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final String address;
    private final String database;
    private final String key;

    /// Small Odoos answer on two threads: more calls at once would only wait there, before those of people.
    private final Semaphore lanes = new Semaphore(LANES, true);

    /// @param address `https://odoo.example`, without a slash at the end
    /// @param database its name, where several live at this address; else empty
    Server(HttpClient http, String address, String database, String key) {
        this.http = http;
        this.address = address;
        this.database = database;
        this.key = key;
    }

    String address() {
        return address;
    }

    /// Records that fit, at most `limit`.
    ///
    /// @param domain conditions that all hold, with Odoo's `|` before two of which one is enough
    List<Row> search(String model, List<?> domain, List<String> fields, String order, int limit, int offset) {
        var arguments = Map.of("domain", domain, "fields", fields, "order", order, "limit", limit, "offset", offset);
        return rows(call(model, "search_read", arguments));
    }

    List<Row> search(String model, List<?> domain, List<String> fields, int limit) {
        return search(model, domain, fields, "id", limit, 0);
    }

    void write(String model, long id, Map<String, ?> values) {
        call(model, "write", Map.of("ids", List.of(id), "vals", values, "context", Silence.CONTEXT));
    }

    long create(String model, Map<String, ?> values) {
        var ids = call(model, "create", Map.of("vals_list", List.of(values), "context", Silence.CONTEXT));
        return ids.path(0).asLong();
    }

    JsonNode call(String model, String method, Map<String, ?> arguments) {
        try {
            if (!lanes.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CrmTrouble(CrmTrouble.Kind.TEMPORARY, "Odoo is slow: other calls are still waited for");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CrmTrouble(CrmTrouble.Kind.TEMPORARY, "interrupted");
        }
        try {
            return send(model, method, arguments);
        } finally {
            lanes.release();
        }
    }

    private JsonNode send(String model, String method, Map<String, ?> arguments) {
        var request = HttpRequest.newBuilder(URI.create(address + "/json/2/" + model + "/" + method))
                .header("Authorization", "bearer " + key)
                .header("Content-Type", "application/json");
        if (!database.isEmpty()) {
            request.header("X-Odoo-Database", database);
        }
        var content = BodyPublishers.ofByteArray(Json.bytes(new HashMap<>(arguments)));
        return switch (HttpCall.send(http, request, "POST", content, PATIENCE)) {
            case Outcome.Answered(var response) ->
                Answer.read(
                        model + "." + method,
                        response.statusCode(),
                        response.headers().firstValue("Retry-After").orElse(null),
                        response.body());
            case Outcome.NotSent(var why) -> throw new CrmTrouble(CrmTrouble.Kind.TEMPORARY, "Odoo: " + why);
            case Outcome.Lost(var why) -> throw new CrmTrouble(CrmTrouble.Kind.TEMPORARY, "Odoo: " + why);
        };
    }

    private static List<Row> rows(JsonNode answer) {
        return answer.valueStream().map(Row::new).toList();
    }
}
