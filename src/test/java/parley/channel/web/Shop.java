package parley.channel.web;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.Address;
import parley.base.ChannelId;
import parley.base.ChatType;
import parley.base.MessageId;
import parley.channel.ChannelConfig;
import parley.channel.ChannelLog;
import parley.channel.ChannelOffice;
import parley.channel.ChannelTools;
import parley.channel.ClientPages;
import parley.channel.Connection;
import parley.channel.Connection.StoredEvent;
import parley.channel.Content;
import parley.channel.Inbound;
import parley.channel.Outbound;
import parley.channel.RawEvent;
import parley.channel.SendResult;
import parley.platform.Json;
import parley.platform.PageAnswer;
import parley.platform.PageRequest;
import tools.jackson.databind.JsonNode;

/// A shop's site with the widget on it: the channel's log on a real database, a hub that only remembers what it is
/// told, files in memory, and time that stands until somebody lets it pass.
final class Shop {

    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    static final String HUB = "https://hub.example";
    static final String SITE = "https://shop.example";
    private static final AtomicLong CHANNELS = new AtomicLong(1);

    /// What the hub was told, once per key.
    final Map<String, RawEvent> told = new ConcurrentHashMap<>();

    final List<String> order = new CopyOnWriteArrayList<>();
    final Map<String, byte[]> stored = new ConcurrentHashMap<>();
    boolean hubIsAway;

    private final ChannelConfig config;
    private final ChannelTools tools;
    private Connection connection;
    private Instant now = NOW;

    Shop() {
        this(Map.of());
    }

    Shop(Map<String, String> typed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(CHANNELS.get());
        var type = new WebChannelType();
        var fields = new HashMap<>(type.secrets(random));
        fields.put(WebForm.ORIGINS, SITE);
        fields.putAll(typed);
        config = new ChannelConfig(new AccountId(1), new ChannelId(CHANNELS.getAndIncrement()), "key", fields);
        tools = new ChannelTools(
                HttpClient.newHttpClient(),
                () -> now,
                random,
                null,
                ChannelLog.stored(ChannelOffice.database(), new AccountId(1), () -> now),
                this::hear,
                new Shelf());
        connection = type.open(config, tools);
        ChannelOffice.found(ChannelOffice.database(), new AccountId(1));
    }

    ChannelTools tools() {
        return tools;
    }

    Connection connection() {
        return connection;
    }

    ClientPages pages() {
        var pages = connection.pages();
        if (pages == null) {
            throw new IllegalStateException("a web chat has pages");
        }
        return pages;
    }

    /// As after a restart: nothing is in memory.
    void restarts() {
        connection = new WebChannelType().open(config, tools);
    }

    void later(Duration time) {
        now = now.plus(time);
    }

    private void hear(ChannelConfig channel, List<RawEvent> events) {
        if (hubIsAway) {
            throw new ChannelTools.Unavailable("the hub is away");
        }
        for (var event : events) {
            if (told.putIfAbsent(event.dedupKey(), event) == null) {
                order.add(event.dedupKey());
            }
        }
    }

    /// Everything the hub was told, as it reads it.
    List<Inbound> heard() {
        return order.stream()
                .flatMap(key -> connection
                        .read(new StoredEvent(now, Map.of(), told.get(key).body()))
                        .stream())
                .toList();
    }

    <T extends Inbound> List<T> heard(Class<T> kind) {
        return heard().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// From the widget's own frame.
    PageAnswer ask(String method, String address, @Nullable String token, String body) {
        return ask(method, address, token, HUB, "application/json", body.replace('\'', '"'));
    }

    PageAnswer ask(
            String method, String address, @Nullable String token, @Nullable String origin, String type, String body) {
        return ask(method, address, token, origin, type, body.getBytes(StandardCharsets.UTF_8));
    }

    PageAnswer ask(
            String method, String address, @Nullable String token, @Nullable String origin, String type, byte[] body) {
        var headers = new HashMap<String, String>();
        headers.put("host", "hub.example");
        headers.put("content-type", type);
        headers.put("content-length", Integer.toString(body.length));
        if (token != null) {
            headers.put(WebPages.TOKEN, token);
        }
        if (origin != null) {
            headers.put("origin", origin);
        }
        return pages().answer(request(method, address, headers, body));
    }

    static PageRequest request(String method, String address, Map<String, String> headers, byte[] body) {
        var parts = address.split("\\?", 2);
        var query = parts.length == 1
                ? Map.<String, String>of()
                : java.util.Arrays.stream(parts[1].split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        return new PageRequest(method, parts[0], query, headers, new ByteArrayInputStream(body), null, "203.0.113.7");
    }

    /// A new visitor's token.
    String visitor() {
        return json(ask("POST", "session", null, "{}")).path("visitor_token").asString();
    }

    PageAnswer writes(String token, String cid, String text) {
        return ask("POST", "messages", token, "{'client_message_id':'%s','text':'%s'}".formatted(cid, text));
    }

    JsonNode events(String token, long after) {
        return json(ask("GET", "events?after=" + after, token, "")).path("events");
    }

    /// An employee answers whoever wrote last.
    SendResult answers(String cid, String text) {
        return connection.send(new Outbound.Send(writer(), new MessageId(1), cid, Content.text(text), null, "Bruce"));
    }

    Address writer() {
        return heard(Inbound.Message.class).getLast().client().address();
    }

    static Address address(String visitor) {
        return new Address(new ChatType("web"), visitor, null, null);
    }

    static JsonNode json(PageAnswer answer) {
        assertTrue(answer.status() < 300, answer.status() + " " + new String(answer.body(), StandardCharsets.UTF_8));
        return Json.tree(answer.body());
    }

    static String cid(int number) {
        return "0192aaaa-0000-7000-8000-%012d".formatted(number);
    }

    private final class Shelf implements ChannelTools.Files {

        @Override
        public InputStream open(String fileId) throws IOException {
            var bytes = stored.get(fileId);
            if (bytes == null) {
                throw new FileNotFoundException(fileId);
            }
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public ChannelTools.StoredFile store(String name, @Nullable String mime, InputStream content, long limit)
                throws IOException {
            var bytes = content.readNBytes((int) limit + 1);
            if (bytes.length > limit) {
                throw new ChannelTools.TooBig(limit);
            }
            var id = "f" + stored.size();
            stored.put(id, bytes);
            return new ChannelTools.StoredFile(id, name, mime == null ? "" : mime, bytes.length, null, null);
        }
    }
}
