package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.base.Address;
import parley.base.ChatType;
import parley.channel.ChannelConfig;
import parley.channel.ChannelTools;
import parley.channel.ChannelType;
import parley.channel.Connection;
import parley.channel.Content;
import parley.channel.DeliveryStatus;
import parley.channel.Descriptor;
import parley.channel.Hook;
import parley.channel.Inbound;
import parley.channel.Outbound;
import parley.channel.RawEvent;
import parley.channel.SendResult;
import parley.platform.FormField;
import parley.platform.Json;

/// A messenger on paper that behaves as told: it may put off, refuse, lose the answer after acting, or hold its breath.
public final class PaperPost implements ChannelType {

    public static final String TYPE = "paper";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /// Everything that it has acted upon, in order.
    public final List<Outbound> delivered = new CopyOnWriteArrayList<>();

    /// How often it was asked for anything.
    public final AtomicInteger asked = new AtomicInteger();

    /// What it does with the next commands, one after the other; then it does as it is told.
    private final Deque<Function<Outbound, SendResult>> next = new ConcurrentLinkedDeque<>();

    private final AtomicInteger written = new AtomicInteger();
    private final Descriptor.Can can;
    private final String type;
    private final String transport;
    private final String network;
    public volatile Connection.Health health = new Connection.Health.Connected();
    public volatile boolean knowsRepetitions;

    public PaperPost() {
        this(able("yes", null));
    }

    public PaperPost(Descriptor.Can can) {
        this(can, TYPE);
    }

    /// @param network in which its clients live
    public PaperPost(Descriptor.Can can, String network) {
        this(can, TYPE, TYPE, network);
    }

    /// @param type its name among several
    public PaperPost(Descriptor.Can can, String type, String transport, String network) {
        this.can = can;
        this.type = type;
        this.transport = transport;
        this.network = network;
    }

    /// Everything that a messenger can do, with small limits.
    public static Descriptor.Can able(String writeFirst, @Nullable Integer windowHours) {
        return new Descriptor.Can(
                writeFirst,
                windowHours,
                false,
                100,
                50,
                "48h",
                "48h",
                true,
                true,
                true,
                List.of(
                        new Descriptor.FileLimit("image", List.of("image/png", "image/jpeg"), 10_000),
                        new Descriptor.FileLimit("audio", List.of(), 10_000),
                        new Descriptor.FileLimit("voice", List.of(), 10_000),
                        new Descriptor.FileLimit("file", List.of("application/pdf", "image/png"), 20_000)),
                true,
                true);
    }

    /// What it does with the next command that nobody has decided about yet.
    public PaperPost then(Function<Outbound, SendResult> behaviour) {
        next.add(behaviour);
        return this;
    }

    public SendResult accept(Outbound command) {
        delivered.add(command);
        return new SendResult.Accepted(List.of(name(command)), DeliveryStatus.SENT);
    }

    /// The message goes, and its sender never hears of it.
    public SendResult acceptAndLoseTheAnswer(Outbound command) {
        delivered.add(command);
        return new SendResult.Unknown("the line broke");
    }

    /// The texts that have arrived, in order.
    public List<String> texts() {
        var texts = new ArrayList<String>();
        for (var command : delivered) {
            if (command instanceof Outbound.Send send) {
                texts.add(send.content().text());
            }
        }
        return texts;
    }

    /// How this messenger calls a message that was sent with this id of Parley's.
    public static String name(Outbound command) {
        return "p"
                + switch (command) {
                    case Outbound.Send send -> send.message();
                    case Outbound.Edit edit -> edit.message();
                    case Outbound.Delete delete -> delete.message();
                    case Outbound.React react -> react.message();
                };
    }

    /// An event as this messenger delivers it.
    ///
    /// @param kind `message`, `echo`, `edited`, `deleted`, `reacted` or `status`
    public record Event(
            String kind,
            String id,
            String client,
            @Nullable String name,
            @Nullable String text,
            @Nullable String status,
            Instant at) {}

    /// Delivers an event to the hub's hook.
    public void delivers(Hub hub, String key, Event event) {
        var request = HttpRequest.newBuilder(URI.create(hub.address() + "/hooks/" + type + "/" + key))
                .timeout(Duration.ofSeconds(20))
                .POST(BodyPublishers.ofString(Json.write(event)))
                .build();
        try {
            var answer = HTTP.send(request, BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// A client whose name is also his address writes; one that begins with a plus is a phone, too.
    public void clientWrites(Hub hub, String key, String client, String text) {
        var id = "c" + written.incrementAndGet();
        delivers(hub, key, new Event("message", id, client, client, text, null, Instant.now()));
    }

    public void status(Hub hub, String key, String client, String id, DeliveryStatus status) {
        delivers(hub, key, new Event("status", id, client, client, null, status.name(), Instant.now()));
    }

    @Override
    public Descriptor descriptor() {
        var text = Map.of("ru", "Бумага", "en", "Paper");
        return new Descriptor(
                type,
                transport,
                network,
                text,
                new Descriptor.Tag("PP", "#0a6aa6"),
                text,
                List.of(),
                List.of(Descriptor.Step.form(new FormField("token", "text", text, null, true, null, null, null, null))),
                List.of(),
                can);
    }

    @Override
    public Check check(Map<String, String> fields, ChannelTools tools) {
        return new Check.Fine("@" + fields.get("token"), fields.getOrDefault("token", ""));
    }

    @Override
    public Connection open(ChannelConfig config, ChannelTools tools) {
        return new Line();
    }

    private final class Line implements Connection {

        @Override
        public Hook.Verdict verify(Hook hook) {
            var event = Json.read(hook.body(), Event.class);
            var key = event.kind() + ":" + event.id() + ":" + event.status();
            return new Hook.Verdict.Events(
                    List.of(new RawEvent(key, event.client(), Map.of(), hook.body())), "{\"ok\":true}");
        }

        @Override
        public List<Inbound> read(StoredEvent stored) {
            var event = Json.read(stored.body(), Event.class);
            var phone = event.client().startsWith("+") ? event.client() : null;
            var client =
                    Inbound.Client.of(new Address(new ChatType(network), event.client(), phone, null), event.name());
            var content = Content.text(event.text() == null ? "" : event.text());
            return List.of(
                    switch (event.kind()) {
                        case "echo" -> new Inbound.Echo(client, event.id(), event.at(), content, "phone");
                        case "edited" -> new Inbound.Edited(client, event.id(), event.at(), content);
                        case "deleted" -> new Inbound.Deleted(client, event.id(), event.at());
                        case "reacted" -> new Inbound.Reacted(client, event.id(), event.at(), event.text());
                        case "status" ->
                            new Inbound.Status(
                                    client,
                                    event.id(),
                                    DeliveryStatus.valueOf(String.valueOf(event.status())),
                                    event.at(),
                                    null);
                        default -> new Inbound.Message(client, event.id(), event.at(), content, null, null);
                    });
        }

        @Override
        public SendResult send(Outbound command) {
            asked.incrementAndGet();
            var behaviour = next.poll();
            return behaviour == null ? accept(command) : behaviour.apply(command);
        }

        @Override
        public boolean knowsRepetitions() {
            return knowsRepetitions;
        }

        @Override
        public Fetched fetch(String reference) {
            return new Fetched.Gone("nothing is here");
        }

        @Override
        public Health subscribe() {
            return health;
        }

        @Override
        public Health health() {
            return health;
        }

        @Override
        public void unsubscribe() {}
    }
}
