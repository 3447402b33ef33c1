package parley.crm.builtin;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.platform.PageAnswer;
import tools.jackson.databind.JsonNode;

/// Timelines, and the feed of changes.
final class TimelinePages {

    private static final int PAGE = 50;
    private static final int LONGEST_NOTE = 10_000;

    /// @param kind `COMMON` a note by hand, `MESSAGE` one made from a chat, `SYSTEM` a change of the record
    /// @param before fields as they were; only of `SYSTEM`
    record Entry(
            String id,
            String kind,
            Views.@Nullable Person author,
            @Nullable String text,
            @Nullable JsonNode before,
            @Nullable JsonNode after,
            Instant at) {}

    /// @param next ask for what was before this moment
    record Piece(List<Entry> rows, @Nullable Instant next) {}

    record Feed(List<ChangeLog.Row> rows, String next) {}

    private final Room room;
    private final Tables tables;

    TimelinePages(Room room) {
        this.room = room;
        this.tables = room.tables();
    }

    Piece ofContact(Asked asked, String id) {
        return piece(asked, Contacts.ENTITY, new Notes.Target(Rows.number(id), Rows.NONE), Rows.number(id));
    }

    Piece ofDeal(Asked asked, String id) {
        return piece(asked, Deals.ENTITY, new Notes.Target(Rows.NONE, Rows.number(id)), Rows.number(id));
    }

    private Piece piece(Asked asked, String entity, Notes.Target target, long id) {
        var before = before(asked);
        record Found(List<Notes.Row> notes, List<ChangeLog.Row> changes, Views views) {}
        var found = room.ledger()
                .read(tx -> new Found(
                        tables.notes().of(tx, target, before, PAGE),
                        tables.changes().of(tx, entity, id, before, PAGE),
                        new Views(tx, tables)));
        var visible = visible(asked, found.notes());
        var entries = Stream.concat(
                        found.notes().stream().map(note -> entry(found.views(), note)),
                        found.changes().stream().map(change -> entry(found.views(), change)))
                .sorted(Comparator.comparing(Entry::at).reversed())
                .limit(PAGE)
                .toList();
        var next = entries.size() < PAGE ? null : entries.getLast().at();
        return new Piece(
                entries.stream()
                        .filter(entry -> !entry.kind().equals("MESSAGE") || visible.contains(entry.id()))
                        .toList(),
                next);
    }

    /// Notes made from chats are seen by those who see the chat (R42); by nobody who is no employee.
    private Set<String> visible(Asked asked, List<Notes.Row> notes) {
        var keys =
                notes.stream().filter(Notes.Row::fromChat).map(Notes.Row::key).collect(Collectors.toSet());
        var employee = asked.employee();
        return employee == null || keys.isEmpty()
                ? Set.of()
                : room.filter().visible(room.ledger().account(), employee, keys);
    }

    private static Entry entry(Views views, Notes.Row note) {
        return new Entry(
                note.key(),
                note.fromChat() ? "MESSAGE" : "COMMON",
                views.employee(note.author()),
                note.text(),
                null,
                null,
                note.at());
    }

    private static Entry entry(Views views, ChangeLog.Row change) {
        return new Entry(
                "change-" + change.seq(),
                "SYSTEM",
                views.employee(change.actor()),
                null,
                change.before(),
                change.after(),
                change.at());
    }

    private Instant before(Asked asked) {
        var before = asked.query("before");
        try {
            return before == null ? room.clock().instant().plus(Duration.ofDays(1)) : Instant.parse(before);
        } catch (DateTimeException _) {
            throw Refused.invalid(List.of(new Refused.Mistake("before", "time")));
        }
    }

    /// A note by hand. The same `key` twice is one note.
    PageAnswer note(Asked asked, String contact, String deal) {
        var form = asked.form();
        var text = form.optional("text", LONGEST_NOTE);
        var key = form.text("key");
        if (text == null) {
            form.mistake("text", "required");
        }
        form.check();
        room.ledger().write(asked.employee(), w -> {
            var author = asked.writer(w, tables);
            if (tables.contacts().find(w.tx(), Rows.number(contact)).isEmpty()
                    && tables.deals().find(w.tx(), Rows.number(deal)).isEmpty()) {
                throw Refused.notFound();
            }
            var target = new Notes.Target(Rows.number(contact), Rows.number(deal));
            var note = new Notes.Row(
                    "page-" + key,
                    false,
                    author.value(),
                    text == null ? "" : text,
                    room.clock().instant());
            tables.notes().add(w, target, note);
            return null;
        });
        return PageAnswer.empty(204);
    }

    /// What has changed after a position, oldest first, at most 200: for those who keep a copy.
    Feed changes(Asked asked) {
        var after = asked.query("after");
        var seq = after == null ? 0 : Rows.number(after);
        if (seq == Rows.NONE) {
            throw Refused.invalid(List.of(new Refused.Mistake("after", "number", Map.of())));
        }
        var limit = asked.query("limit");
        long most = limit == null ? 200 : Math.clamp(Rows.number(limit), 1, 200);
        var rows = room.ledger().read(tx -> tables.changes().since(tx, seq, (int) most));
        return new Feed(
                rows, Long.toString(rows.isEmpty() ? seq : rows.getLast().seq()));
    }
}
