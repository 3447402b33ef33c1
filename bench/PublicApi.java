import java.nio.file.Path;
import java.util.List;
import parley.platform.Json;
import tools.jackson.databind.node.ObjectNode;

/// What a CRM does by the public API: sends messages, one a request, and loads its contacts, a hundred a request. Each
/// answer means that it is committed. The limit of requests per key is lifted: it is there to share a hub, not to
/// measure it.
final class PublicApi {

    private static final int LINES = 128;
    private static final int LOADERS = 4;
    private static final int CLIENTS = 2_000;
    private static final int BATCH = 100;
    private static final double WARM = 3;
    private static final double SECONDS = 8;

    private PublicApi() {}

    static List<Bench.Figure> run(Path folder, Disk disk) throws Exception {
        var raw = Baselines.rows(folder, disk, SECONDS / 3, contact(1));
        double alone = Baselines.commits(folder, disk, SECONDS / 3, Bot.update(1, 1));
        disk.prepare(folder.resolve("data/postgres"));
        try (var api = new BotApi();
                var hub = Hub.start(folder, "--api-rate", "1000000")) {
            hub.setUp();
            var bot = Bot.connect(hub, api);
            var key = "Authorization: Bearer " + connect(hub) + "\r\n";
            var channel = channel(hub, key);
            meet(hub, bot);
            Load.run(hub.port, LINES, WARM, number -> message(key, channel, number));
            var used = Usage.of(hub.process.toHandle());
            var sends = Load.run(hub.port, LINES, SECONDS, number -> message(key, channel, number + 10_000_000));
            used = Usage.of(hub.process.toHandle()).since(used);
            var echo = Baselines.echo(LINES, SECONDS / 3, number -> message(key, channel, number));
            Load.run(hub.port, LOADERS, WARM, number -> contacts(key, number));
            var loads = Load.run(hub.port, LOADERS, SECONDS, number -> contacts(key, number + 1_000_000));
            return List.of(
                    new Bench.Figure(
                            "POST /v3/message → committed → 201, per second (" + LINES + " lines)",
                            "%,.0f".formatted(sends.perSecond()),
                            "bare HTTP %,.0f".formatted(echo.perSecond()),
                            "≥ 2,000"),
                    new Bench.Figure(
                            "  the same, p50 / p99, ms",
                            "%.1f / %.1f".formatted(sends.millis(0.5), sends.millis(0.99)),
                            "%.1f / %.1f".formatted(echo.millis(0.5), echo.millis(0.99)),
                            ""),
                    new Bench.Figure(
                            "  one raw row a commit, one connection, per second", "", "%,.0f".formatted(alone), ""),
                    new Bench.Figure(
                            "  processor time per message, with sending: hub / PostgreSQL / load generator, µs",
                            used.each(sends.requests()),
                            "",
                            ""),
                    new Bench.Figure("  refused or broken off", Long.toString(sends.failures()), "", "0"),
                    new Bench.Figure(
                            "POST /v3/contacts, " + BATCH + " new ones each, contacts per second (" + LOADERS + " lines)",
                            "%,.0f".formatted(loads.perSecond() * BATCH),
                            "raw rows, 256 a commit %,.0f".formatted(raw.perSecond()),
                            "≥ 20,000"),
                    new Bench.Figure("  refused or broken off", Long.toString(loads.failures()), "", "0"));
        }
    }

    /// The CRM by API takes the place of the built-in one. Answers a key for it.
    private static String connect(Hub hub) throws Exception {
        var integration = hub.read("/api/v1/integrations").path("rows").path(0).path("id").asString();
        hub.send("DELETE", "/api/v1/integrations/" + integration, "{}");
        hub.send("POST", "/api/v1/integrations", "{\"crm\":\"api\",\"fields\":{}}");
        var made = hub.send("POST", "/api/v1/api-keys", "{\"name\":\"Bench\",\"scopes\":[\"full\"]}");
        var key = Json.tree(made.body()).path("secret").asString();
        var bearer = "Bearer " + key;
        hub.call("POST", "/v3/users", bearer, "[{\"id\":\"u-1\",\"name\":\"Tony\"}]");
        hub.call("POST", "/v3/pipelines", bearer, "[{\"id\":\"p1\",\"name\":\"Sales\",\"stages\":[{\"id\":\"s1\",\"name\":\"New\"}]}]");
        var path = "/api/v1/integrations/" + hub.read("/api/v1/integrations").path("rows").path(0).path("id").asString();
        hub.send("POST", path + "/refresh", "{}");
        var settings = (ObjectNode) hub.read(path + "/settings");
        settings.remove(List.of(
                "integration", "crm", "connected", "employees", "pipelines", "turns", "capabilities", "refreshedAt"));
        settings.put("timeline", "OFF");
        settings.path("channels").forEach(one -> {
            var newClients = (ObjectNode) ((ObjectNode) one).put("ticked", true).path("newClients");
            newClients.put("pipeline", "p1").put("stage", "s1");
        });
        hub.send("PUT", path + "/settings", Json.write(settings));
        return key;
    }

    private static String channel(Hub hub, String key) throws Exception {
        var bearer = key.strip().substring("Authorization: ".length());
        for (var row : Json.tree(hub.call("GET", "/v3/channels", bearer, "").body())) {
            if (row.path("transport").asString().equals("telegram")) {
                return row.path("channelId").asString();
            }
        }
        throw new IllegalStateException("the bot is not among the channels");
    }

    /// Each client has written once, so that he can be answered.
    private static void meet(Hub hub, Bot bot) throws Exception {
        Load.evenly(hub.port, 32, CLIENTS, 2_000, number -> bot.hook(number, CLIENTS));
        Webhooks.drained(hub);
        Webhooks.drained(hub, "parley_jobs_waiting");
    }

    private static byte[] message(String key, String channel, long number) {
        return Load.post("/v3/message", key, """
            {"channelId":"%s","chatType":"telegram","chatId":"%d","text":"Your oak door number %d is ready","crmMessageId":"m-%d"}\
            """.formatted(channel, number % CLIENTS + 1, number, number));
    }

    private static byte[] contacts(String key, long number) {
        var all = new StringBuilder("[");
        for (int one = 0; one < BATCH; one++) {
            all.append(one == 0 ? "" : ",").append(contact(number * BATCH + one));
        }
        return Load.post("/v3/contacts", key, all.append(']').toString());
    }

    private static String contact(long number) {
        return """
            {"id":"c-%d","responsibleUserId":"u-1","name":"Anna %d","uri":"https://crm.example.com/contacts/%d",\
            "contactData":[{"chatType":"whatsapp","chatId":"%d"}]}\
            """.formatted(number, number, number, 79_000_000_000L + number);
    }
}
