package parley.crm.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import parley.crm.Uploads;

/// Takes in what a CRM sends.
final class ApiUploads implements Uploads {

    private final Book book;
    private final Tables tables;
    private final Waiting waiting;

    ApiUploads(Book book, Tables tables, Waiting waiting) {
        this.book = book;
        this.tables = tables;
        this.waiting = waiting;
    }

    @Override
    public Shelf<Employee> employees() {
        var employees = tables.employees();
        return new Shelf<>() {
            @Override
            public Kept put(List<Employee> batch) {
                return book.write(w -> employees.put(w, batch));
            }

            @Override
            public Optional<Employee> find(String id) {
                return book.read(employees::active).stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst();
            }

            @Override
            public Piece<Employee> list(int offset, int limit) {
                var all = book.read(employees::active);
                return new Piece<>(
                        all.size(), all.stream().skip(offset).limit(limit).toList());
            }

            @Override
            public List<String> remove(List<String> ids) {
                return without(ids, employees::remove);
            }
        };
    }

    @Override
    public Shelf<Contact> contacts() {
        var contacts = tables.contacts();
        return new Shelf<>() {
            @Override
            public Kept put(List<Contact> batch) {
                return book.write(w -> {
                    contacts.put(w, batch);
                    waiting.over(w);
                    return new Kept.All();
                });
            }

            @Override
            public Optional<Contact> find(String id) {
                return book.read((Handle tx) -> contacts.find(tx, id)).map(Contacts.Row::contact);
            }

            @Override
            public Piece<Contact> list(int offset, int limit) {
                return book.read(tx -> contacts.list(tx, offset, limit));
            }

            @Override
            public List<String> remove(List<String> ids) {
                return without(ids, contacts::remove);
            }
        };
    }

    @Override
    public Shelf<Deal> deals() {
        var deals = tables.deals();
        return new Shelf<>() {
            @Override
            public Kept put(List<Deal> batch) {
                return book.write(w -> {
                    deals.put(w, batch);
                    waiting.over(w);
                    return new Kept.All();
                });
            }

            @Override
            public Optional<Deal> find(String id) {
                return book.read((Handle tx) -> deals.find(tx, id)).map(Deals.Row::deal);
            }

            @Override
            public Piece<Deal> list(int offset, int limit) {
                return book.read(tx -> deals.list(tx, offset, limit));
            }

            @Override
            public List<String> remove(List<String> ids) {
                return without(ids, deals::remove);
            }
        };
    }

    @Override
    public List<Pipeline> pipelines() {
        return book.read(tables.pipelines()::all);
    }

    @Override
    public void pipelines(List<Pipeline> all) {
        book.write(w -> {
            tables.pipelines().replace(w, all);
            return null;
        });
    }

    private List<String> without(List<String> ids, BiFunction<Writing, List<String>, Collection<String>> remove) {
        return book.write(w -> {
            var left = new ArrayList<>(ids);
            left.removeAll(remove.apply(w, ids));
            return left.stream().distinct().toList();
        });
    }
}
