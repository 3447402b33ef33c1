package parley.crm.builtin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The people of the company.
final class Employees {

    static final String ENTITY = "employee";
    private static final int MOST = 1_000;

    /// @param admin may change employees, pipelines and stages
    record Row(String id, String name, @Nullable String email, boolean admin, boolean active) {

        Map<String, Object> fields() {
            return Map.of("name", name, "email", email == null ? "" : email, "admin", admin, "active", active);
        }
    }

    private final long account;

    Employees(long account) {
        this.account = account;
    }

    List<Row> all(Handle tx) {
        return tx.createQuery("""
            SELECT id, name, email, admin, active
            FROM crm_employee
            WHERE account_id = :account
            ORDER BY id
            LIMIT :most
            """)
                .bind("account", account)
                .bind("most", MOST)
                .map((row, _) -> new Row(
                        Long.toString(row.getLong("id")),
                        row.getString("name"),
                        row.getString("email"),
                        row.getBoolean("admin"),
                        row.getBoolean("active")))
                .list();
    }

    Optional<Row> find(Handle tx, String id) {
        return all(tx).stream().filter(row -> row.id().equals(id)).findFirst();
    }

    boolean isActive(Handle tx, @Nullable String id) {
        return id != null && find(tx, id).filter(Row::active).isPresent();
    }

    Optional<Row> byEmail(Handle tx, String email) {
        return all(tx).stream()
                .filter(row -> row.email() != null && row.email().equalsIgnoreCase(email))
                .findFirst();
    }

    String insert(Writing w, String name, @Nullable String email, boolean admin) {
        long id = w.tx().createQuery("""
            INSERT INTO crm_employee (account_id, name, email, admin, created_at)
            VALUES (:account, :name, :email, :admin, :now)
            RETURNING id
            """)
                .bind("account", account)
                .bind("name", name)
                .bind("email", email)
                .bind("admin", admin)
                .bind("now", w.now())
                .mapTo(Long.class)
                .one();
        var row = new Row(Long.toString(id), name, email, admin, true);
        w.changed(ENTITY, id, null, row.fields());
        return row.id();
    }

    void update(Writing w, Row before, Row after) {
        long id = Rows.number(before.id());
        w.tx().createUpdate("""
            UPDATE crm_employee
            SET name = :name, email = :email, admin = :admin, active = :active
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", account)
                .bind("id", id)
                .bind("name", after.name())
                .bind("email", after.email())
                .bind("admin", after.admin())
                .bind("active", after.active())
                .execute();
        w.changed(ENTITY, id, before.fields(), after.fields());
    }
}
