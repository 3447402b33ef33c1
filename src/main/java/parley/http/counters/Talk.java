package parley.http.counters;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parley.auth.ApiKeys;
import parley.base.EmployeeId;
import parley.inbox.Waiting;
import parley.inbox.Waiting.Count;
import parley.platform.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What is said in one session: Socket.IO in the default namespace, and in it one question, how much waits for
/// somebody.
final class Talk {

    private static final String CONNECT = "0";
    private static final String DISCONNECTED = "1";
    private static final String UPDATE = "2[\"counterUpdate\",";
    private static final String QUESTION = "counterConnecting";
    private static final String TYPE = "api_v3";
    private static final int LONGEST_ID = 200;

    /// Type, namespace, number of the acknowledgement that is asked for, and the rest.
    private static final Pattern PACKET = Pattern.compile("([0-6])(?:(/[^,]*),)?(\\d{0,9})(.*)", Pattern.DOTALL);

    private final ApiKeys keys;
    private final Waiting waiting;
    private final AtomicReference<Waiting.@Nullable Watch> watch = new AtomicReference<>();
    private @Nullable Session session;
    private String name = "";
    private boolean isConnected;
    private volatile ApiKeys.@Nullable Program program;
    private volatile boolean isOver;

    Talk(ApiKeys keys, Waiting waiting) {
        this.keys = keys;
        this.waiting = waiting;
    }

    /// @param name the id that the upper layer gives the other side
    void begin(Session on, String name) {
        this.session = on;
        this.name = name;
    }

    /// Whose key was shown; absent before that.
    ApiKeys.@Nullable Program program() {
        return program;
    }

    void hear(String text) {
        var on = session;
        var packet = PACKET.matcher(text);
        if (on == null || !packet.matches()) {
            end();
            return;
        }
        var namespace = packet.group(2);
        if (namespace != null && !namespace.equals("/")) {
            if (packet.group(1).equals(CONNECT)) {
                on.message("4" + namespace + "," + Json.write(Map.of("message", "Invalid namespace")));
            }
            return;
        }
        switch (packet.group(1)) {
            case CONNECT -> {
                isConnected = true;
                on.message(CONNECT + Json.write(Map.of("sid", name)));
            }
            case DISCONNECTED -> stop();
            case "2" -> event(on, packet.group(3), packet.group(4));
            case "3", "4" -> {}
            // Binary packets: nobody here knows what to do with one.
            default -> end();
        }
    }

    private void event(Session on, String number, String json) {
        var said = read(json);
        if (!isConnected || said.isEmpty() || !said.getFirst().isString()) {
            end();
            return;
        }
        if (said.getFirst().asString().equals(QUESTION)) {
            asked(on, said.size() > 1 ? said.get(1) : null);
        }
        if (!number.isEmpty()) {
            on.message("3" + number + "[]");
        }
    }

    private static List<JsonNode> read(String json) {
        try {
            var node = Json.tree(json);
            return node.isArray() ? new ArrayList<>(node.values()) : List.of();
        } catch (JacksonException _) {
            return List.of();
        }
    }

    private void asked(Session on, @Nullable JsonNode question) {
        var user = question == null ? null : question.path("userId");
        var found = question == null || !question.path("type").asString("").equals(TYPE)
                ? null
                : keys.find(question.path("apiKey").asString(""))
                        .filter(one -> one.scopes().contains(ApiKeys.FULL))
                        .orElse(null);
        var id = user != null && (user.isString() || user.isIntegralNumber()) ? user.asString() : "";
        if (found == null || id.isBlank() || id.length() > LONGEST_ID) {
            on.message(DISCONNECTED);
            on.end();
            return;
        }
        program = found;
        replace(waiting.watch(found.account(), new EmployeeId(id), count -> tell(on, count)));
    }

    private static void tell(Session on, Count count) {
        var number = count.messages();
        var colour = count.colour() == null ? "null" : Json.write(count.colour());
        on.newest(UPDATE, "{\"counter\":%d,\"counterV2\":%d,\"type\":%s}]".formatted(number, number, colour));
    }

    private void replace(Waiting.@Nullable Watch now) {
        var before = watch.getAndSet(now);
        if (before != null) {
            before.close();
        }
        if (isOver && now != null) {
            // It ended while the key was looked up.
            stop();
        }
    }

    private void stop() {
        replace(null);
    }

    private void end() {
        if (session != null) {
            session.end();
        }
    }

    /// Nobody listens any more. Called under the session's lock, which whoever counts may be waiting for.
    void ended() {
        isOver = true;
        Thread.ofVirtual().name("counter-ended").start(this::stop);
    }
}
