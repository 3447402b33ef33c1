package parley.chaos;

import static parley.chaos.Violation.Kind.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.chaos.Books.Message;
import parley.chaos.Event.Called;
import parley.chaos.Event.Replied;
import parley.chaos.Event.Shown;
import parley.chaos.Event.Written;

/// Compares what happened with what was promised (R26-R30, R42, R50, R70-R73). Pure, and linear in the history: texts
/// are unique, and each chat is totally ordered.
final class Checker {

    private final Findings findings;
    private final History history;
    private final Books books;

    private Checker(Findings findings) {
        this.findings = findings;
        this.history = findings.history();
        this.books = findings.books();
    }

    static List<Violation> check(History history, Books books) {
        var findings = new Findings(history, books);
        var checker = new Checker(findings);
        checker.messages();
        checker.order();
        checker.screens();
        checker.sending();
        checker.answers();
        new PeopleChecker(findings).check();
        new CopyChecker(findings).check();
        books.aside().forEach(one -> findings.add(STUCK, one));
        return findings.all();
    }

    /// R70: acknowledged is stored, and once. R73: so is what the hub has accepted of an employee.
    private void messages() {
        for (var written : history.of(Written.class)) {
            int rows = findings.rows(written.text());
            if (rows == 0 && written.acknowledged() != null) {
                findings.add(LOST, written.text() + " was acknowledged and is not there");
            }
        }
        for (var replied : history.of(Replied.class)) {
            if (isAccepted(replied) && !findings.isStored(replied.text())) {
                findings.add(LOST, replied.text() + " was accepted and is not there");
            }
        }
        for (var text : findings.texts()) {
            if (findings.rows(text) > 1) {
                findings.add(DUPLICATE, text + " is there " + findings.rows(text) + " times");
            }
        }
    }

    /// Whoever cannot be served is told to come again.
    private void answers() {
        history.of(Event.Broke.class)
                .forEach(one -> findings.add(BROKEN, one.what() + " was answered " + one.status() + " at " + one.at()));
    }

    static boolean isAccepted(Replied replied) {
        return isAccepted(replied.status());
    }

    static boolean isAccepted(int status) {
        return status == 202 || status == 200;
    }

    /// R71: what was acknowledged before the next was sent comes before it; places are dense.
    private void order() {
        var acknowledged = new HashMap<String, List<Written>>();
        history.of(Written.class).stream()
                .filter(one -> one.acknowledged() != null)
                .forEach(one -> acknowledged
                        .computeIfAbsent(one.client(), _ -> new ArrayList<>())
                        .add(one));
        acknowledged.forEach((client, all) -> {
            all.sort(java.util.Comparator.comparing(Written::at));
            for (int i = 1; i < all.size(); i++) {
                var before = all.get(i - 1);
                var after = all.get(i);
                long first = findings.place(before.text());
                long second = findings.place(after.text());
                if (first > 0
                        && second > 0
                        && first > second
                        && !before.acknowledged().isAfter(after.at())) {
                    findings.add(MISORDERED, client + ": " + after.text() + " stands before " + before.text());
                }
            }
        });
        books.messages().stream()
                .collect(Collectors.groupingBy(Message::client))
                .forEach((client, rows) -> {
                    var places = rows.stream().map(Message::seq).sorted().toList();
                    if (!places.isEmpty() && places.getLast() - places.getFirst() + 1 != places.size()) {
                        findings.add(
                                GAP,
                                client + ": places " + places.getFirst() + " to " + places.getLast() + " hold "
                                        + places.size());
                    }
                });
    }

    /// What a window showed is there; in the end it has every thread without gaps, from where it began to watch it.
    private void screens() {
        var seen = new HashMap<Watched, Set<Long>>();
        for (var event : history.all()) {
            switch (event) {
                case Event.Restarted(var window, var client, var _) ->
                    seen.keySet().removeIf(one -> one.window.equals(window) && one.isOf(client));
                case Event.Torn torn ->
                    findings.add(
                            GAP, torn.window() + " was at " + torn.told() + ", and was told from " + torn.previous());
                case Event.Silent silent
                when silent.isHubAlive() && !isExcused(silent) ->
                    findings.add(
                            STALE,
                            silent.window() + " was told nothing from " + silent.from() + " to " + silent.at()
                                    + ", and its hub was there");
                case Shown shown
                when shown.text() != null -> {
                    if (!findings.isStored(shown.text())) {
                        findings.add(PHANTOM, shown.window() + " was shown " + shown.text() + ", which is not there");
                    }
                    var one = new Watched(shown.window(), shown.client());
                    // A row of an employee's message may be shown again for its status alone: it begins nothing.
                    if (seen.containsKey(one) || Texts.isClients(shown.text())) {
                        seen.computeIfAbsent(one, _ -> new TreeSet<>()).add(shown.seq());
                    }
                }
                default -> {}
            }
        }
        seen.forEach(this::gaps);
    }

    /// A hub that stands still or has lost its database may have nothing to say.
    private boolean isExcused(Event.Silent silent) {
        return history.of(Event.Frozen.class).stream()
                .anyMatch(one -> one.at().isBefore(silent.at()) && one.thawed().isAfter(silent.from()));
    }

    private record Watched(String window, String client) {

        /// @param other absent: any
        boolean isOf(@Nullable String other) {
            return other == null || client.equals(other);
        }
    }

    private void gaps(Watched one, Set<Long> seen) {
        long first = books.messages().stream()
                .filter(message -> !message.outgoing() && message.client().equals(one.client))
                .map(Message::seq)
                .filter(seen::contains)
                .min(Long::compare)
                .orElse(Long.MAX_VALUE);
        var missing = books.messages().stream()
                .filter(message -> message.client().equals(one.client))
                .map(Message::seq)
                .filter(seq -> seq >= first && !seen.contains(seq))
                .toList();
        if (!missing.isEmpty()) {
            findings.add(GAP, one.window + " " + one.client + " from " + first + " lacks " + missing);
        }
    }

    /// R72: at most once by itself; what counts as sent went out; one employee's words in their order.
    private void sending() {
        var calls = history.of(Called.class);
        var times = calls.stream().collect(Collectors.groupingBy(Called::text, Collectors.counting()));
        times.forEach((text, count) -> {
            if (count > 1) {
                findings.add(DOUBLE_SEND, text + " went out " + count + " times");
            }
            if (!findings.isStored(text)) {
                findings.add(PHANTOM, text + " went out and is not there");
            }
        });
        var last = new HashMap<String, Long>();
        for (var call : calls) {
            long place = findings.place(call.text());
            if (times.get(call.text()) == 1) {
                var before = last.put(call.client(), place);
                if (before != null && before > place) {
                    findings.add(MISORDERED, call.client() + ": " + call.text() + " went out too late");
                }
            }
        }
        for (var message : books.messages()) {
            if (!message.outgoing() || message.status() == null) {
                continue;
            }
            if (message.status().equals("SENT") && !times.containsKey(message.text())) {
                findings.add(LOST, message.text() + " counts as sent and never went out");
            }
            if (message.status().equals("QUEUED") || message.status().equals("SENDING")) {
                findings.add(STUCK, message.text() + " is still " + message.status());
            }
        }
    }
}
