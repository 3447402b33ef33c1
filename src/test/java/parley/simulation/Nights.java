package parley.simulation;

import java.util.EnumSet;
import java.util.Set;

/// Plays many seeds, and shows what broke: `./parley simulate [--seeds N] [--from S]`. A single seed is told in words;
/// `--bug NAME` plants a mistake and plays until it is found.
public final class Nights {

    private static final int SHOWN = 5;
    private static final int TOLD = 400;

    private Nights() {}

    public static void main(String[] args) {
        long from = option(args, "--from", Long.getLong("parley.seed", 1));
        long seeds = option(args, "--seeds", Long.getLong("parley.seed") == null ? 10_000 : 1);
        var bugs = EnumSet.noneOf(Bug.class);
        for (int n = 0; n + 1 < args.length; n++) {
            if (args[n].equals("--bug")) {
                bugs.add(Bug.valueOf(args[n + 1]));
            }
        }
        System.exit(play(from, seeds, bugs) == 0 ? 0 : 1);
    }

    private static int play(long from, long seeds, Set<Bug> bugs) {
        var began = System.nanoTime();
        int broken = 0;
        for (long seed = from; seed < from + seeds && (bugs.isEmpty() || broken == 0); seed++) {
            var outcome = Simulation.play(seed, bugs, seeds == 1);
            outcome.lines().stream().limit(TOLD).forEach(System.out::println);
            if (outcome.violation() != null && ++broken <= SHOWN) {
                System.out.printf("seed %d: %s%n", seed, outcome.violation());
                System.out.printf("  again, in words: ./parley simulate --seeds 1 --from %d%n", seed);
            }
        }
        var seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf("%d seeds in %.1f s (%.0f a second), %d broken%n", seeds, seconds, seeds / seconds, broken);
        return broken;
    }

    private static long option(String[] args, String name, long otherwise) {
        for (int n = 0; n + 1 < args.length; n++) {
            if (args[n].equals(name)) {
                return Long.parseLong(args[n + 1]);
            }
        }
        return otherwise;
    }
}
