package parley.chaos;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a campaign was told on the command line.
///
/// @param time after which no round begins
/// @param kills after so many dead hubs no round begins
/// @param pause between two faults in milliseconds, on average
/// @param bugs whether the campaign itself is tested, by planting bugs that it must find
/// @param most ends the campaign after so many violations
record Orders(
        Duration time,
        long kills,
        long seed,
        Set<Fault> faults,
        int hubs,
        Duration round,
        int clients,
        long pause,
        int most,
        boolean bugs) {

    private static final Duration LONGEST = Duration.ofHours(12);

    static Orders read(List<String> words) {
        var time = LONGEST;
        long kills = Long.MAX_VALUE;
        // Chance decides what to look at; the seed is printed.
        long seed = System.nanoTime();
        var faults = EnumSet.allOf(Fault.class);
        var round = Duration.ofSeconds(60);
        long pause = 1_000;
        boolean bugs = words.contains("--bugs");
        var pairs = words.stream().filter(word -> !word.equals("--bugs")).toList();
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            var value = pairs.get(i + 1);
            switch (pairs.get(i)) {
                case "--seconds" -> time = Duration.ofSeconds(Long.parseLong(value));
                case "--kills" -> kills = Long.parseLong(value);
                case "--seed" -> seed = Long.parseLong(value);
                case "--only" -> faults = only(value);
                case "--round" -> round = Duration.ofSeconds(Long.parseLong(value));
                case "--pause" -> pause = Long.parseLong(value);
                default ->
                    throw new IllegalArgumentException("There is no word " + pairs.get(i)
                            + ": --seconds N, --kills N, --seed S, --only FAULT,…, --round SECONDS, --pause"
                            + " MILLIS, --bugs");
            }
        }
        if (!Clocks.canBeMoved() && faults.remove(Fault.CLOCK)) {
            System.out.println("left out: CLOCK, since libfaketime is not installed");
        }
        return new Orders(time, kills, seed, faults, 2, round, 24, pause, 50, bugs);
    }

    private static EnumSet<Fault> only(String names) {
        var faults = EnumSet.noneOf(Fault.class);
        for (var name : names.split(",")) {
            faults.add(Fault.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')));
        }
        return faults;
    }
}
