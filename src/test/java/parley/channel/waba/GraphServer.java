package parley.channel.waba;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;

/// Meta's Graph API with one business and one number, as its documentation describes it. Checks every call, keeps what
/// was sent, serves files, calls the hook address, and misbehaves when it is told to.
public final class GraphServer implements AutoCloseable {

    public static final String TOKEN = "EAAJB0123456789abcdefghijklmnop";
    public static final String NUMBER = "106540352242922";
    public static final String BUSINESS = "102290129340398";
    public static final String SECRET = "614fc2afde15eee07a26b2fe3eaee9b9";

    private static final String VERSION = "/v23.0";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final MetaCourier courier = new MetaCourier();
    private final List<JsonNode> sent = new CopyOnWriteArrayList<>();
    private final List<String> flaws = new CopyOnWriteArrayList<>();
    private final Queue<Misbehaviour> misbehaviour = new ArrayDeque<>();
    final GraphFiles files = new GraphFiles();
    private final List<Map<String, Object>> templates = new CopyOnWriteArrayList<>();
    private volatile @Nullable String override;
    private volatile boolean subscribed;
    private volatile boolean revoked;
    private volatile String quality = "GREEN";

    public GraphServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /// Version included.
    public String address() {
        return origin() + VERSION;
    }

    private String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Where an address of the internet really is, in a test: the hook address is called there.
    public void route(String internet, String really) {
        courier.route(internet, really);
    }

    /// The address for this number's messages; absent while there is none.
    public @Nullable String override() {
        return override;
    }

    void override(@Nullable String address) {
        override = address;
    }

    /// From now on the token is not accepted.
    public void revoke() {
        revoked = true;
    }

    void quality(String rating) {
        quality = rating;
    }

    void forgetSubscription() {
        subscribed = false;
    }

    boolean isSubscribed() {
        return subscribed;
    }

    /// The next messages go wrong, one after the other.
    public void next(Misbehaviour... wrongs) {
        synchronized (misbehaviour) {
            misbehaviour.addAll(Arrays.asList(wrongs));
        }
    }

    /// Every message that was accepted, oldest first.
    public List<JsonNode> sent() {
        return List.copyOf(sent);
    }

    /// What is read of them by one client; a file is its caption.
    public List<String> texts(String phone) {
        return sent.stream()
                .filter(one -> phone.equals(
                        one.path("to").asString(one.path("recipient").asString(""))))
                .map(one -> one.path("text")
                        .path("body")
                        .asString(one.path(one.path("type").asString(""))
                                .path("caption")
                                .asString("")))
                .toList();
    }

    /// Meta's id of a message, oldest first from 0.
    public String id(int place) {
        return "wamid.OUT" + (place + 1);
    }

    /// A file that a client has sent.
    public void holds(String mediaId, byte[] content) {
        files.hold(mediaId, content);
    }

    /// An approved template, as the business has made it.
    public void template(Map<String, Object> template) {
        templates.add(template);
    }

    /// Delivers a `value` of the field `messages`, signed; answers the status.
    public int delivers(Map<String, Object> value) {
        return delivers("messages", value);
    }

    public int delivers(String field, Map<String, Object> value) {
        return courier.deliver(String.valueOf(override), field, value);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var body = exchange.getRequestBody().readAllBytes();
        var token = exchange.getRequestHeaders().getFirst("Authorization");
        if (exchange.getRequestHeaders().getFirst("User-Agent") == null) {
            flaws.add("no User-Agent");
        }
        if (revoked || !("Bearer " + TOKEN).equals(token)) {
            say(exchange, 401, error(190, "Error validating access token: Session has expired", "OAuthException"));
            return;
        }
        if (path.startsWith("/files/")) {
            var content = files.content(path.substring("/files/".length()));
            say(exchange, content.length == 0 ? 404 : 200, content);
            return;
        }
        if (!path.startsWith(VERSION + "/")) {
            flaws.add("no such version: " + path);
            say(exchange, 404, new byte[0]);
            return;
        }
        var call = exchange.getRequestMethod() + " " + path.substring(VERSION.length());
        switch (call) {
            case "POST /" + NUMBER + "/messages" -> message(exchange, Json.tree(body));
            case "POST /" + NUMBER + "/media" -> json(exchange, Map.of("id", files.upload(body, flaws)));
            case "POST /" + NUMBER -> configure(exchange, Json.tree(body));
            case "GET /" + NUMBER -> number(exchange);
            case "GET /" + BUSINESS + "/phone_numbers" -> json(exchange, Map.of("data", List.of(Map.of("id", NUMBER))));
            case "POST /" + BUSINESS + "/subscribed_apps" -> {
                subscribed = true;
                json(exchange, Map.of("success", true));
            }
            case "GET /" + BUSINESS + "/subscribed_apps" ->
                json(
                        exchange,
                        Map.of(
                                "data",
                                subscribed ? List.of(Map.of("whatsapp_business_api_data", Map.of())) : List.of()));
            case "GET /" + BUSINESS + "/message_templates" -> json(exchange, Map.of("data", templates));
            default -> {
                var id = call.substring(call.lastIndexOf('/') + 1);
                var file = call.startsWith("GET ") ? files.told(id, origin()) : null;
                if (file == null) {
                    var words = "Object with ID '" + id + "' does not exist";
                    say(exchange, 400, error(100, words, "GraphMethodException"));
                } else {
                    json(exchange, file);
                }
            }
        }
    }

