package parley.chaos;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Tests the campaign: plants one bug after the other and counts those that it finds. "No violations" says something
/// only as long as it finds all of them.
final class BugHunt {

    private static final Duration ROUND = Duration.ofSeconds(25);
    private static final Duration PATIENCE = Duration.ofSeconds(12);
    private static final int ROUNDS = 3;
    private static final int CLIENTS = 16;
    private static final int PAUSE = 1_500;

    private final SplittableRandom random;
    private final List<Bug> bugs;

    BugHunt(long seed, Set<Integer> numbers) {
        random = new SplittableRandom(seed);
        bugs = Bug.ALL.stream().filter(bug -> numbers.contains(bug.number())).toList();
    }

    /// Whether all were found.
    boolean run() throws Exception {
        int found = 0;
        for (var bug : bugs) {
            long begun = System.nanoTime();
            var as = hunt(bug);
            found += as.isEmpty() ? 0 : 1;
            System.out.printf(
                    "bug %2d %-55s %3d s %s%n",
                    bug.number(),
                    bug.name(),
                    (System.nanoTime() - begun) / 1_000_000_000,
                    as.isEmpty() ? "NOT FOUND" : as);
        }
        System.out.printf("found %d of %d%n", found, bugs.size());
        return found == bugs.size();
    }

    /// As what it was found; empty when it was not.
    private String hunt(Bug bug) throws Exception {
        var folder = Files.createTempDirectory("parley-chaos-");
        var classes = System.getProperty("parley.hub");
        var patches = folder.resolve("patches");
        Planting.plant(bug, Campaign.SOURCES, classes, patches);
        var figures = new Figures();
        var moments = new Moments(Campaign.SOURCES);
        try (var messenger = new Messenger(random.split());
                var program = new Program(random.split());
                var fleet = new Fleet(folder, 2, classes, patches + ":", false, figures, moments, random.split())) {
            fleet.start();
            var company = new Company(fleet, messenger, program, random.split());
            fleet.watch();
            var stage = new Stage(fleet, company, messenger, program, figures, moments);
            var seen = new TreeSet<Violation.Kind>();
            for (int number = 1; number <= ROUNDS; number++) {
                seen.addAll(round(stage, bug, number));
                if (bug.foundAs().stream().anyMatch(seen::contains)) {
                    return seen.toString();
                }
            }
            figures.all().forEach((what, count) -> System.out.printf("    %-44s %10d%n", what, count));
            return "";
        } finally {
            Campaign.delete(folder);
        }
    }

    private TreeSet<Violation.Kind> round(Stage stage, Bug bug, int number) throws InterruptedException {
        var round = new Round(stage, ROUND, PATIENCE, number * 100, CLIENTS, random.split());
        var faults = new Faults(stage, bug, random.split());
        long until = System.nanoTime() + ROUND.toNanos();
        return round.run(() -> faults.strikeUntil(until, PAUSE, round)).stream()
                .map(Violation::kind)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
