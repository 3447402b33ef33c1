package parley.crm.amocrm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;

/// An account of amoCRM over real HTTP, as its documentation describes it. Checks every call, keeps what was asked, and
/// misbehaves when it is told to.
public final class FakeAmo implements AutoCloseable {

    public static final String TOKEN = "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.long-lived";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<Long> moments = new CopyOnWriteArrayList<>();
    private volatile Duration slowly = Duration.ZERO;
    private final List<String> flaws = new CopyOnWriteArrayList<>();
    private final Map<String, Misbehaviour> wrongs = new LinkedHashMap<>();
    final FakeSight sight = new FakeSight();
    final FakeBook book;
    final FakeCards cards;
    final FakeUnsorted incoming;
    final FakeTokens tokens;
    private final FakeRoutes routes;

    public FakeAmo(InstantSource clock) {
        book = new FakeBook(clock);
        cards = new FakeCards(book);
        incoming = new FakeUnsorted(book, cards);
        tokens = new FakeTokens(clock);
        routes = new FakeRoutes(book, cards, incoming, flaws);
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

    /// The next such call goes wrong.
    ///
    /// @param call `POST /contacts`, or the beginning of one, up to a slash
    void next(String call, Misbehaviour wrong) {
        synchronized (wrongs) {
            wrongs.put(call, wrong);
        }
    }

    /// Every call, as `GET /contacts`, oldest first.
    List<String> calls() {
        return List.copyOf(calls);
    }

    long calls(String call) {
        return calls.stream().filter(one -> is(one, call)).count();
    }

    private static boolean is(String call, String meant) {
        return call.equals(meant) || meant.endsWith("/") && call.startsWith(meant);
    }

    /// What was asked in another way than documented; nothing, if all is well.
    public List<String> flaws() {
        return List.copyOf(flaws);
    }

    /// What an integration keeps that an administrator has let in: with tokens that end, and are renewed with one that
    /// can be used once.
    public Map<String, String> consented() {
        return tokens.consented(address());
    }

    /// What came of every renewal that was asked for: `granted` or `refused`, oldest first.
    public List<String> renewals() {
        return tokens.renewals();
    }

    /// Nobody is let in any more.
    public void revokes() {
        tokens.revoke();
    }

    /// Answers to renewals take this long.
    public void renewsSlowly(Duration pause) {
        slowly = pause;
    }

    /// When the calls came, by the JVM's stopwatch.
    List<Long> moments() {
        return List.copyOf(moments);
    }

    /// Whether lists may be filtered, which is sold apart.
    void sellFilters() {
        routes.filters = true;
    }

    /// How many incoming leads wait.
    public int waiting() {
        synchronized (book) {
            return book.unsorted.size();
        }
    }

    /// The deals, oldest first, as `7 at 301 of 502`.
    public List<String> deals() {
        synchronized (book) {
            return book.leads.values().stream()
                    .map(lead -> "%s at %s of %s"
                            .formatted(
                                    lead.path("id").asString(),
                                    lead.path("status_id").asString(),
                                    lead.path("responsible_user_id").asString()))
                    .toList();
        }
    }

    /// Somebody gives every card to this employee on the account's own pages.
    public void givesAll(long user) {
        var change = FakeBook.node().put("responsible_user_id", user);
        synchronized (book) {
            book.contacts.values().forEach(card -> cards.change(card, change, false));
            book.leads.values().forEach(card -> cards.change(card, change, true));
        }
    }

    /// A card by its id.
    JsonNode lead(String id) {
        synchronized (book) {
            return book.leads.get(Long.parseLong(id)).deepCopy();
        }
    }

    JsonNode contact(String id) {
        synchronized (book) {
            return book.contacts.get(Long.parseLong(id)).deepCopy();
        }
    }

    /// The texts in a card's timeline, oldest first.
    ///
    /// @param card `leads/7`
    public List<String> notes(String card) {
        synchronized (book) {
            return book.notes.getOrDefault(card, List.of()).stream()
                    .map(note -> note.path("params").path("text").asString(""))
                    .toList();
        }
    }

    /// Something happens on the account's own pages.
    public void happens(Runnable change) {
        synchronized (book) {
            change.run();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var body = exchange.getRequestBody().readAllBytes();
            if (path.equals("/oauth2/access_token")) {
                var reply = tokens.grant(Json.tree(body));
                LockSupport.parkNanos(slowly.toNanos());
                say(exchange, reply);
                return;
            }
            if (!path.startsWith("/api/v4/")) {
                flaws.add("no such path: " + path);
                say(exchange, 404, "text/html", "<html>nothing here</html>");
                return;
            }
            var call = exchange.getRequestMethod() + " " + path.substring("/api/v4".length());
            calls.add(call);
            moments.add(System.nanoTime());
            var wrong = wrong(call);
            if (isRefusedBefore(exchange, wrong)) {
                return;
            }
            inspect(exchange, call, body);
            if (!sight.shows(exchange, call)) {
                say(exchange, FakeSight.FORBIDDEN);
                return;
            }
            var reply = tokens.isValid(exchange.getRequestHeaders().getFirst("Authorization"))
                    ? reply(exchange, body)
                    : new FakeRoutes.Reply(401, Json.tree("{\"title\":\"Unauthorized\",\"status\":401}"));
            if (wrong == Misbehaviour.UNREADABLE) {
                say(exchange, 200, "text/html", "<html>moment, please</html>");
            } else if (wrong != Misbehaviour.LOST) {
                say(exchange, reply);
            }
        }
    }

    private FakeRoutes.Reply reply(HttpExchange exchange, byte[] body) {
        var path = exchange.getRequestURI().getPath().substring("/api/v4".length());
        synchronized (book) {
            try {
                return routes.answer(new FakeRoutes.Asked(
                        exchange.getRequestMethod(),
                        path,
                        FakeRoutes.query(exchange.getRequestURI().getRawQuery()),
                        body.length == 0 ? Json.tree("null") : Json.tree(body)));
            } catch (FakeCards.Invalid e) {
                return FakeRoutes.Reply.invalid(e.path, e.getMessage());
            }
        }
    }

    private @Nullable Misbehaviour wrong(String call) {
        synchronized (wrongs) {
            var which =
                    wrongs.keySet().stream().filter(meant -> is(call, meant)).findFirst();
            return which.map(wrongs::remove).orElse(null);
        }
    }

    private static boolean isRefusedBefore(HttpExchange exchange, @Nullable Misbehaviour wrong) throws IOException {
        var status = wrong == null
                ? 0
                : switch (wrong) {
                    case TOO_MANY -> 429;
                    case BLOCKED -> 403;
                    case BAD_GATEWAY -> 502;
                    case LOST, UNREADABLE -> 0;
                };
        if (status != 0) {
            say(exchange, status, "text/html", "<html><h1>" + status + "</h1></html>");
        }
        return status != 0;
    }

    private void inspect(HttpExchange exchange, String call, byte[] body) {
        var headers = exchange.getRequestHeaders();
        if (headers.getFirst("User-Agent") == null) {
            flaws.add("no User-Agent: " + call);
        }
        if (body.length > 0 && !"application/json".equals(headers.getFirst("Content-Type"))) {
            flaws.add("no Content-Type: " + call);
        }
        var query = exchange.getRequestURI().getRawQuery();
        if (query != null && query.matches(".*[\\[\\] ].*")) {
            flaws.add("brackets in the address: " + query);
        }
        new ArrayList<>(FakeRoutes.query(query).entrySet()).forEach(entry -> {
            var most = call.startsWith("GET /events") ? 100 : 250;
            if (entry.getKey().equals("limit")
                    && Integer.parseInt(entry.getValue().getFirst()) > most) {
                flaws.add("limit: " + query);
            }
        });
    }

    private static void say(HttpExchange exchange, FakeRoutes.Reply reply) throws IOException {
        if (reply.status() == 204) {
            exchange.sendResponseHeaders(204, -1);
            return;
        }
        say(exchange, reply.status(), "application/hal+json", Json.write(reply.body()));
    }

    private static void say(HttpExchange exchange, int status, String type, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
