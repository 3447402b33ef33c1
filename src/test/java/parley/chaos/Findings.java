package parley.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import parley.chaos.Books.Message;

/// What the checkers look at, and what they have found.
final class Findings {

    private final History history;
    private final Books books;
    private final Map<String, List<Message>> stored;
    private final List<Violation> found = new ArrayList<>();

    Findings(History history, Books books) {
        this.history = history;
        this.books = books;
        this.stored = books.messages().stream().collect(Collectors.groupingBy(Message::text));
    }

    History history() {
        return history;
    }

    Books books() {
        return books;
    }

    Set<String> texts() {
        return stored.keySet();
    }

    boolean isStored(String text) {
        return stored.containsKey(text);
    }

    int rows(String text) {
        return stored.getOrDefault(text, List.of()).size();
    }

    /// Where it stands in its chat; 0 when it is not there.
    long place(String text) {
        return stored.getOrDefault(text, List.of()).stream()
                .mapToLong(Message::seq)
                .findFirst()
                .orElse(0);
    }

    void add(Violation.Kind kind, String what) {
        found.add(new Violation(kind, what));
    }

    List<Violation> all() {
        return List.copyOf(found);
    }
}
