package parley.channel.telegram;

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
import parley.channel.Content;
import parley.channel.Content.Attachment;
import parley.channel.Content.Kind;
import parley.channel.Hook;
import parley.channel.Outbound;
import parley.channel.PaperTools;
import parley.channel.SendResult;

/// A bot with its line, for tests: the server it talks to, what the house lends, and Anna and Boris, who have started
/// it.
final class BotDesk implements AutoCloseable {

    static final String KEY = "k3yk3yk3yk3yk3yk3yk3yk3y";
    static final String PUBLIC = "https://parley.example.com";

    final BotApiServer server = new BotApiServer();
    final PaperTools paper = new PaperTools();
    final BotClient anna = new BotClient(server, 5012345678L, "Anna");
    final BotClient boris = new BotClient(server, 6012345678L, "Boris");
    final ChannelTools tools;
    final Connection line;
    final ChannelConfig config;
    private int sent;

    BotDesk() {
        this(PUBLIC, Map.of());
    }

    BotDesk(@Nullable String publicAddress, Map<String, String> more) {
        tools = paper.tools(publicAddress);
        config = new ChannelConfig(new AccountId(1), new ChannelId(5), KEY, form(more));
        line = new TelegramType().open(config, tools);
    }

    Map<String, String> form(Map<String, String> more) {
        var fields = new HashMap<>(Map.of("token", BotApiServer.TOKEN, "server", server.address()));
        fields.putAll(more);
        return fields;
    }

    static Address address(BotClient client) {
        return new Address(Reading.NETWORK, Long.toString(client.id()), null, null);
    }

    SendResult says(String text) {
        return sends(Content.text(text));
    }

    SendResult sends(Content content) {
        return line.send(message(anna, "cid-" + ++sent, content));
    }

    static Outbound.Send message(BotClient to, String cid, Content content) {
        return new Outbound.Send(address(to), new MessageId(1), cid, content, null, "Bruce");
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

    /// As Telegram would deliver it.
    Hook hook(byte[] body) {
        return hook(body, server.updates.secret());
    }

    static Hook hook(byte[] body, String secret) {
        return new Hook("POST", Map.of("x-telegram-bot-api-secret-token", secret), Map.of(), body);
    }

    @Override
    public void close() {
        server.close();
    }
}
