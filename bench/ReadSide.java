import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// What reading costs in a company that has grown: each thing that somebody looks at is asked of the hub itself, once
/// with 10,000 messages and once with many more, and the pages of the database that its statements touch are compared.
/// `JAVA_TOOL_OPTIONS=-Dmessages=10000000` says how many, a million by default.
final class ReadSide {

    private static final long SMALL = 10_000;
    private static final long LARGE = Long.getLong("messages", 1_000_000);
    private static final double MOST = 1.5;
    private static final int EMPLOYEES = 9;
    private static final int CHANNELS = 4;
    private static final int WARM = 12;
    private static final int TIMES = 3;

    /// @param pages on average over all that was asked alike, of each the fewest of some times
    /// @param millis until the answer was there, the same
    private record Cost(double pages, double millis) {

        @Override
        public String toString() {
            return "%.0f pages, %.1f ms".formatted(pages, millis);
        }
    }

    private final Hub hub;
    private final Touched touched;
    private final Map<String, Cost> costs = new LinkedHashMap<>();

    private ReadSide(Hub hub, Touched touched) {
        this.hub = hub;
        this.touched = touched;
    }

    static List<Bench.Figure> run(Path folder) throws Exception {
        var small = measured(folder.resolve("small"), SMALL);
        var large = measured(folder.resolve("large"), LARGE);
        var figures = new ArrayList<Bench.Figure>();
        large.forEach((name, cost) -> {
            var before = small.get(name);
            figures.add(
                    before == null
                            // A second page, where there is only one in a small company.
                            ? new Bench.Figure(name, cost.toString(), "", "")
                            : new Bench.Figure(
                                    name,
                                    "%.2f × (%s)".formatted(cost.pages / before.pages, cost),
                                    "%,d messages: %s".formatted(SMALL, before),
                                    name.startsWith("  ") ? "" : "≤ " + MOST));
        });
        return figures;
    }

    private static Map<String, Cost> measured(Path folder, long messages) throws Exception {
        Touched.prepare(folder.resolve("data/postgres"));
        try (var hub = Hub.start(folder, "--api-rate", "1000000")) {
            hub.setUp();
            for (int number = 1; number <= CHANNELS; number++) {
                hub.send("POST", "/api/v1/channels", """
                    {"type":"web","name":"Shop %1$d","fields":{"origins":"https://shop-%1$d.example.com"}}\
                    """.formatted(number));
            }
            var crew = Crew.hire(hub, EMPLOYEES);
            crew.become(number -> number == 1 ? "manager" : "seller");
            var channels = new ArrayList<Long>();
            hub.read("/api/v1/channels").path("rows").forEach(row -> channels.add(row.path("id").asLong()));
            var sellers = LongStream.rangeClosed(2, EMPLOYEES).mapToObj(number -> "u-" + number).toList();
            var words = Archive.fill(hub.database(), messages, channels, sellers);
            try (var touched = Touched.of(hub.database())) {
                var side = new ReadSide(hub, touched);
                side.ask(crew, channels, words);
                return side.costs;
            }
        }
    }

    private void ask(Crew crew, List<Long> channels, Archive.Words words) throws Exception {
        try (var questions = new Questions(hub, crew, channels, words)) {
            for (var question : questions.all()) {
                costs.put((question.grows() ? "  " : "") + question.name(), cost(question));
            }
        }
    }

    private Cost cost(Questions.Question question) throws Exception {
        for (int time = 0; time < WARM; time++) {
            question.alike().get(time % question.alike().size()).ask();
        }
        double pages = 0;
        double millis = 0;
        for (var one : question.alike()) {
            long fewest = Long.MAX_VALUE;
            double fastest = Double.MAX_VALUE;
            for (int time = 0; time < TIMES; time++) {
                long before = touched.pages();
                long begun = System.nanoTime();
                one.ask();
                fastest = Math.min(fastest, (System.nanoTime() - begun) / 1e6);
                fewest = Math.min(fewest, touched.pages() - before);
            }
            pages += fewest;
            millis += fastest;
        }
        int asked = question.alike().size();
        return new Cost(pages / asked, millis / asked);
    }
}
