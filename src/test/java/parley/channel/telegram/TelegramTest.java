package parley.channel.telegram;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import parley.base.Address;
import parley.channel.ChannelTools;
import parley.channel.ChannelType;
import parley.channel.Connection;
import parley.channel.Connection.StoredEvent;
import parley.channel.ConnectionContract;
import parley.channel.Hook;

/// What every channel keeps to, kept by Telegram.
class TelegramTest implements ConnectionContract, AutoCloseable {

    private final BotDesk desk = new BotDesk();

    @Override
    public ChannelType type() {
        return new TelegramType();
    }

    @Override
    public Connection connection() {
        return desk.line;
    }

    @Override
    public Address somebody() {
        return BotDesk.address(desk.anna);
    }

    @Override
    public Address nobody() {
        return new Address(Reading.NETWORK, "1", null, null);
    }

    @Override
    public List<String> arrived(Address client) {
        return desk.server.texts(Long.parseLong(client.id()));
    }

    @Override
    public boolean knowsCids() {
        return false;
    }

    @Override
    public Optional<Hook> genuine() {
        return Optional.of(BotDesk.hook(Samples.bytes("text"), secret()));
    }

    @Override
    public List<Hook> forged() {
        var body = Samples.bytes("text");
        var secret = secret();
        var last = secret.endsWith("0") ? "1" : "0";
        return List.of(
                new Hook("POST", Map.of(), Map.of(), body),
                BotDesk.hook(body, ""),
                BotDesk.hook(body, "wrong"),
                BotDesk.hook(body, secret.substring(0, secret.length() - 1) + last),
                new Hook("GET", Map.of("x-telegram-bot-api-secret-token", secret), Map.of(), new byte[0]));
    }

    private String secret() {
        return Account.of(desk.config).secret();
    }

    @Override
    public List<StoredEvent> recorded() {
        var events = new ArrayList<StoredEvent>();
        Samples.names().forEach(name -> events.add(Samples.event(name)));
        return events;
    }

    @Override
    public Map<String, String> form() {
        return desk.form(Map.of());
    }

    @Override
    public ChannelTools tools() {
        return desk.tools;
    }

    @AfterEach
    @Override
    public void close() {
        desk.close();
    }
}
