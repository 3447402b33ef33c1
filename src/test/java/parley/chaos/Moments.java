package parley.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import parley.platform.Failpoint;

/// The moments at which a hub may end itself, and those at which one has: every failpoint, and before and after the
/// commits and calls of each class that makes some.
final class Moments {

    private static final Pattern COMMITS = Pattern.compile("\\b(?:inTransaction|useTransaction|database\\.takeIn)\\(");
    private static final Pattern CALLS = Pattern.compile("\\bHttpCall\\.send\\(");
    /// Where the points themselves stand.
    private static final Set<String> GENERAL = Set.of("platform.Database", "platform.HttpCall");

    private final Map<String, Set<String>> kinds = new LinkedHashMap<>();
    private final Set<String> met = new ConcurrentSkipListSet<>();

    /// @param sources the folder of the package `parley`
    Moments(Path sources) throws IOException {
        var points = new TreeSet<String>();
        Stream.of(Failpoint.values()).map(Failpoint::name).forEach(points::add);
        kinds.put("failpoints", points);
        kinds.put(
                "commits",
                around(classes(sources, COMMITS), Failpoint.TRANSACTION_WRITTEN, Failpoint.TRANSACTION_COMMITTED));
        kinds.put("calls", around(classes(sources, CALLS), Failpoint.CALL_BEGINS, Failpoint.CALL_ANSWERED));
    }

    private static Set<String> classes(Path sources, Pattern does) throws IOException {
        var classes = new TreeSet<String>();
        try (var files = Files.walk(sources)) {
            for (var file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                if (does.matcher(Files.readString(file)).find()) {
                    classes.add(sources.relativize(file)
                            .toString()
                            .replace(".java", "")
                            .replace(file.getFileSystem().getSeparator(), "."));
                }
            }
        }
        classes.removeAll(GENERAL);
        return classes;
    }

    private static Set<String> around(Set<String> classes, Failpoint... points) {
        var all = new TreeSet<String>();
        for (var one : classes) {
            Stream.of(points).map(point -> point + "@" + one).forEach(all::add);
        }
        return all;
    }

    /// One that ends at a class's commit has ended at a commit, too.
    ///
    /// @param moment as {@link Failpoint} names it, with its site if it was armed with one
    void met(String moment) {
        met.add(moment);
        met.add(moment.replaceFirst("@.*", ""));
    }

    /// Those at which no hub has ended yet.
    List<String> left() {
        return kinds.values().stream()
                .flatMap(Set::stream)
                .filter(Predicate.not(met::contains))
                .toList();
    }

    /// For each kind how many were met of how many, and which were not.
    Map<String, Object> all() {
        var all = new LinkedHashMap<String, Object>();
        kinds.forEach((kind, moments) -> {
            var left = moments.stream().filter(Predicate.not(met::contains)).toList();
            var told = new LinkedHashMap<String, Object>();
            told.put("met", moments.size() - left.size());
            told.put("of", moments.size());
            told.put("notMet", left);
            all.put(kind, told);
        });
        return all;
    }

    void print() {
        kinds.forEach((kind, moments) -> {
            long of = moments.stream().filter(met::contains).count();
            System.out.printf("%-44s %6d of %d%n", kind + " at which a hub ended", of, moments.size());
        });
    }
}
