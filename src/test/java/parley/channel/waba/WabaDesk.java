package parley.channel.waba;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.Address;
import parley.base.ChannelId;
import parley.base.MessageId;
import parley.channel.ChannelConfig;
import parley.channel.ChannelTools;
import parley.channel.Connection;
import parley.channel.Connection.StoredEvent;
import parley.channel.Content;
import parley.channel.Content.Attachment;
import parley.channel.Content.Kind;
import parley.channel.Hook;
import parley.channel.Inbound;
import parley.channel.Outbound;
import parley.channel.PaperTools;
import parley.channel.SendResult;

/// A number with its line, for tests: the Graph API it talks to, what the house lends, and Anna, who has written.
final class WabaDesk implements AutoCloseable {

    static final String KEY = "k3yk3yk3yk3yk3yk3yk3yk3y";
    static final String PUBLIC = "https://parley.example.com";
    static final String HOOK = PUBLIC + "/hooks/waba/" + KEY;
    static final Address ANNA = Person.ofPhone("79161234567").address();

    final GraphServer meta = new GraphServer();
    final PaperTools paper = new PaperTools();
    final ChannelTools tools = paper.tools(PUBLIC);
    final ChannelConfig config = new ChannelConfig(new AccountId(1), new ChannelId(5), KEY, form(Map.of()));
    final Connection line = new WabaType().open(config, tools);
    private int sent;

    Map<String, String> form(Map<String, String> more) {
        var fields = new HashMap<>(Map.of(
                "token", GraphServer.TOKEN,
                "phoneNumberId", GraphServer.NUMBER,
                "businessAccountId", GraphServer.BUSINESS,
                "appSecret", GraphServer.SECRET,
                "server", meta.address()));
        fields.putAll(more);
        return fields;
    }

    SendResult says(String text) {
        return sends(Content.text(text));
    }

    SendResult sends(Content content) {
        return sends(ANNA, content, null);
    }

    SendResult sends(Address to, Content content, @Nullable String replyTo) {
        sent++;
        return line.send(new Outbound.Send(to, new MessageId(100 + sent), "cid-" + sent, content, replyTo, "Bruce"));
    }

    /// A message of files; their bytes are their names.
    Content files(Kind kind, @Nullable String text, Attachment... files) {
        for (var file : files) {
            paper.file(file.reference(), file.name().getBytes(StandardCharsets.UTF_8));
        }
        return new Content(kind, text, List.of(files), Map.of());
    }

    static Attachment file(String name, String mime) {
        return new Attachment("id-" + name, name, mime, name.getBytes(StandardCharsets.UTF_8).length, null, null, null);
    }

    static Hook signed(byte[] body) {
        return hook(body, "sha256=" + Arrivals.signature(GraphServer.SECRET, body));
    }

    static Hook hook(byte[] body, String signature) {
        return new Hook("POST", Map.of("x-hub-signature-256", signature), Map.of(), body);
    }

    /// The events of a delivery, as they are stored.
    List<StoredEvent> stored(byte[] body) {
        return ((Hook.Verdict.Events) line.verify(signed(body)))
                .events().stream()
                        .map(event -> new StoredEvent(PaperTools.NOW, event.headers(), event.body()))
                        .toList();
    }

    /// What becomes of a delivery.
    List<Inbound> reads(byte[] body) {
        return stored(body).stream().flatMap(event -> line.read(event).stream()).toList();
    }

    @Override
    public void close() {
        meta.close();
    }
}
