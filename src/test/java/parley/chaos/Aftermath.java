package parley.chaos;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import parley.chaos.Books.Given;
import parley.chaos.Books.Message;
import parley.chaos.Books.Note;

/// When nothing is injected any more: waits until everything is worked off, then reads the books.
final class Aftermath {

    private final Fleet fleet;
    private final History history;
    private final Set<String> clients;
    private final Map<String, String> names = new HashMap<>();
    private final List<String> stuck = new ArrayList<>();
    private final Company company;
    private final Duration patience;

    Aftermath(Fleet fleet, History history, Set<String> clients, Company company, Duration patience) {
        this.patience = patience;
        this.fleet = fleet;
        this.history = history;
        this.clients = clients;
        this.company = company;
        company.people.values().forEach(person -> names.put(person.employee(), person.name));
    }

    /// What may be left of each at most: nothing.
    private static final Map<String, String> OPEN = Map.of(
            "work", "SELECT count(*) FROM work WHERE error IS NULL",
            "jobs",
                    "SELECT count(*) FROM job WHERE state IN ('due', 'running') AND kind NOT IN ('forget',"
                            + " 'templates')",
            "routing", "SELECT count(*) FROM chat WHERE pending IS NOT NULL",
            "lines", "SELECT count(*) FROM timeline_line WHERE note IS NULL",
            "notes", "SELECT count(*) FROM timeline_note",
            "deliveries", "SELECT count(*) FROM webhook_delivery WHERE state = 'pending'");

    /// R74: what was taken of files is there, as it was.
    List<Violation> files() {
        var lost = new ArrayList<Violation>();
        for (var kept : history.of(Event.Kept.class)) {
            var person = company.people.get(kept.employee());
            var found = Patience.within(Duration.ofSeconds(10), () -> {
                var answer = person.file(kept.url());
                return answer.good() && answer.text().hashCode() == kept.hash();
            });
            if (!found) {
                lost.add(new Violation(Violation.Kind.LOST, "the file " + kept.url() + ", taken at " + kept.at()));
            }
        }
        return lost;
    }

    void settle(List<Window> windows) {
        OPEN.forEach((what, sql) -> {
            if (!Patience.within(patience, () -> number(sql) == 0)) {
                stuck.add(number(sql) + " " + what + " are left" + (what.equals("jobs") ? ": " + jobs() : ""));
            }
        });
        var texts = new HashSet<String>();
        messages().forEach(message -> texts.add(message.text()));
        Patience.within(patience, () -> {
            var told = new HashSet<String>();
            history.of(Event.Told.class).forEach(one -> told.add(one.text()));
            return told.containsAll(texts);
        });
        Patience.within(patience, () -> {
            long position = number("SELECT feed_position FROM account");
            return windows.stream().allMatch(window -> window.position() >= position);
        });
    }

    /// Law: old list + pushed rows = fresh list.
    List<Violation> compare(List<Window> windows) {
        var differences = new ArrayList<Violation>();
        for (var window : windows) {
            var last = new ArrayList<Map<String, String>>();
            var same = Patience.within(Duration.ofSeconds(10), () -> {
                var fresh = fresh(window.person());
                last.clear();
                last.add(fresh);
                return fresh.equals(window.chats());
            });
            if (!same) {
                fleet.hubs.forEach(HubProcess::dumpThreads);
                differences.add(new Violation(
                        Violation.Kind.STALE, window.state() + ": " + difference(last.getFirst(), window.chats())));
            }
        }
        return differences;
    }

    private static String difference(Map<String, String> fresh, Map<String, String> held) {
        var words = new ArrayList<String>();
        fresh.forEach((client, row) -> {
            if (!row.equals(held.get(client))) {
                words.add(client + " is [" + row + "], the window has [" + held.get(client) + "]");
            }
        });
        held.forEach((client, row) -> {
            if (!fresh.containsKey(client)) {
                words.add(client + " is not his, the window has [" + row + "]");
            }
        });
        return words.stream().limit(5).toList().toString();
    }

    private Map<String, String> fresh(Person person) {
        var rows = new TreeMap<String, String>();
        String next = "";
        do {
            var answer = person.get("/chats?limit=200" + (next.isEmpty() ? "" : "&after=" + next));
            if (!answer.good()) {
                return Map.of();
            }
            answer.json().path("rows").forEach(row -> {
                if (clients.contains(row.path("name").asString(""))) {
                    rows.put(row.path("name").asString(), Window.inShort(row));
                }
            });
            next = answer.json().path("next").asString("");
        } while (!next.isEmpty());
        return rows;
    }

