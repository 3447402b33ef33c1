package parley.channel.waba;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.platform.Json;

/// Calls hook addresses as Meta does: the handshake, and deliveries with their signature.
final class MetaCourier {

    private static final String CHALLENGE = "1158201444";

    private final HttpClient http = HttpClient.newHttpClient();
    private volatile @Nullable String internet;
    private volatile String really = "";

    void route(String internet, String really) {
        this.internet = internet;
        this.really = really;
    }

    /// True as well when no address is routed: then nobody is there to ask.
    boolean shakesHands(String address, String token) {
        if (internet == null) {
            return true;
        }
        var query = "?hub.mode=subscribe&hub.challenge=" + CHALLENGE + "&hub.verify_token=" + token;
        var answer = call(HttpRequest.newBuilder(there(address + query)).GET());
        return answer.statusCode() == 200 && answer.body().equals(CHALLENGE);
    }

    int deliver(String address, String field, Map<String, Object> value) {
        var body = body(field, value);
        return call(HttpRequest.newBuilder(there(address))
                        .header("X-Hub-Signature-256", "sha256=" + Arrivals.signature(GraphServer.SECRET, body))
                        .POST(BodyPublishers.ofByteArray(body)))
                .statusCode();
    }

    static byte[] body(String field, Map<String, Object> value) {
        var change = Map.of("field", field, "value", value);
        return Json.bytes(Map.of(
                "object",
                "whatsapp_business_account",
                "entry",
                List.of(Map.of("id", GraphServer.BUSINESS, "changes", List.of(change)))));
    }

    private URI there(String address) {
        return URI.create(address.replace(String.valueOf(internet), really));
    }

    private HttpResponse<String> call(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