    private void message(HttpExchange exchange, JsonNode body) throws IOException {
        flaws.addAll(GraphDocumentation.flaws(body));
        Misbehaviour wrong;
        synchronized (misbehaviour) {
            wrong = misbehaviour.poll();
        }
        switch (wrong) {
            case Misbehaviour.Says(var status, var code, var words) ->
                say(exchange, status, error(code, words, "OAuthException"));
            case Misbehaviour.Foreign(var status) ->
                say(exchange, status, "<html>nginx</html>".getBytes(StandardCharsets.UTF_8));
            case Misbehaviour.CutBefore() -> exchange.close();
            case Misbehaviour.CutAfter() -> {
                accept(body);
                exchange.close();
            }
            case Misbehaviour.Garbage() -> {
                accept(body);
                say(exchange, 200, "OK".getBytes(StandardCharsets.UTF_8));
            }
            case null -> {
                if (body.path("to").asString("").equals("10000000000")) {
                    say(exchange, 400, error(131026, "Message undeliverable", "OAuthException"));
                } else {
                    json(exchange, accept(body));
                }
            }
        }
    }

    private synchronized Map<String, Object> accept(JsonNode body) {
        sent.add(body);
        var input = body.path("to").asString(body.path("recipient").asString(""));
        var contact = new LinkedHashMap<String, Object>();
        contact.put("input", input);
        contact.put(body.has("to") ? "wa_id" : "user_id", input.equals("5491112345678") ? "541112345678" : input);
        return Map.of(
                "messaging_product", "whatsapp",
                "contacts", List.of(contact),
                "messages", List.of(Map.of("id", "wamid.OUT" + sent.size())));
    }

    private void configure(HttpExchange exchange, JsonNode body) throws IOException {
        var wanted = body.path("webhook_configuration");
        var address = wanted.path("override_callback_uri").asString("");
        if (!address.isEmpty()
                && !courier.shakesHands(address, wanted.path("verify_token").asString(""))) {
            say(exchange, 400, error(2200, "Callback verification failed", "OAuthException"));
            return;
        }
        override = address.isEmpty() ? null : address;
        json(exchange, Map.of("success", true));
    }

    private void number(HttpExchange exchange) throws IOException {
        var query = String.valueOf(exchange.getRequestURI().getQuery());
        var proof = "appsecret_proof=" + Arrivals.signature(SECRET, TOKEN.getBytes(StandardCharsets.UTF_8));
        if (query.contains("appsecret_proof=") && !query.endsWith(proof)) {
            say(
                    exchange,
                    400,
                    error(100, "Invalid appsecret_proof provided in the API argument", "GraphMethodException"));
            return;
        }
        var number = new LinkedHashMap<String, Object>();
        number.put("id", NUMBER);
        number.put("display_phone_number", "+1 555-078-3881");
        number.put("verified_name", "Lucky Shrub");
        number.put("quality_rating", quality);
        number.put("webhook_configuration", override == null ? Map.of() : Map.of("phone_number", override));
        json(exchange, number);
    }

    private static byte[] error(int code, String words, String type) {
        return Json.bytes(Map.of("error", Map.of("message", words, "type", type, "code", code, "fbtrace_id", "Az8")));
    }

    private static void json(HttpExchange exchange, Object body) throws IOException {
        say(exchange, 200, Json.bytes(body));
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
        server.stop(0);
        threads.close();
        if (!flaws.isEmpty()) {
            throw new AssertionError("not as documented: " + flaws);
        }
    }
}
