package parley.settings;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGeneratorFactory;
import parley.auth.Auth;
import parley.auth.Passwords;
import parley.auth.Viewer;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.channel.ChannelOffice;
import parley.channel.Channels.Connected;
import parley.channel.PaperMessenger;
import parley.crm.PaperHouse;
import parley.platform.Database;
import parley.platform.Jobs;
import parley.platform.Json;
import parley.platform.Secrets;
import parley.settings.SettingsDesk.Agreed;
import parley.settings.SettingsDesk.Saved;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A company with a paper CRM and paper channels, and a desk to agree its settings at.
final class SettingsOffice implements AutoCloseable {

    private static final AtomicLong NUMBER = new AtomicLong(1000);

    final Database database = ChannelOffice.database();
    final AccountId account = new AccountId(NUMBER.incrementAndGet());
    final Viewer bruce = viewer(1, "Bruce");
    final Viewer tony = viewer(2, "Tony");
    final PaperCrm crm = new PaperCrm("builtin");
    final PaperCrm other = new PaperCrm("odoo");
    final AtomicInteger announced = new AtomicInteger();
    final ChannelOffice.Node node;
    final Jobs jobs = new Jobs(InstantSource.fixed(ChannelOffice.NOW));
    final Crms crms;
    final Auth auth;
    final SettingsDesk desk;

    SettingsOffice(Path data) {
        ChannelOffice.found(database, account);
        node = new ChannelOffice.Node(database, data, "node-" + account, new PaperMessenger());
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        crms = new Crms(
                database,
                new Integrations(),
                Secrets.of(data, null, random),
                PaperHouse.tools(InstantSource.fixed(ChannelOffice.NOW)),
                jobs,
                List.of(crm, other));
        auth = new Auth(database, new Passwords(random), InstantSource.fixed(ChannelOffice.NOW), random);
        desk = anotherDesk();
    }

    /// As another process has it.
    SettingsDesk anotherDesk() {
        return new SettingsDesk(
                database,
                node.channels,
                crms,
                auth.audit,
                InstantSource.fixed(ChannelOffice.NOW),
                (_, _) -> announced.incrementAndGet());
    }

    private Viewer viewer(long login, String name) {
        return new Viewer(account, login, null, true, name, "en");
    }

    SettingsOffice withCrm() {
        connect("builtin", Map.of());
        return this;
    }

    SettingsDesk.Connected.Done connect(String crm, Map<String, String> fields) {
        return assertInstanceOf(SettingsDesk.Connected.Done.class, desk.connect(bruce, crm, fields, "127.0.0.1"));
    }

    ChannelId channel(String name, String token) {
        return ((Connected.Done) node.channels.connect(account, "paper", name, Map.of("token", token)))
                .channel()
                .id();
    }

    Agreed agreed() {
        return desk.current(account).orElseThrow();
    }

    /// As the page gets it.
    ObjectNode document() {
        return (ObjectNode) Json.tree(Json.write(desk.document(account, agreed())));
    }

    Saved save(Viewer viewer, JsonNode document) {
        return desk.save(viewer, agreed().integration(), document, "127.0.0.1");
    }

    /// A document in which the channel is ticked, and Bruce and Tony sell by turn on it.
    ObjectNode ticked(ChannelId channel) {
        var document = document();
        var form = channel(document, channel);
        form.put("ticked", true);
        form.set("roles", Json.tree("""
            {"bruce": {"role": "manager", "receivesNewClients": true},
             "tony": {"role": "seller", "receivesNewClients": true}}
            """));
        form.set("access", Json.tree("""
            {"bruce": "WRITE", "tony": "WRITE", "scrooge": "NONE"}
            """));
        form.set("newClients", Json.tree("""
            {"pipeline": "p1", "stage": "s1", "algorithm": "BY_TURN", "useWeights": true, "order": ["tony", "bruce"],
             "weights": {"tony": 2}}
            """));
        return document;
    }

    static ObjectNode channel(ObjectNode document, ChannelId id) {
        for (var channel : document.withArray("channels")) {
            if (channel.path("id").asString().equals(id.toString())) {
                return (ObjectNode) channel;
            }
        }
        throw new AssertionError("no channel " + id);
    }

    @Override
    public void close() {
        node.close();
    }
}
