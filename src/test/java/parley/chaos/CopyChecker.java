package parley.chaos;

import static parley.chaos.Violation.Kind.*;

import java.util.HashMap;
import java.util.function.Predicate;
import parley.chaos.Books.Message;
import parley.chaos.Event.Told;
import parley.chaos.Violation.Kind;

/// What the CRM and other programs have got of what was said (R50, webhooks).
final class CopyChecker {

    private final Findings findings;
    private final History history;
    private final Books books;

    CopyChecker(Findings findings) {
        this.findings = findings;
        this.history = findings.history();
        this.books = findings.books();
    }

    void check() {
        notes();
        webhooks();
    }

    /// R50: every message in one note of the timeline, in order.
    private void notes() {
        var times = new HashMap<String, Integer>();
        var last = new HashMap<String, Long>();
        for (var note : books.notes()) {
            for (var text : Texts.in(note.text())) {
                times.merge(text, 1, Integer::sum);
                if (!findings.isStored(text)) {
                    findings.add(PHANTOM, text + " is in the CRM and nowhere else");
                }
                var before = last.put(note.client(), findings.place(text));
                if (before != null && before > findings.place(text) && times.get(text) == 1) {
                    findings.add(MISORDERED, note.client() + ": the note of " + text + " came too late");
                }
            }
        }
        times.forEach((text, count) -> {
            if (count > 1) {
                findings.add(NOTE_TWICE, text + " is in " + count + " notes");
            }
        });
        each(message -> !"FAILED".equals(message.status()), message -> times.containsKey(message.text()), NOTE_LOST);
    }

    private void each(Predicate<Message> concerned, Predicate<Message> kept, Kind kind) {
        books.messages().stream()
                .filter(concerned)
                .filter(kept.negate())
                .forEach(message -> findings.add(kind, message.text()));
    }

    /// At least once, under one id, in the order of each chat.
    private void webhooks() {
        var ids = new HashMap<String, String>();
        var last = new HashMap<String, Long>();
        for (var told : history.of(Told.class)) {
            if (!findings.isStored(told.text())) {
                findings.add(PHANTOM, told.text() + " was told to a program and is not there");
            }
            var before = ids.putIfAbsent(told.text(), told.id());
            if (before != null) {
                if (!before.equals(told.id())) {
                    findings.add(DUPLICATE, told.text() + " was told as " + before + " and as " + told.id());
                }
                continue;
            }
            long place = findings.place(told.text());
            var behind = last.put(told.client(), place);
            if (behind != null && behind > place) {
                findings.add(WEBHOOK_MISORDERED, told.client() + ": " + told.text() + " was told too late");
            }
        }
        each(_ -> true, message -> ids.containsKey(message.text()), WEBHOOK_LOST);
    }
}
