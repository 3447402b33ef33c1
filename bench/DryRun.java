import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import parley.platform.EmbeddedPostgres;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Unsaved settings, played over 10,000 clients of the last 30 days (R82).
final class DryRun {

    private static final int CLIENTS = 10_000;
    private static final int SELLERS = 20;
    private static final int RUNS = 7;

    private DryRun() {}

    static List<Bench.Figure> run(Path folder) throws Exception {
        try (var hub = Hub.start(folder)) {
            hub.setUp();
            var path = "/api/v1/integrations/"
                    + hub.read("/api/v1/integrations").path("rows").path(0).path("id").asString();
            hire(hub, path);
            var channel = agree(hub, path);
            var config = EmbeddedPostgres.running(folder.resolve("data/postgres"), 1).orElseThrow();
            try (var database = DriverManager.getConnection(config.url(), config.user(), config.password())) {
                fill(database, Long.parseLong(channel), sellers(hub, path));
                var body = "{\"days\":30,\"document\":%s}".formatted(Json.write(weighed(hub, path)));
                var first = millis(() -> rehearse(hub, path, body));
                var runs = new ArrayList<Double>();
                var bare = new ArrayList<Double>();
                for (int run = 0; run < RUNS; run++) {
                    runs.add(millis(() -> rehearse(hub, path, body)));
                    bare.add(millis(() -> select(database)));
                }
                return List.of(
                        new Bench.Figure(
                                "dry run over 10,000 clients, 20 sellers, ms (median of " + RUNS + ")",
                                "%.0f".formatted(median(runs)),
                                "the same rows alone: %.0f".formatted(median(bare)),
                                "≤ 2000"),
                        new Bench.Figure("  the first one after a start, ms", "%.0f".formatted(first), "", "≤ 2000"));
            }
        }
    }

    @FunctionalInterface
    private interface Doing {
        void run() throws Exception;
    }

    private static double millis(Doing doing) throws Exception {
        long begun = System.nanoTime();
        doing.run();
        return (System.nanoTime() - begun) / 1e6;
    }

    private static double median(List<Double> some) {
        var sorted = some.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static void rehearse(Hub hub, String path, String body) throws Exception {
        var totals = Json.tree(hub.send("POST", path + "/dry-run", body).body()).path("totals");
        if (totals.path("clients").asInt() != CLIENTS || totals.path("elsewhere").asInt() == 0) {
            throw new IllegalStateException("not what was to be measured: " + totals);
        }
    }

    private static void select(Connection database) throws Exception {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("""
                    SELECT decision.id, decision.chat_id, chat.channel_id, decision.at, decision.kind, decision.trace,
                        chat.responsible
                    FROM decision
                    JOIN chat ON chat.account_id = decision.account_id AND chat.id = decision.chat_id
                    WHERE decision.account_id = 1 AND decision.at >= now() - interval '30 days'
                    ORDER BY decision.id DESC
                    """)) {
            read(rows);
        }
    }

