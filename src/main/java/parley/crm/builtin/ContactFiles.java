package parley.crm.builtin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parley.crm.PhoneIndex;
import parley.platform.PageAnswer;

/// Contacts from a table and into a table.
final class ContactFiles {

    private static final int PREVIEW = 20;
    private static final int MOST = 5_000;
    private static final int PIECE = 500;
    private static final Map<String, Pattern> HEADS = Map.of(
            "name", Pattern.compile("name|имя|фио|контакт|contact"),
            "phones", Pattern.compile("phone|tel|mobile|телефон|номер|моб"),
            "email", Pattern.compile("mail|почта"));

    /// @param mapping what each column is taken for: `name`, `phones`, `email`, or nothing
    record Preview(List<String> columns, List<List<String>> rows, Map<String, Integer> mapping, int count) {}

    /// @param skippedFile a table of the rows that were not taken, with the reason behind each
    record Result(int ok, int bad, String skippedFile) {}

    private record Taken(Contacts.@Nullable Card card, String why) {}

    private final Room room;
    private final Tables tables;

    ContactFiles(Room room) {
        this.room = room;
        this.tables = room.tables();
    }

    PageAnswer export() {
        var text = new StringBuilder("\uFEFF").append(Csv.line(List.of("Name", "Phones", "E-mail", "Responsible")));
        long before = Long.MAX_VALUE;
        while (true) {
            long last = before;
            var piece = room.ledger().read(tx -> {
                var found = tables.contacts().search(tx, "", last, PIECE);
                var views = new Views(tx, tables);
                found.forEach(contact -> text.append(line(views, contact)));
                return found;
            });
            if (piece.size() < PIECE) {
                return BuiltinPages.csv("contacts.csv", text.toString());
            }
            before = piece.getLast().id();
        }
    }

    private static String line(Views views, Contacts.Row contact) {
        var responsible = views.employee(contact.responsible());
        return Csv.line(List.of(
                contact.name(),
                String.join("; ", contact.phones()),
                contact.email() == null ? "" : contact.email(),
                responsible == null ? "" : responsible.name()));
    }

    Preview preview(Asked asked) {
        var rows = rows(asked);
        var columns = rows.getFirst();
        var mapping = new LinkedHashMap<String, Integer>();
        for (var field : List.of("name", "phones", "email")) {
            for (int column = 0; column < columns.size(); column++) {
                var head = columns.get(column).toLowerCase(Locale.ROOT);
                if (HEADS.getOrDefault(field, Pattern.compile("")).matcher(head).find()) {
                    mapping.putIfAbsent(field, column);
                }
            }
        }
        return new Preview(columns, rows.subList(1, Math.min(rows.size(), PREVIEW + 1)), mapping, rows.size() - 1);
    }

    /// Takes what is right; the rest comes back with the reasons.
    Result take(Asked asked) {
        var rows = rows(asked);
        int name = column(asked, "name", rows.getFirst().size());
        int phones = column(asked, "phones", rows.getFirst().size());
        int email = column(asked, "email", rows.getFirst().size());
        if (name < 0) {
            throw Refused.invalid(List.of(new Refused.Mistake("name", "required")));
        }
        var skipped = new StringBuilder("\uFEFF").append(Csv.line(with(rows.getFirst(), "Reason")));
        int bad = room.ledger().write(asked.employee(), w -> {
            asked.writer(w, tables);
            int count = 0;
            for (var row : rows.subList(1, rows.size())) {
                var taken = card(row, name, phones, email);
                if (taken.card() == null) {
                    skipped.append(Csv.line(with(row, taken.why())));
                    count++;
                } else {
                    tables.contacts().insert(w, taken.card(), null);
                }
            }
            return count;
        });
        return new Result(rows.size() - 1 - bad, bad, skipped.toString());
    }

    private static Taken card(List<String> row, int name, int phones, int email) {
        var who = cell(row, name);
        if (who.isEmpty() || who.length() > 500) {
            return new Taken(null, "name");
        }
        var numbers = Arrays.stream(cell(row, phones).split("[;\\n]"))
                .map(Csv::plain)
                .map(String::strip)
                .filter(number -> !number.isEmpty())
                .distinct()
                .toList();
        if (numbers.stream()
                .anyMatch(number -> PhoneIndex.readings(List.of(number)).isEmpty())) {
            return new Taken(null, "phone");
        }
        var mail = cell(row, email);
        if (!mail.isEmpty() && !mail.matches("[^@\\s]+@[^@\\s]+")) {
            return new Taken(null, "email");
        }
        return new Taken(new Contacts.Card(who, null, numbers, mail.isEmpty() ? null : mail, List.of()), "");
    }

    private static String cell(List<String> row, int column) {
        return column < 0 || column >= row.size()
                ? ""
                : Csv.plain(row.get(column)).replace("\0", "");
    }

    private static List<String> with(List<String> row, String last) {
        var longer = new ArrayList<>(row);
        longer.add(last);
        return longer;
    }

    private static int column(Asked asked, String field, int columns) {
        long column = Rows.number(asked.query(field));
        return column < columns ? (int) column : -1;
    }

    private static List<List<String>> rows(Asked asked) {
        try {
            var rows = Csv.read(new String(asked.request().body().readAllBytes(), StandardCharsets.UTF_8));
            if (rows.size() < 2 || rows.size() > MOST + 1) {
                var code = rows.size() < 2 ? "no_rows" : "too_many";
                throw Refused.invalid(List.of(new Refused.Mistake("", code, Map.of("max", MOST))));
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
