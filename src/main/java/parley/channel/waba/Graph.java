package parley.channel.waba;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import parley.channel.Multipart;
import parley.platform.HttpCall;
import parley.platform.HttpCall.Outcome;
import parley.platform.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Calls Meta's Graph API in the name of one business. Never throws for what the network or Meta does.
final class Graph {

    private static final String AGENT = "Parley";
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final Duration DOWNLOAD = Duration.ofMinutes(2);
    private static final long BYTES_A_SECOND = 256 << 10;

    private final HttpClient http;
    private final RandomGenerator random;
    private final String server;
    private final String token;

    /// @param server where the Graph API answers, version included, without a trailing slash
    Graph(HttpClient http, RandomGenerator random, String server, String token) {
        this.http = http;
        this.random = random;
        this.server = server;
        this.token = token;
    }

    /// @param path with its query, from the slash on
    Answer get(String path) {
        return call("GET", path, null, BodyPublishers.noBody(), USUAL);
    }

    Answer post(String path, Map<String, ?> body) {
        return call("POST", path, "application/json", BodyPublishers.ofByteArray(Json.bytes(body)), USUAL);
    }

    /// A large file gets the time that a slow line needs for it.
    Answer upload(String path, Map<String, String> fields, Multipart.Upload file) {
        try (var form = new Multipart(fields, List.of(file), random)) {
            return call("POST", path, form.type(), form.body(), USUAL.plusSeconds(file.size() / BYTES_A_SECOND));
        } catch (IOException _) {
            return new Answer.FileGone();
        }
    }

    /// Opens a file at the address that Meta has told. The caller closes the body, whatever the status. Goes only by
    /// https, or to the very server that was typed: the token goes along.
    HttpResponse<InputStream> download(String address) throws IOException, InterruptedException {
        var there = address(address);
        if (there == null || !"https".equals(there.getScheme()) && !address.startsWith(origin() + "/")) {
            throw new IOException("no address for a token");
        }
        return http.send(request(there).timeout(DOWNLOAD).GET().build(), BodyHandlers.ofInputStream());
    }

    private String origin() {
        var path = URI.create(server).getRawPath();
        return server.substring(0, server.length() - (path == null ? 0 : path.length()));
    }

    private Answer call(String method, String path, @Nullable String type, BodyPublisher content, Duration patience) {
        var address = address(server + path);
        if (address == null) {
            return new Answer.NotSent("address");
        }
        var request = request(address);
        if (type != null) {
            request.header("Content-Type", type);
        }
        return switch (HttpCall.send(http, request, method, content, patience)) {
            case Outcome.Answered(var response) -> read(response);
            case Outcome.NotSent(var why) -> new Answer.NotSent(why);
            case Outcome.Lost(var why) -> new Answer.Lost(why);
        };
    }

    private HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token.replaceAll("[^\\x21-\\x7e]", ""))
                .header("User-Agent", AGENT);
    }

    private static @Nullable URI address(String written) {
        try {
            var address = URI.create(written);
            var callable = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            return callable && address.getHost() != null ? address : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static Answer read(HttpResponse<byte[]> response) {
        var status = response.statusCode();
        var tree = tree(response.body());
        if (tree != null && tree.path("error").isObject()) {
            return new Answer.Failed(status, Answer.Trouble.of(tree.path("error")), retryAfter(response));
        }
        if (status >= 200 && status < 300) {
            return tree == null ? new Answer.Lost("unreadable answer") : new Answer.Done(tree);
        }
        if (status == TOO_MANY || status == UNAVAILABLE) {
            return new Answer.Failed(status, new Answer.Trouble(0, 0, ""), retryAfter(response));
        }
        // A server that breaks down may have done its work first.
        return status >= 500 ? new Answer.Lost("status " + status) : new Answer.Foreign(status);
    }

    private static @Nullable JsonNode tree(byte[] body) {
        try {
            var tree = Json.tree(body);
            return tree != null && tree.isObject() ? tree : null;
        } catch (JacksonException _) {
            return null;
        }
    }

    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(null);
    }
}