    private static void read(ResultSet rows) throws Exception {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            for (int column = 1; column <= columns; column++) {
                rows.getString(column);
            }
        }
    }

    private static void hire(Hub hub, String path) throws Exception {
        for (int seller = 1; seller <= SELLERS; seller++) {
            hub.send("POST", "/api/v1/crm/employees", """
                {"name":"Seller %1$02d","email":"seller%1$d@example.com","admin":false,"active":true}\
                """.formatted(seller));
        }
        hub.send("POST", path + "/refresh", "{}");
    }

    private static List<String> sellers(Hub hub, String path) throws Exception {
        return hub.read(path + "/settings")
                .path("employees")
                .valueStream()
                .filter(one -> one.path("name").asString().startsWith("Seller"))
                .map(one -> one.path("id").asString())
                .toList();
    }

    /// The web chat gives its clients away by turn. Answers its id.
    private static String agree(Hub hub, String path) throws Exception {
        var document = document(hub, path);
        var sellers = sellers(hub, path);
        var pipeline = hub.read(path + "/settings").path("pipelines").path(0);
        var channel = (ObjectNode) document.path("channels").path(0);
        channel.put("ticked", true);
        var roles = channel.putObject("roles");
        var access = channel.putObject("access");
        for (var seller : sellers) {
            roles.putObject(seller).put("role", "seller").put("receivesNewClients", true);
            access.put(seller, "WRITE");
        }
        ((ObjectNode) channel.path("newClients"))
                .put("pipeline", pipeline.path("id").asString())
                .put("stage", pipeline.path("stages").path(1).path("id").asString())
                .put("algorithm", "BY_TURN");
        hub.send("PUT", path + "/settings", Json.write(document));
        return channel.path("id").asString();
    }

    private static ObjectNode document(Hub hub, String path) throws Exception {
        var document = (ObjectNode) hub.read(path + "/settings");
        document.putObject("defaultChannel");
        return document;
    }

    /// Other weights, and one of the sellers sees every chat.
    private static JsonNode weighed(Hub hub, String path) throws Exception {
        var document = document(hub, path);
        var sellers = sellers(hub, path);
        var channel = document.path("channels").path(0);
        ((ObjectNode) channel.path("newClients"))
                .put("useWeights", true)
                .putObject("weights")
                .put(sellers.getFirst(), 5);
        ((ObjectNode) document.path("globalChat")).putArray("administrators").add(sellers.getLast());
        return document;
    }

    /// Chats and decisions as the hub writes them, spread over 29 days.
    private static void fill(Connection database, long channel, List<String> sellers) throws Exception {
        try (var statement = database.prepareStatement("""
            WITH client AS (
                SELECT n, (?::text[])[1 + n %% %1$d] AS seller,
                    now() - interval '29 days' + n * interval '29 days' / %2$d AS at
                FROM generate_series(0, %2$d - 1) AS n),
            chat AS (
                INSERT INTO chat (account_id, channel_id, network, address, name, client, contact_id, responsible, sources,
                    last_at, created_at)
                SELECT 1, ?, 'web', 'bench-' || n, 'Client ' || n, 'KNOWN', 'contact-' || n, ARRAY[seller],
                    jsonb_build_array(jsonb_build_object('employee', seller, 'from', 'CONTACT', 'deal', NULL)), at, at
                FROM client
                RETURNING id, address, responsible[1] AS seller, created_at)
            INSERT INTO decision (account_id, chat_id, at, kind, settings_version, trace, carried_out_at)
            SELECT 1, id, created_at, 'assign', 2, jsonb_build_object(
                'rules', '["R31", "R24", "R27", "R28"]'::jsonb, 'settingsVersion', 2, 'client', 'NEW',
                'addresses', jsonb_build_array('web ' || address), 'contact', NULL, 'found', NULL,
                'algorithm', 'BY_TURN', 'weights', false,
                'candidates', (
                    SELECT jsonb_agg(jsonb_build_object('employee', one, 'in', true, 'outReason', NULL, 'weight', 1))
                    FROM unnest(?::text[]) AS one),
                'before', jsonb_build_object('last', seller, 'served', 1, 'order', to_jsonb(?::text[])),
                'after', jsonb_build_object('last', seller, 'served', 1, 'order', to_jsonb(?::text[])),
                'outcome', jsonb_build_object('kind', 'ASSIGN', 'employee', seller, 'via', NULL, 'handover', 'NEW_DEAL',
                    'deals', '[]'::jsonb, 'stage', NULL, 'offer', NULL),
                'lost', '[]'::jsonb), created_at
            FROM chat
            ORDER BY created_at
            """.formatted(sellers.size(), CLIENTS))) {
            var list = database.createArrayOf("text", sellers.toArray());
            statement.setArray(1, list);
            statement.setLong(2, channel);
            for (int place = 3; place <= 5; place++) {
                statement.setArray(place, list);
            }
            statement.executeUpdate();
        }
        try (var statement = database.createStatement()) {
            statement.execute("ANALYZE");
        }
    }
}
