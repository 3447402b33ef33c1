package parley.chaos;

import static parley.chaos.Violation.Kind.*;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.stream.Collectors;
import parley.chaos.Books.Message;
import parley.chaos.Event.Replied;
import parley.chaos.Event.Shown;

/// Who got whom, and who saw whose chat (R12-R15, R26-R30, R42).
final class PeopleChecker {

    /// "Somebody else was faster."
    private static final int CONFLICT = 409;

    private final Findings findings;
    private final History history;
    private final Books books;

    PeopleChecker(Findings findings) {
        this.findings = findings;
        this.history = findings.history();
        this.books = findings.books();
    }

    void check() {
        access();
        owners();
        turns();
    }

    /// R42: nobody is shown what an independent reading of the rules forbids.
    private void access() {
        var oracle = new Oracle(books.owners(), history);
        var told = new HashSet<String>();
        for (var shown : history.of(Shown.class)) {
            if (oracle.forbids(shown.employee(), shown.client(), shown.at())
                    && told.add(shown.employee() + " " + shown.client())) {
                findings.add(LEAK, shown.employee() + " was shown " + shown.client() + " at " + shown.at());
            }
        }
        for (var replied : history.of(Replied.class)) {
            if (Checker.isAccepted(replied)
                    && (replied.employee().equals(Cast.AUDITOR)
                            || replied.employee().equals(Cast.GUEST))) {
                findings.add(LEAK, replied.employee() + " wrote to " + replied.client());
            }
        }
    }

    /// R26, R27, R30: one deal and one owner; of those who raced, one was let through.
    private void owners() {
        books.owners().forEach((client, given) -> {
            var people = given.stream().map(Books.Given::employee).distinct().toList();
            if (given.size() > 1) {
                findings.add(TWO_OWNERS, client + " was given to " + people + " in " + given.size() + " decisions");
            }
        });
        books.deals().forEach((client, deals) -> {
            if (deals > 1) {
                findings.add(TWO_OWNERS, client + " has " + deals + " deals");
            }
        });
        books.deals().keySet().stream()
                .filter(client -> Cast.byTurn(client) && !books.owners().containsKey(client))
                .forEach(client ->
                        findings.add(PHANTOM, client + " has a deal in the CRM, and nobody has decided that"));
        var winners = new LinkedHashMap<String, Set<String>>();
        for (var replied : history.of(Replied.class)) {
            if (Checker.isAccepted(replied) && Cast.SELLERS.contains(replied.employee())) {
                winners.computeIfAbsent(replied.client(), _ -> new HashSet<>()).add(replied.employee());
            }
        }
        // Whatever each of them was told: what lies in the chat is on its way to the client.
        for (var message : books.messages()) {
            var author = Texts.author(message.text());
            if (message.outgoing() && Cast.SELLERS.contains(author)) {
                winners.computeIfAbsent(message.client(), _ -> new HashSet<>()).add(author);
            }
        }
        for (var replied : history.of(Replied.class)) {
            if (replied.status() == CONFLICT && !books.owners().containsKey(replied.client())) {
                findings.add(
                        LOST,
                        replied.employee() + " was told that " + replied.client()
                                + " is another's, and nobody has him");
            }
        }
        winners.forEach((client, people) -> {
            if (people.size() > 1) {
                findings.add(TWO_OWNERS, client + " was answered by " + people);
            }
        });
        for (var client : books.messages().stream().map(Message::client).collect(Collectors.toSet())) {
            if (books.deals().getOrDefault(client, 0) == 0) {
                findings.add(LOST, client + " has no deal");
            }
        }
    }

    /// R28: in equal turns, over all restarts.
    private void turns() {
        var rotation = books.rotation();
        for (int i = 1; i < books.turns().size(); i++) {
            var expected = rotation.get((rotation.indexOf(books.turns().get(i - 1)) + 1) % rotation.size());
            if (!expected.equals(books.turns().get(i))) {
                findings.add(
                        TURN_UNFAIR,
                        "after " + books.turns().get(i - 1) + " came "
                                + books.turns().get(i));
            }
        }
    }
}
