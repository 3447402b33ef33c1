import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// New clients write while amoCRM is away; then it is back, and everything that was to be done there is done at the account's own
/// limit of calls (R76). The account is the paper one of the tests, behind a line that can be cut.
/// `JAVA_TOOL_OPTIONS="-Daway=3600 -Dclients=120"` says for how many seconds and how many clients.
final class CrmAway {

    private static final int CLIENTS = Integer.getInteger("clients", 40);
    private static final int MESSAGES = 3 * CLIENTS;
    private static final int AWAY_SECONDS = Integer.getInteger("away", 45);
    private static final long LONGEST_SECONDS = 120 + 5L * CLIENTS;

    /// What amoCRM allows.
    private static final int LIMIT = 7;

    private static final String SELLER = "502";
    private static final String TOKEN = "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.long-lived";

    private CrmAway() {}

    static List<Bench.Figure> run(Path folder) throws Exception {
        try (var amo = new Amo();
                var line = new CutLine(amo.port);
                var api = new BotApi();
                var hub = Hub.start(folder)) {
            hub.setUp();
            var builtin = hub.read("/api/v1/boot").path("integration").path("id").asString();
            hub.send("DELETE", "/api/v1/integrations/" + builtin, "");
            hub.send("POST", "/api/v1/integrations", """
                {"crm":"amocrm","fields":{"address":"http://127.0.0.1:%d","token":"%s"}}
                """.formatted(line.port(), TOKEN));
            var bot = Bot.connect(hub, api);
            // One seller, by turn, a note for every message.
            Window.agree(hub, SELLER, "31", "301", "BY_TURN", "EACH");

            line.cut();
            long away = System.nanoTime();
            for (int message = 0; message < MESSAGES; message++) {
                TimeUnit.NANOSECONDS.sleep(away + AWAY_SECONDS * 1_000_000_000L * message / MESSAGES - System.nanoTime());
                long number = 1_000 + message;
                Load.evenly(hub.port, 1, 1, 1_000, _ -> bot.hook(number, CLIENTS));
            }
            TimeUnit.NANOSECONDS.sleep(away + AWAY_SECONDS * 1_000_000_000L - System.nanoTime());
            int chats = chats(hub);
            var before = amo.count();

            long back = System.nanoTime();
            line.mend();
            double firstDeal = 0;
            var now = amo.count();
            while ((now.deals < CLIENTS || now.notes < MESSAGES) && seconds(back) < LONGEST_SECONDS) {
                TimeUnit.MILLISECONDS.sleep(100);
                now = amo.count();
                firstDeal = firstDeal == 0 && now.deals > 0 ? seconds(back) : firstDeal;
            }
            double done = seconds(back);
            // Whatever would be done twice comes soon after.
            TimeUnit.SECONDS.sleep(5);
            var after = amo.count();
            return List.of(
                    new Bench.Figure(
                            "CRM away for %d s, %d new clients write: chats that are there meanwhile".formatted(AWAY_SECONDS, CLIENTS),
                            Integer.toString(chats),
                            "",
                            Integer.toString(CLIENTS)),
                    new Bench.Figure("  back until the first deal, s", "%.1f".formatted(firstDeal), "", ""),
                    new Bench.Figure(
                            "  back until every deal and note is there, s",
                            "%.1f".formatted(done),
                            "the calls alone at %d/s: %.1f".formatted(LIMIT, (now.calls - before.calls) / (double) LIMIT),
                            ""),
                    new Bench.Figure(
                            "  calls per second while catching up",
                            "%.1f".formatted((now.calls - before.calls) / done),
                            "allowed %d, of which Parley takes 5".formatted(LIMIT),
                            "≥ 4.5"),
                    new Bench.Figure(
                            "  deals / notes in the end",
                            after.deals + " / " + after.notes,
                            "",
                            CLIENTS + " / " + MESSAGES + ", each once"),
                    new Bench.Figure("  calls that amoCRM does not document", Integer.toString(after.flaws), "", "0"));
        }
    }

    /// In the database: whoever measures is no employee of that CRM, and sees none.
    private static int chats(Hub hub) throws Exception {
        var config = hub.database();
        try (var connection = DriverManager.getConnection(config.url(), config.user(), config.password());
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM chat")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private record Count(int deals, int notes, int calls, int flaws) {}

    /// The paper account, launched from the tests' sources.
    private static final class Amo implements AutoCloseable {

        private final Process process;
        private final BufferedReader says;
        private final int port;

        private Amo() throws IOException {
            var root = Path.of(System.getProperty("parley.root"));
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            root.resolve("src/test/java/parley/crm/amocrm/AmoProcess.java").toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            says = new BufferedReader(new InputStreamReader(process.getInputStream()));
            var address = says.readLine();
            port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        }

        private Count count() throws IOException {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            var words = says.readLine().split(" ");
            return new Count(
                    Integer.parseInt(words[0]),
                    Integer.parseInt(words[1]),
                    Integer.parseInt(words[2]),
                    Integer.parseInt(words[3]));
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
