package parley.chaos;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a campaign was told on the command line.
///
/// @param time after which no round begins
/// @param kills after so many dead hubs no round begins
/// @param leftOut faults that this machine does not allow, with the reason
/// @param pause between two faults in milliseconds, on average
/// @param bugs to test the campaign itself with: it must find each of them; empty for the campaign proper
/// @param most ends the campaign after so many violations
record Orders(
        Duration time,
        long kills,
        long seed,
        Set<Fault> faults,
        Map<String, String> leftOut,
        int hubs,
        Duration round,
        int clients,
        long pause,
        int most,
        Set<Integer> bugs) {

    private static final Duration LONGEST = Duration.ofHours(12);
    private static final String WORDS =
            "--seconds N, --kills N, --seed S, --only FAULT,…, --round SECONDS, --pause MILLIS,"
                    + " --bugs all, --bugs N,…";

    static Orders read(List<String> words) {
        var time = LONGEST;
        long kills = Long.MAX_VALUE;
        // Chance decides what to look at; the seed is printed.
        long seed = System.nanoTime();
        var faults = EnumSet.allOf(Fault.class);
        var round = Duration.ofSeconds(60);
        long pause = 600;
        var bugs = Set.<Integer>of();
        for (int i = 0; i < words.size(); i += 2) {
            if (i + 1 == words.size()) {
                throw new IllegalArgumentException(words.get(i) + " what? " + WORDS);
            }
            var value = words.get(i + 1);
            switch (words.get(i)) {
                case "--seconds" -> time = Duration.ofSeconds(Long.parseLong(value));
                case "--kills" -> kills = Long.parseLong(value);
                case "--seed" -> seed = Long.parseLong(value);
                case "--only" -> faults = only(value);
                case "--round" -> round = Duration.ofSeconds(Long.parseLong(value));
                case "--pause" -> pause = Long.parseLong(value);
                case "--bugs" -> bugs = bugs(value);
                default -> throw new IllegalArgumentException("There is no word " + words.get(i) + ": " + WORDS);
            }
        }
        var leftOut = new TreeMap<String, String>();
        for (var fault : EnumSet.copyOf(faults)) {
            var why = fault.impossible();
            if (why != null) {
                faults.remove(fault);
                leftOut.put(fault.name(), why);
                System.out.println("left out: " + fault + ", since " + why);
            }
        }
        return new Orders(time, kills, seed, faults, leftOut, 2, round, 24, pause, 50, bugs);
    }

    private static Set<Integer> bugs(String numbers) {
        return numbers.equals("all")
                ? Bug.ALL.stream().map(Bug::number).collect(Collectors.toSet())
                : Stream.of(numbers.split(",")).map(Integer::valueOf).collect(Collectors.toSet());
    }

    private static EnumSet<Fault> only(String names) {
        var faults = EnumSet.noneOf(Fault.class);
        for (var name : names.split(",")) {
            faults.add(Fault.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')));
        }
        return faults;
    }
}
