package parley.channel.telegram;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.channel.Multipart;
import parley.platform.HttpCall;
import parley.platform.HttpCall.Outcome;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;

/// Calls one bot's methods. Never throws for what the network or the messenger does, and never lets the token, which
/// stands in every address, into a message.
final class BotApi {

    private static final int UNAVAILABLE = 503;
    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY = 429;
    private static final Duration DOWNLOAD = Duration.ofMinutes(2);

    private final HttpClient http;
    private final String server;
    private final String token;
    private final RandomGenerator random;

    /// @param server where the Bot API answers, without a trailing slash
    BotApi(HttpClient http, RandomGenerator random, String server, String token) {
        this.http = http;
        this.random = random;
        this.server = server;
        this.token = token;
    }

    Answer call(Call call) {
        if (call.files().isEmpty()) {
            return send(
                    call, "application/json", HttpRequest.BodyPublishers.ofByteArray(Json.bytes(call.parameters())));
        }
        try (var form = new Multipart(call.parameters(), call.files(), random)) {
            return send(call, form.type(), form.body());
        } catch (IOException e) {
            return new Answer.FileGone();
        }
    }

    private Answer send(Call call, String type, BodyPublisher content) {
        var address = address("/bot" + token + "/" + call.method());
        if (address == null) {
            return new Answer.NotSent("address");
        }
        var request = HttpRequest.newBuilder(address).header("Content-Type", type);
        return switch (HttpCall.send(http, request, "POST", content, call.patience())) {
            case Outcome.Answered(var response) -> read(response);
            case Outcome.NotSent(var why) -> new Answer.NotSent(why);
            case Outcome.Lost(var why) -> new Answer.Lost(why);
        };
    }

    /// Opens a file of the bot's file store. The caller closes the body, whatever the status.
    HttpResponse<java.io.InputStream> download(String path) throws IOException, InterruptedException {
        var safe = Arrays.stream(path.split("/"))
                .map(part -> java.net.URLEncoder.encode(part, java.nio.charset.StandardCharsets.UTF_8)
                        .replace("+", "%20"))
                .collect(Collectors.joining("/"));
        var address = address("/file/bot" + token + "/" + safe);
        if (address == null) {
            throw new IOException("address");
        }
        return http.send(HttpRequest.newBuilder(address).timeout(DOWNLOAD).GET().build(), BodyHandlers.ofInputStream());
    }

    /// Absent when the server's address is none: whatever complains about an address quotes it, token and all.
    private @Nullable URI address(String path) {
        try {
            var address = URI.create(server + path);
            var callable = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            return callable && address.getHost() != null ? address : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Answer read(HttpResponse<byte[]> response) {
        var status = response.statusCode();
        var envelope = BotJson.tree(response.body()).flatMap(tree -> BotJson.as(tree, Update.Envelope.class));
        var ok = envelope.map(Update.Envelope::ok).orElse(null);
        if (ok == null) {
            return withoutEnvelope(status, response);
        }
        if (ok) {
            JsonNode result = envelope.get().result();
            return result == null ? new Answer.Lost("no result") : new Answer.Done(result);
        }
        var code = envelope.get().errorCode() == null ? status : envelope.get().errorCode();
        var parameters = envelope.get().parameters();
        return new Answer.Failed(
                code,
                Objects.requireNonNullElse(envelope.get().description(), ""),
                retryAfter(parameters, response),
                parameters == null ? null : parameters.migrateToChatId());
    }

    /// A server that breaks down may have done its work first; one that is not there has not.
    private static Answer withoutEnvelope(int status, HttpResponse<?> response) {
        if (status == TOO_MANY || status == UNAVAILABLE || status == TOO_LARGE) {
            return new Answer.Failed(status, "", retryAfter(null, response), null);
        }
        if (status >= 200 && status < 300) {
            return new Answer.Lost("unreadable answer");
        }
        return status >= 500 ? new Answer.Lost("status " + status) : new Answer.Foreign(status);
    }

    private static @Nullable Duration retryAfter(Update.@Nullable Parameters parameters, HttpResponse<?> response) {
        if (parameters != null && parameters.retryAfter() != null && parameters.retryAfter() >= 0) {
            return Duration.ofSeconds(parameters.retryAfter());
        }
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(null);
    }
}
