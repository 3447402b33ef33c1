import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import parley.platform.Json;
import tools.jackson.databind.node.ObjectNode;

/// From the moment a messenger delivers until the row is in a seller's open window.
final class Window {

    private static final int LINES = 32;
    private static final int CLIENTS = 200;
    private static final int FIRST = 100;
    private static final int PER_SECOND = 1_000;
    private static final int WARM = 3_000;
    private static final int MESSAGES = 8_000;

    private Window() {}

    static List<Bench.Figure> run(Path folder, Disk disk) throws Exception {
        disk.prepare(folder.resolve("data/postgres"));
        try (var api = new BotApi();
                var hub = Hub.start(folder)) {
            hub.setUp();
            var bot = Bot.connect(hub, api);
            welcome(hub);
            var sent = new ConcurrentHashMap<Long, Long>();
            var shown = new ConcurrentHashMap<Long, Long>();
            var line = open(hub, shown);
            deliver(hub, bot, sent, 0, CLIENTS, FIRST);
            settle(shown, CLIENTS);
            var welcomed = took(sent, shown, 0, CLIENTS);
            deliver(hub, bot, sent, CLIENTS, WARM, PER_SECOND);
            deliver(hub, bot, sent, CLIENTS + WARM, MESSAGES, PER_SECOND);
            settle(shown, CLIENTS + WARM + MESSAGES);
            line.sendClose(WebSocket.NORMAL_CLOSURE, "");
            var known = took(sent, shown, CLIENTS + WARM, CLIENTS + WARM + MESSAGES);
            var echo = Baselines.echo(1, 3, number -> bot.hook(number, CLIENTS));
            var socket = Baselines.webSocketEcho(3_000, Bot.update(1, 1));
            var baseline = "bare HTTP %.1f / %.1f, socket %.1f / %.1f"
                    .formatted(echo.millis(0.5), echo.millis(0.99), millis(socket, 0.5), millis(socket, 0.99));
            return List.of(
                    new Bench.Figure(
                            "webhook → seller's window, new clients at " + FIRST + "/s, p50 / p99, ms",
                            "%.1f / %.1f".formatted(millis(welcomed, 0.5), millis(welcomed, 0.99)),
                            baseline,
                            ""),
                    new Bench.Figure(
                            "webhook → seller's window, known clients at " + PER_SECOND + "/s, p50 / p99, ms",
                            "%.1f / %.1f".formatted(millis(known, 0.5), millis(known, 0.99)),
                            baseline,
                            "≤ 5 / 25"),
                    new Bench.Figure(
                            "  messages that the window was not shown one by one",
                            Integer.toString(MESSAGES - known.length),
                            "",
                            ""));
        }
    }

    /// Until the window has been shown the last message, or a while has gone.
    private static void settle(Map<Long, Long> shown, long last) throws InterruptedException {
        for (int patience = 0; !shown.containsKey(last - 1) && patience < 100; patience++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /// From each sending in this range to the moment in which the window had it, shortest first.
    private static long[] took(Map<Long, Long> sent, Map<Long, Long> shown, long from, long to) {
        return sent.entrySet().stream()
                .filter(one -> one.getKey() >= from && one.getKey() < to && shown.containsKey(one.getKey()))
                .mapToLong(one -> shown.get(one.getKey()) - one.getValue())
                .sorted()
                .toArray();
    }

    static double millis(long[] nanos, double quantile) {
        return nanos.length == 0 ? Double.NaN : nanos[(int) (quantile * (nanos.length - 1))] / 1e6;
    }

    /// The owner sees every chat of every channel.
    static void welcome(Hub hub) throws Exception {
        var document = hub.read(settings(hub));
        var pipeline = document.path("pipelines").get(0);
        agree(
                hub,
                document.path("employees").get(0).path("id").asString(),
                pipeline.path("id").asString(),
                pipeline.path("stages").get(0).path("id").asString(),
                document.path("channels").path(0).path("newClients").path("algorithm").asString(),
                "HOURLY");
    }

    /// On every channel one employee gets the new clients, who are put into this stage.
    static void agree(Hub hub, String employee, String pipeline, String stage, String algorithm, String timeline)
            throws Exception {
        var document = (ObjectNode) hub.read(settings(hub));
        for (var shown : List.of(
                "integration", "crm", "connected", "employees", "pipelines", "turns", "capabilities", "refreshedAt")) {
            document.remove(shown);
        }
        document.putObject("defaultChannel");
        for (var one : document.path("channels")) {
            var channel = (ObjectNode) one;
            channel.put("ticked", true);
            channel.putObject("roles").putObject(employee).put("role", "manager").put("receivesNewClients", true);
            channel.putObject("access").put(employee, "WRITE");
            ((ObjectNode) channel.path("newClients"))
                    .put("pipeline", pipeline)
                    .put("stage", stage)
                    .put("algorithm", algorithm);
        }
        document.put("timeline", timeline);
        hub.send("PUT", settings(hub), Json.write(document));
    }

    private static String settings(Hub hub) throws Exception {
        return "/api/v1/integrations/" + hub.read("/api/v1/boot").path("integration").path("id").asString() + "/settings";
    }

    static WebSocket open(Hub hub, Map<Long, Long> shown) throws Exception {
        var ticket = Json.tree(hub.send("POST", "/api/v1/stream/tickets", "{}").body()).path("ticket").asString();
        var pos = hub.read("/api/v1/boot").path("pos").asString();
        var line = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Origin", "http://127.0.0.1:" + hub.port)
                .buildAsync(URI.create("ws://127.0.0.1:" + hub.port + "/api/v1/stream"), new Listening(shown))
                .get();
        line.sendText(
                        "{\"t\":\"hello\",\"ticket\":\"%s\",\"after\":\"%s\",\"watch\":[],\"build\":\"\"}".formatted(ticket, pos),
                        true)
                .get();
        return line;
    }

    private static final class Listening implements WebSocket.Listener {

        private static final Pattern NUMBER = Pattern.compile("the oak door, number (\\d+)\\?");

        private final Map<Long, Long> shown;
        private final StringBuilder parts = new StringBuilder();

        Listening(Map<Long, Long> shown) {
            this.shown = shown;
        }

        @Override
        public CompletionStage<?> onText(WebSocket line, CharSequence text, boolean last) {
            parts.append(text);
            if (last) {
                long now = System.nanoTime();
                var numbers = NUMBER.matcher(parts);
                while (numbers.find()) {
                    shown.putIfAbsent(Long.parseLong(numbers.group(1)), now);
                }
                parts.setLength(0);
            }
            line.request(1);
            return null;
        }
    }

    /// Evenly, whether the hub keeps up or not.
    private static void deliver(Hub hub, Bot bot, Map<Long, Long> sent, long from, int messages, int perSecond)
            throws Exception {
        long begun = System.nanoTime();
        Load.evenly(hub.port, LINES, messages, perSecond, number -> {
            sent.put(from + number, begun + number * 1_000_000_000L / perSecond);
            return bot.hook(from + number, CLIENTS);
        });
    }
}
