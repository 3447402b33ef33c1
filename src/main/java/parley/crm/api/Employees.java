package parley.crm.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import parley.crm.Uploads.Employee;
import parley.crm.Uploads.Kept;

/// Employees; whoever was removed stays as somebody who has left.
final class Employees {

    private static final int MOST = 1_000;

    /// Those who have left are remembered up to here.
    private static final int MOST_EVER = 10_000;

    record Row(Employee employee, boolean active) {}

    private final Owner owner;

    Employees(Owner owner) {
        this.owner = owner;
    }

    /// By name; those who have left, too.
    List<Row> all(Handle tx) {
        return owner.bound(tx.createQuery("""
            SELECT id, name, phone, active
            FROM api_crm_employee
            WHERE account_id = :account AND integration_id = :integration
            ORDER BY active DESC, name, id
            LIMIT :most
            """))
                .bind("most", MOST_EVER)
                .map((row, _) -> row(row))
                .list();
    }

    /// Those who are there, by name.
    List<Employee> active(Handle tx) {
        return all(tx).stream().filter(Row::active).map(Row::employee).toList();
    }

    Kept put(Writing w, List<Employee> batch) {
        // One at a time: phones and the limit are judged by all of them.
        owner.bound(w.tx().createQuery("""
            SELECT pg_advisory_xact_lock(hashtextextended('api_crm_employee:' || :account, :integration)) IS NULL
            """)).mapTo(Boolean.class).one();
        var after = active(w.tx()).stream().collect(Collectors.toMap(Employee::id, one -> one));
        var before = Map.copyOf(after);
        batch.forEach(one -> after.put(one.id(), one));
        if (after.size() > MOST) {
            return new Kept.TooMany(MOST);
        }
        var doubled = doubled(batch, after);
        if (doubled.isPresent()) {
            return new Kept.PhoneTaken(doubled.getAsInt());
        }
        if (!before.equals(after)) {
            write(w, batch);
            w.catalogue();
        }
        return new Kept.All();
    }

    private static OptionalInt doubled(List<Employee> batch, Map<String, Employee> after) {
        var owners = new HashMap<String, String>();
        after.values().stream()
                .filter(one -> !batch.contains(one) && one.phone() != null)
                .forEach(one -> owners.put(one.phone(), one.id()));
        for (int index = 0; index < batch.size(); index++) {
            var phone = batch.get(index).phone();
            if (phone != null && owners.put(phone, batch.get(index).id()) != null) {
                return OptionalInt.of(index);
            }
        }
        return OptionalInt.empty();
    }

    private void write(Writing w, List<Employee> batch) {
        // Phones may change hands within a batch.
        owner.bound(w.tx().createUpdate("""
            UPDATE api_crm_employee SET phone = NULL
            WHERE account_id = :account AND integration_id = :integration AND id = ANY(:ids) AND phone IS NOT NULL
            """))
                .bindArray("ids", String.class, batch.stream().map(Employee::id).toList())
                .execute();
        owner.bound(w.tx().createUpdate("""
            INSERT INTO api_crm_employee (account_id, integration_id, id, name, phone, active)
            SELECT :account, :integration, id, name, phone, true
            FROM unnest(:ids, :names, :phones) AS sent (id, name, phone)
            ON CONFLICT (account_id, integration_id, id) DO UPDATE
            SET name = excluded.name, phone = excluded.phone, active = true
            """))
                .bindArray("ids", String.class, batch.stream().map(Employee::id).toList())
                .bindArray(
                        "names",
                        String.class,
                        batch.stream().map(Employee::name).toList())
                .bindArray("phones", String.class, phones(batch))
                .execute();
    }

    private static List<String> phones(List<Employee> batch) {
        var phones = new ArrayList<String>(batch.size());
        batch.forEach(one -> phones.add(one.phone()));
        return phones;
    }

    /// Answers those who were there.
    List<String> remove(Writing w, List<String> ids) {
        var gone = owner.bound(w.tx().createQuery("""
            UPDATE api_crm_employee SET active = false
            WHERE account_id = :account AND integration_id = :integration AND id = ANY(:ids) AND active
            RETURNING id
            """))
                .bindArray("ids", String.class, ids)
                .mapTo(String.class)
                .list();
        if (!gone.isEmpty()) {
            w.catalogue();
        }
        return gone;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new Employee(row.getString("id"), row.getString("name"), row.getString("phone")),
                row.getBoolean("active"));
    }
}
