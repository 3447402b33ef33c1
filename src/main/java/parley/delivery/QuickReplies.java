package parley.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.EmployeeId;
import parley.platform.Database;

/// Texts that are written again and again: everybody's own, and those that all have, which administrators keep.
public final class QuickReplies {

    private static final int LONGEST_SHORTCUT = 40;
    private static final int LONGEST_TEXT = 4000;
    private static final int MOST = 500;

    /// @param shortcut what is typed after the slash
    public record QuickReply(String id, String shortcut, String text, boolean shared) {}

    /// As it was typed.
    public record Typed(String shortcut, String text, boolean shared) {}

    public sealed interface Kept {

        record Done(QuickReply reply) implements Kept {}

        record Invalid(List<Mistake> mistakes) implements Kept {

            public Invalid {
                mistakes = List.copyOf(mistakes);
            }
        }

        /// Shared ones are the administrators', own ones an employee's.
        record NotAllowed() implements Kept {}

        record Nothing() implements Kept {}
    }

    private final Database database;

    QuickReplies(Database database) {
        this.database = database;
    }

    /// His own and the shared ones, by shortcut; at most 500 of each.
    public List<QuickReply> all(Viewer viewer) {
        return database.read(tx -> tx.createQuery("""
            SELECT id, employee, title, text
            FROM quick_reply
            WHERE account_id = :account AND (employee IS NULL OR employee = :me)
            ORDER BY lower(title), id
            LIMIT 1000
            """)
                .bind("account", viewer.account().value())
                .bind("me", value(viewer.employee()))
                .map((rs, _) -> new QuickReply(
                        Long.toString(rs.getLong("id")),
                        rs.getString("title"),
                        rs.getString("text"),
                        rs.getString("employee") == null))
                .list());
    }

    public Kept add(Viewer viewer, Typed typed) {
        if (!mayKeep(viewer, typed.shared())) {
            return new Kept.NotAllowed();
        }
        return database.inTransaction(tx -> {
            var wrong = check(tx, viewer, typed, 0);
            if (!wrong.isEmpty()) {
                return new Kept.Invalid(wrong);
            }
            var id = bind(tx.createQuery("""
                INSERT INTO quick_reply (account_id, employee, title, text)
                VALUES (:account, :employee, :title, :text)
                RETURNING id
                """), viewer, typed).mapTo(Long.class).one();
            return done(id, typed);
        });
    }

    public Kept change(Viewer viewer, long id, Typed typed) {
        return database.inTransaction(tx -> {
            var shared = isShared(tx, viewer, id).orElse(null);
            if (shared == null) {
                return new Kept.Nothing();
            }
            if (!mayKeep(viewer, shared) || !mayKeep(viewer, typed.shared())) {
                return new Kept.NotAllowed();
            }
            var wrong = check(tx, viewer, typed, id);
            if (!wrong.isEmpty()) {
                return new Kept.Invalid(wrong);
            }
            bind(tx.createQuery("""
                UPDATE quick_reply SET employee = :employee, title = :title, text = :text
                WHERE account_id = :account AND id = :id
                RETURNING id
                """).bind("id", id), viewer, typed)
                    .mapTo(Long.class)
                    .one();
            return done(id, typed);
        });
    }

    /// Answers what was thrown away.
    public Kept remove(Viewer viewer, long id) {
        return database.inTransaction(tx -> {
            var shared = isShared(tx, viewer, id).orElse(null);
            if (shared == null) {
                return new Kept.Nothing();
            }
            if (!mayKeep(viewer, shared)) {
                return new Kept.NotAllowed();
            }
            tx.createUpdate("DELETE FROM quick_reply WHERE account_id = :account AND id = :id")
                    .bind("account", viewer.account().value())
                    .bind("id", id)
                    .execute();
            return done(id, new Typed("", "", shared));
        });
    }

    private static boolean mayKeep(Viewer viewer, boolean shared) {
        return shared ? viewer.administrator() : viewer.employee() != null;
    }

    private static List<Mistake> check(Handle tx, Viewer viewer, Typed typed, long id) {
        var wrong = new ArrayList<Mistake>();
        var shortcut = shortcut(typed);
        if (shortcut.isEmpty()) {
            wrong.add(Mistake.of("shortcut", "required"));
        } else if (shortcut.length() > LONGEST_SHORTCUT) {
            wrong.add(new Mistake("shortcut", "long", Map.of("max", LONGEST_SHORTCUT)));
        } else if (isTaken(tx, viewer, typed.shared(), shortcut, id)) {
            wrong.add(Mistake.of("shortcut", "taken"));
        }
        if (typed.text().isBlank()) {
            wrong.add(Mistake.of("text", "required"));
        } else if (typed.text().length() > LONGEST_TEXT) {
            wrong.add(new Mistake("text", "long", Map.of("max", LONGEST_TEXT)));
        }
        if (id == 0 && count(tx, viewer, typed.shared()) >= MOST) {
            wrong.add(new Mistake("", "too_many", Map.of("max", MOST)));
        }
        return wrong;
    }

    private static String shortcut(Typed typed) {
        return typed.shortcut().strip().replaceFirst("^/", "");
    }

    private static boolean isTaken(Handle tx, Viewer viewer, boolean shared, String shortcut, long id) {
        return tx.createQuery("""
            SELECT EXISTS (
                SELECT FROM quick_reply
                WHERE account_id = :account AND employee IS NOT DISTINCT FROM :employee
                    AND lower(title) = lower(:title) AND id <> :id)
            """)
                .bind("account", viewer.account().value())
                .bind("employee", shared ? null : value(viewer.employee()))
                .bind("title", shortcut)
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    private static int count(Handle tx, Viewer viewer, boolean shared) {
        return tx.createQuery("""
            SELECT count(*) FROM quick_reply
            WHERE account_id = :account AND employee IS NOT DISTINCT FROM :employee
            """)
                .bind("account", viewer.account().value())
                .bind("employee", shared ? null : value(viewer.employee()))
                .mapTo(Integer.class)
                .one();
    }

    /// Empty when there is none that he can see.
    private static Optional<Boolean> isShared(Handle tx, Viewer viewer, long id) {
        return tx.createQuery("""
            SELECT employee IS NULL AS shared FROM quick_reply
            WHERE account_id = :account AND id = :id AND (employee IS NULL OR employee = :me)
            FOR UPDATE
            """)
                .bind("account", viewer.account().value())
                .bind("id", id)
                .bind("me", value(viewer.employee()))
                .mapTo(Boolean.class)
                .findOne();
    }

    private static org.jdbi.v3.core.statement.Query bind(
            org.jdbi.v3.core.statement.Query query, Viewer viewer, Typed typed) {
        return query.bind("account", viewer.account().value())
                .bind("employee", typed.shared() ? null : value(viewer.employee()))
                .bind("title", shortcut(typed))
                .bind("text", typed.text());
    }

    private static Kept.Done done(long id, Typed typed) {
        return new Kept.Done(new QuickReply(Long.toString(id), shortcut(typed), typed.text(), typed.shared()));
    }

    private static @Nullable String value(@Nullable EmployeeId employee) {
        return employee == null ? null : employee.value();
    }
}
