package parley.intake;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import parley.channel.ChannelConfig;
import parley.channel.ChannelTools;
import parley.channel.ChannelType;
import parley.channel.Connection;
import parley.channel.Descriptor;
import parley.channel.Hook;
import parley.channel.Inbound;
import parley.channel.Outbound;
import parley.channel.SendResult;
import parley.platform.FormField;

/// A messenger whose deliveries are written by the test: the body of a raw event names what is read out of it.
final class PaperNetwork implements ChannelType {

    static final String BROKEN = "broken";

    final Map<String, List<Inbound>> deliveries = new ConcurrentHashMap<>();
    final Map<String, Connection.Fetched> files = new ConcurrentHashMap<>();
    private final String type;

    PaperNetwork(String type) {
        this.type = type;
    }

    @Override
    public Descriptor descriptor() {
        var text = Map.of("ru", "Бумага", "en", "Paper");
        return new Descriptor(
                type,
                type,
                type,
                text,
                new Descriptor.Tag("PP", "#0a6aa6"),
                text,
                List.of(),
                List.of(Descriptor.Step.form(new FormField("token", "text", text, null, true, null, null, null, null))),
                List.of(),
                new Descriptor.Can(
                        "yes", null, false, 4096, 1024, null, null, false, false, false, List.of(), false, false));
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
            return new Hook.Verdict.Refused(403);
        }

        @Override
        public List<Inbound> read(StoredEvent event) {
            var name = new String(event.body(), StandardCharsets.UTF_8);
            if (name.startsWith(BROKEN)) {
                throw new IllegalStateException("cannot be read");
            }
            @Nullable List<Inbound> delivery = deliveries.get(name);
            return delivery == null ? List.of() : delivery;
        }

        @Override
        public SendResult send(Outbound command) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Fetched fetch(String reference) {
            return files.getOrDefault(reference, new Fetched.Gone("not there"));
        }

        @Override
        public Health subscribe() {
            return new Health.Connected();
        }

        @Override
        public Health health() {
            return new Health.Connected();
        }

        @Override
        public void unsubscribe() {}
    }
}
