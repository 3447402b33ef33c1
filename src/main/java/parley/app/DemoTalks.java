package parley.app;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.ChannelId;
import parley.channel.Channels;
import parley.channel.ClientPages;
import parley.chat.Chat;
import parley.chat.ChatRoom;
import parley.delivery.Draft;
import parley.delivery.Reply;
import parley.delivery.Sent;
import parley.platform.Database;
import parley.platform.Json;
import parley.platform.PageRequest;
import parley.rules.ChatFacts;
import tools.jackson.databind.JsonNode;

/// Clients of the demo write and colleagues answer, all of them on the ways that real ones take.
final class DemoTalks implements AutoCloseable {

    private static final Logger LOG = System.getLogger(DemoTalks.class.getName());
    private static final int PATIENCE_SECONDS = 10;
    private static final int LOOK_MILLIS = 200;

    /// @param channel `site` or `wholesale`
    /// @param contact the number of the contact of the sample CRM who signs in at the site; absent: a stranger
    /// @param lines `<` before what the client writes, `>` before what somebody answers
    record Talk(String client, String channel, @Nullable Integer contact, List<String> lines) {}

    /// A client at his browser.
    private record Visitor(ClientPages pages, String remote, String token) {}

    private final Database database;
    private final ChatRoom room;
    private final Channels channels;
    private final Reply reply;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final URI address;
    private final Semaphore news = new Semaphore(0);
    private final Thread thread;
    private int turn;
    private volatile boolean closed;

    private DemoTalks(DemoCompany.Stage stage, Rooms rooms) {
        this.database = rooms.database;
        this.room = rooms.room;
        this.channels = rooms.channels;
        this.reply = rooms.reply;
        this.clock = rooms.world.clock();
        this.random = rooms.world.random();
        this.address = rooms.address;
        room.feed().listen(_ -> news.release());
        this.thread = Thread.ofVirtual().name("demo").start(() -> play(stage));
    }

    record Rooms(Database database, ChatRoom room, Channels channels, Reply reply, World world, URI address) {}

    /// Begins to play and returns.
    static DemoTalks begin(DemoCompany.Stage stage, Rooms rooms) {
        return new DemoTalks(stage, rooms);
    }

    /// Stops after what is being said, when it is not over.
    @Override
    public void close() {
        closed = true;
        news.release();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void play(DemoCompany.Stage stage) {
        try {
            var talks = talks(stage.language());
            for (int number = 0; number < talks.size() && !closed; number++) {
                play(stage, talks.get(number), "192.0.2." + (number + 1));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the demo's talks ended early", e);
        }
    }

    private static List<Talk> talks(String language) {
        try (var in = DemoTalks.class.getResourceAsStream("/demo/talks-" + language + ".json")) {
            if (in == null) {
                throw new IllegalStateException("the demo has no talks in " + language);
            }
            return Json.readList(new String(in.readAllBytes(), StandardCharsets.UTF_8), Talk.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void play(DemoCompany.Stage stage, Talk talk, String remote) throws InterruptedException {
        var channel = talk.channel().equals("site") ? stage.site() : stage.wholesale();
        var visitor = arrive(stage, talk, channel, remote);
        var id = "";
        for (var line : talk.lines()) {
            if (closed) {
                return;
            }
            var text = line.substring(1);
            if (line.startsWith("<")) {
                var written = call(visitor, "messages", Map.of("client_message_id", id().toString(), "text", text));
                id = written.path("message_id").asString("").split("/", 2)[0];
            } else {
                answer(stage, routed(stage, channel, id), text);
            }
        }
    }

    private Visitor arrive(DemoCompany.Stage stage, Talk talk, ChannelId channel, String remote) {
        var live = channels.live(stage.account(), channel).orElseThrow();
        var pages = live.connection().pages();
        if (pages == null) {
            throw new IllegalStateException("a web chat has pages");
        }
        var session = call(
                new Visitor(pages, remote, ""),
                "session",
                Map.of("locale", stage.language(), "identify", identify(talk, stage.siteSecret())));
        return new Visitor(pages, remote, session.path("visitor_token").asString(""));
    }

    /// What the site's server tells of its visitor, signed when he has signed in there.
    private Map<String, String> identify(Talk talk, String secret) {
        if (talk.contact() == null) {
            return Map.of("name", talk.client());
        }
        var phone = "+7000" + (4_569_800 + talk.contact());
        var at = Long.toString(clock.instant().getEpochSecond());
        var user = "customer-" + talk.contact();
        var signed = hmac(secret, "v1\n" + user + "\n\n" + phone + "\n" + at);
        return Map.of("name", talk.client(), "user_id", user, "phone", phone, "ts", at, "sig", signed);
    }

    private static String hmac(String secret, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", e);
        }
    }

    private JsonNode call(Visitor visitor, String path, Map<String, ?> body) {
        var headers = new HashMap<>(Map.of("host", address.getRawAuthority(), "origin", address.toString()));
        headers.put("x-visitor", visitor.token());
        var answer = visitor.pages()
                .answer(new PageRequest(
                        "POST",
                        path,
                        Map.of(),
                        headers,
                        new ByteArrayInputStream(Json.bytes(body)),
                        null,
                        visitor.remote()));
        if (answer.status() >= 300) {
            throw new IllegalStateException(path + " was answered with " + answer.status());
        }
        return Json.tree(answer.body());
    }

    /// Waits until it is decided whose client he is.
    private Chat routed(DemoCompany.Stage stage, ChannelId channel, String visitor) throws InterruptedException {
        var begun = System.nanoTime();
        while (System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
            var chat = database.inTransaction(tx -> room.chats().lockByAddress(tx, stage.account(), channel, visitor))
                    .filter(found -> found.client() != ChatFacts.Client.UNROUTED && found.pending() == null);
            if (chat.isPresent()) {
                return chat.get();
            }
            news.drainPermits();
            news.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        throw new IllegalStateException("nobody decided whose client he is");
    }

    /// Whoever is responsible, else one after the other, whom the rules let.
    private void answer(DemoCompany.Stage stage, Chat chat, String text) {
        var people = new ArrayList<Viewer>();
        stage.people().stream()
                .filter(one -> one.employee() != null && chat.responsible().contains(one.employee()))
                .forEach(people::add);
        turn++;
        for (int step = 0; step < stage.people().size(); step++) {
            people.add(stage.people().get((turn + step) % stage.people().size()));
        }
        for (var viewer : people) {
            if (reply.send(viewer, Draft.reply(id().toString(), chat.id(), text)) instanceof Sent.Accepted) {
                return;
            }
        }
    }

    private UUID id() {
        var version4 = random.nextLong() & ~0xf000L | 0x4000L;
        var variant = random.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        return new UUID(version4, variant);
    }
}