    Books books() {
        return new Books(messages(), deals(), owners(), notes(), turns(), Cast.SELLERS, aside());
    }

    private List<Message> messages() {
        return ask(
                        """
                        SELECT chat.name, message.seq, message.outgoing, message.text, message.status
                        FROM message JOIN chat ON chat.account_id = message.account_id AND chat.id = message.chat_id
                        WHERE NOT message.test AND message.kind <> 'SYSTEM'
                        ORDER BY chat.id, message.seq
                        """,
                        row -> new Message(
                                row.getString(1),
                                row.getLong(2),
                                row.getBoolean(3),
                                row.getString(4),
                                row.getString(5)))
                .stream()
                .filter(message -> clients.contains(message.client()))
                .toList();
    }

    private Map<String, Integer> deals() {
        var deals = new HashMap<String, Integer>();
        ask("""
            SELECT contact.name
            FROM crm_deal AS deal
            JOIN crm_deal_contact AS link ON link.account_id = deal.account_id AND link.deal_id = deal.id
            JOIN crm_contact AS contact ON contact.account_id = link.account_id AND contact.id = link.contact_id
            WHERE deal.deleted_at IS NULL
            """, row -> row.getString(1)).forEach(client -> deals.merge(client, 1, Integer::sum));
        deals.keySet().retainAll(clients);
        return deals;
    }

    private Map<String, List<Given>> owners() {
        record Row(String client, Given given) {}
        var owners = new HashMap<String, List<Given>>();
        ask(
                        """
                        SELECT chat.name, decision.trace -> 'outcome' ->> 'employee'
                        FROM decision JOIN chat ON chat.account_id = decision.account_id AND chat.id = decision.chat_id
                        WHERE decision.kind IN ('assign', 'claim', 'new_deal')
                        ORDER BY decision.id
                        """,
                        row -> new Row(
                                row.getString(1),
                                new Given(names.getOrDefault(row.getString(2), String.valueOf(row.getString(2))))))
                .stream()
                .filter(row -> clients.contains(row.client))
                .forEach(row -> owners.computeIfAbsent(row.client, _ -> new ArrayList<>())
                        .add(row.given));
        return owners;
    }

    private List<Note> notes() {
        return ask("""
            SELECT contact.name, note.text
            FROM crm_timeline AS note
            JOIN crm_contact AS contact ON contact.account_id = note.account_id AND contact.id = note.contact_id
            WHERE note.from_chat
            ORDER BY note.id
            """, row -> new Note(row.getString(1), row.getString(2))).stream()
                .filter(note -> clients.contains(note.client()))
                .toList();
    }

    /// Over all rounds: the turn goes on where it was.
    private List<String> turns() {
        return ask("""
            SELECT decision.trace -> 'outcome' ->> 'employee'
            FROM decision JOIN chat ON chat.account_id = decision.account_id AND chat.id = decision.chat_id
            WHERE decision.kind = 'assign' AND chat.channel_id = %s
            ORDER BY decision.id
            """.formatted(company.byTurn.id()), row -> names.getOrDefault(row.getString(1), row.getString(1)));
    }

    private List<String> aside() {
        var aside = new ArrayList<>(stuck);
        aside.addAll(ask(
                "SELECT 'work ' || id || ' was put aside: ' || error FROM work WHERE error IS NOT NULL",
                row -> row.getString(1)));
        aside.addAll(ask(
                "SELECT kind || ' ' || id || ' is dead: ' || coalesce(last_error, '') FROM job WHERE state = 'dead'",
                row -> row.getString(1)));
        return aside;
    }

    private List<String> jobs() {
        return ask(
                "SELECT kind || ' ' || state || ' due ' || due_at || ' ' || coalesce(last_error, '') FROM job"
                        + " WHERE state IN ('due', 'running') ORDER BY id LIMIT 5",
                row -> row.getString(1));
    }

    private long number(String sql) {
        return ask(sql, row -> row.getLong(1)).getFirst();
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(java.sql.ResultSet row) throws SQLException;
    }

    private <T> List<T> ask(String sql, Reading<T> reading) {
        try (Connection connection = fleet.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var answers = new ArrayList<T>();
            while (rows.next()) {
                answers.add(reading.of(rows));
            }
            return answers;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
