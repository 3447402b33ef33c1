package parley.channel.telegram;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import parley.platform.Json;

/// Telegram's Bot API with one bot, as its documentation describes it. Checks every call against the documentation,
/// keeps chats, serves files, delivers updates, and misbehaves when it is told to.
public final class BotApiServer implements AutoCloseable {

    public static final String TOKEN = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc";

    /// Where a deleted bot's token leads.
    public static final String REVOKED = "987654321:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc";

    private static final List<String> OF_UPDATES =
            List.of("setWebhook", "deleteWebhook", "getWebhookInfo", "getUpdates");

    final BotChats chats = new BotChats();
    final BotUpdates updates = new BotUpdates();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Received> calls = new CopyOnWriteArrayList<>();
    private final List<String> flaws = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<Misbehaviour>> misbehaviour = new HashMap<>();

    public BotApiServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Where an address of the internet really is, in a test: webhooks are delivered there.
    public void route(String internet, String really) {
        updates.route(internet, really);
    }

    /// The webhook's address; absent while there is none.
    public @Nullable String webhook() {
        return updates.webhook();
    }

    /// What is shown as proof of origin with each delivery.
    public String secret() {
        return updates.secret();
    }

    /// Delivers each of the next so many updates once more.
    public void repeat(int times) {
        updates.repeat(times);
    }

    /// What the webhook has answered so far, as «status body».
    public List<String> answered() {
        return updates.deliveries().stream()
                .map(one -> (one.status() + " " + one.answer()).strip())
                .toList();
    }

    /// How many updates nobody has taken yet.
    public int waiting() {
        return updates.waiting();
    }

    /// The next calls of this method go wrong, one after the other.
    public void next(String method, Misbehaviour... wrongs) {
        synchronized (misbehaviour) {
            misbehaviour.computeIfAbsent(method, _ -> new ArrayDeque<>()).addAll(Arrays.asList(wrongs));
        }
    }

    /// All calls of this method, in order.
    public List<Received> calls(String method) {
        return calls.stream().filter(call -> call.method().equals(method)).toList();
    }

    /// What stands in a chat now, oldest first; a picture without a caption is an empty text.
    public List<String> texts(long chat) {
        return chats.posted(chat).stream()
                .map(post -> post.text == null ? "" : post.text)
                .toList();
    }

    /// What the client sees on a message of the bot.
    public @Nullable String reaction(long chat, int number) {
        return chats.posted(chat).get(number).reaction;
    }

    /// The id of the bot's message, oldest first from 0.
    public long messageId(long chat, int number) {
        return chats.posted(chat).get(number).id;
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var body = exchange.getRequestBody().readAllBytes();
        if (path.startsWith("/file/bot" + TOKEN + "/")) {
            file(exchange, path.substring(("/file/bot" + TOKEN + "/").length()));
            return;
        }
        if (!path.startsWith("/bot" + TOKEN + "/")) {
            say(exchange, 401, error(401, "Unauthorized", Map.of()));
            return;
        }
        var method = path.substring(("/bot" + TOKEN + "/").length());
        if (!Documentation.knows(method)) {
            flaws.add("no such method: " + method);
            say(exchange, 404, error(404, "Not Found", Map.of()));
            return;
        }
        var call = Received.of(method, exchange.getRequestHeaders().getFirst("Content-Type"), body);
        flaws.addAll(
                Documentation.flaws(method, call.parameters(), call.uploads().keySet()));
        calls.add(call);
        carryOut(exchange, call, wrong(method));
    }

    private @Nullable Misbehaviour wrong(String method) {
        synchronized (misbehaviour) {
            var next = misbehaviour.get(method);
            return next == null ? null : next.poll();
        }
    }

    private void carryOut(HttpExchange exchange, Received call, @Nullable Misbehaviour wrong) throws IOException {
        switch (wrong) {
            case Misbehaviour.TooFast(var seconds) -> {
                exchange.getResponseHeaders().set("Retry-After", Integer.toString(seconds));
                var words = "Too Many Requests: retry after " + seconds;
                say(exchange, 429, error(429, words, Map.of("retry_after", seconds)));
            }
            case Misbehaviour.Says(var code, var words) -> say(exchange, code, error(code, words, Map.of()));
            case Misbehaviour.Migrated(var to) -> {
                var words = "Bad Request: group chat was upgraded to a supergroup chat";
                say(exchange, 400, error(400, words, Map.of("migrate_to_chat_id", Long.valueOf(to))));
            }
            case Misbehaviour.Foreign(var status) ->
                say(exchange, status, "<html>nginx</html>".getBytes(StandardCharsets.UTF_8));
            case Misbehaviour.CutBefore() -> exchange.close();
            case Misbehaviour.CutAfter() -> {
                act(call);
                exchange.close();
            }
            case Misbehaviour.HalfAnAnswer() -> {
                var whole = act(call).body();
                exchange.sendResponseHeaders(200, whole.length);
                exchange.getResponseBody().write(whole, 0, whole.length / 2);
                exchange.getResponseBody().flush();
                exchange.close();
            }
            case Misbehaviour.Garbage() -> {
                act(call);
                say(exchange, 200, "OK".getBytes(StandardCharsets.UTF_8));
            }
            case Misbehaviour.Slow(var delay) -> {
                var done = act(call);
                LockSupport.parkNanos(delay.toNanos());
                say(exchange, done.status(), done.body());
            }
            case null -> {
                var done = act(call);
                say(exchange, done.status(), done.body());
            }
        }
    }

    private record Done(int status, byte[] body) {}

    private Done act(Received call) {
        try {
            var result = OF_UPDATES.contains(call.method()) ? updates.carryOut(call) : chats.carryOut(call);
            return new Done(200, Json.bytes(Map.of("ok", true, "result", result)));
        } catch (BotChats.Refusal refusal) {
            return new Done(refusal.code, error(refusal.code, refusal.getMessage(), Map.of()));
        }
    }

    private void file(HttpExchange exchange, String path) throws IOException {
        var content = chats.content(path);
        say(exchange, content == null ? 404 : 200, content == null ? error(404, "Not Found", Map.of()) : content);
    }

    private static byte[] error(int code, String description, Map<String, Object> parameters) {
        var envelope = new LinkedHashMap<String, Object>();
        envelope.put("ok", false);
        envelope.put("error_code", code);
        envelope.put("description", description);
        if (!parameters.isEmpty()) {
            envelope.put("parameters", parameters);
        }
        return Json.bytes(envelope);
    }

    private static void say(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /// Fails when any call was not as documented.
    @Override
    public void close() {
        updates.close();
        server.stop(0);
        threads.close();
        if (!flaws.isEmpty()) {
            throw new AssertionError("not as documented: " + flaws);
        }
    }
}
