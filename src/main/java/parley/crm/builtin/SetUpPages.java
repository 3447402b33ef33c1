package parley.crm.builtin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.rules.StageKind;

/// Employees, pipelines and stages. Everybody sees them; administrators of the CRM change them.
final class SetUpPages {

    /// @param me who asks, if he is an employee
    record Everything(
            @Nullable String me, boolean admin, List<Employees.Row> employees, List<Pipelines.Row> pipelines) {}

    private final Room room;
    private final Tables tables;

    SetUpPages(Room room) {
        this.room = room;
        this.tables = room.tables();
    }

    Everything everything(Asked asked) {
        return room.ledger().read(tx -> {
            var me = asked.employee();
            var known = me == null
                    ? Optional.<Employees.Row>empty()
                    : tables.employees().find(tx, me.value());
            return new Everything(
                    known.map(Employees.Row::id).orElse(null),
                    known.map(Employees.Row::admin).orElse(false),
                    tables.employees().all(tx),
                    tables.pipelines().all(tx));
        });
    }

    Everything addEmployee(Asked asked) {
        var form = asked.form();
        room.ledger().write(asked.employee(), w -> {
            asked.administrator(w, tables);
            var name = form.text("name");
            var email = email(w, form, null);
            var admin = form.flag("admin", false);
            form.check();
            return tables.employees().insert(w, name, email, admin);
        });
        return everything(asked);
    }

    /// Somebody always stays to administer: the last active administrator cannot leave.
    Everything changeEmployee(Asked asked, String id) {
        var form = asked.form();
        room.ledger().write(asked.employee(), w -> {
            asked.administrator(w, tables);
            var before = tables.employees().find(w.tx(), id).orElseThrow(Refused::notFound);
            var after = new Employees.Row(
                    id,
                    form.text("name"),
                    email(w, form, id),
                    form.flag("admin", before.admin()),
                    form.flag("active", before.active()));
            var others = tables.employees().all(w.tx()).stream()
                    .anyMatch(row -> !row.id().equals(id) && row.admin() && row.active());
            if (!others && !(after.admin() && after.active())) {
                form.mistake(after.active() ? "admin" : "active", "last_admin");
            }
            form.check();
            tables.employees().update(w, before, after);
            return null;
        });
        return everything(asked);
    }

    private @Nullable String email(Writing w, Form form, @Nullable String self) {
        var email = form.optional("email");
        if (email != null && !email.matches("[^@\\s]+@[^@\\s]+")) {
            form.mistake("email", "email");
        } else if (email != null
                && tables.employees()
                        .byEmail(w.tx(), email)
                        .filter(row -> !row.id().equals(self))
                        .isPresent()) {
            form.mistake("email", "taken");
        }
        return email;
    }

    Everything addPipeline(Asked asked) {
        var form = asked.form();
        room.ledger().write(asked.employee(), w -> {
            asked.administrator(w, tables);
            var name = form.text("name");
            var stages = form.elements("stages").isEmpty()
                    ? Founding.stages("ru".equals(form.optional("language")))
                    : stages(form, null);
            form.check();
            return tables.pipelines().insert(w, name, stages);
        });
        return everything(asked);
    }

    /// Name and stages at once: adding, renaming, ordering, colouring and removing them is one save.
    Everything changePipeline(Asked asked, String id) {
        var form = asked.form();
        room.ledger().write(asked.employee(), w -> {
            asked.administrator(w, tables);
            var before = tables.pipelines().lock(w.tx(), id).orElseThrow(Refused::notFound);
            var name = form.text("name");
            var stages = stages(form, before);
            var kept = stages.stream().map(Pipelines.Stage::id).collect(Collectors.toSet());
            before.stages().stream()
                    .filter(stage -> !kept.contains(stage.id()) && hasDeals(w, "stage_id", stage.id(), false))
                    .forEach(stage -> form.mistake("stages", "stage_has_deals", Map.of("stage", stage.name())));
            form.check();
            return tables.pipelines().update(w, before, name, stages);
        });
        return everything(asked);
    }

    Everything removePipeline(Asked asked, String id) {
        room.ledger().write(asked.employee(), w -> {
            asked.administrator(w, tables);
            var row = tables.pipelines().lock(w.tx(), id).orElseThrow(Refused::notFound);
            if (tables.pipelines().all(w.tx()).size() == 1) {
                throw Refused.invalid(List.of(new Refused.Mistake("", "last_pipeline")));
            }
            if (hasDeals(w, "pipeline_id", id, true)) {
                throw Refused.invalid(List.of(new Refused.Mistake("", "pipeline_has_deals")));
            }
            tables.pipelines().archive(w, row);
            return null;
        });
        return everything(asked);
    }

    /// Exactly one won, exactly one lost, at most one for leads; a stage keeps its kind.
    private static List<Pipelines.Stage> stages(Form form, Pipelines.@Nullable Row before) {
        var stages = new ArrayList<Pipelines.Stage>();
        var ids = new HashSet<String>();
        var elements = form.elements("stages");
        for (int place = 0; place < elements.size(); place++) {
            var path = "stages." + place;
            var id = form.read(elements.get(place).path("id"), path + ".id", 40);
            var name = form.read(elements.get(place).path("name"), path + ".name", 100);
            var colour = form.read(elements.get(place).path("colour"), path + ".colour", 7);
            var kind = form.read(elements.get(place).path("kind"), path + ".kind", 10);
            var known = id == null || before == null ? Optional.<Pipelines.Stage>empty() : before.stage(id);
            if (id != null && (known.isEmpty() || !ids.add(id))) {
                form.mistake(path + ".id", "unknown");
            }
            if (name == null) {
                form.mistake(path + ".name", "required");
            }
            if (colour != null && !colour.matches("#[0-9a-f]{6}")) {
                form.mistake(path + ".colour", "colour");
            }
            if (kind == null || !kind.matches("UNSORTED|OPEN|WON|LOST")) {
                form.mistake(path + ".kind", "unknown");
            } else if (known.isPresent() && known.get().kind() != StageKind.valueOf(kind)) {
                form.mistake(path + ".kind", "kind_stays");
            } else {
                stages.add(new Pipelines.Stage(
                        id == null ? "" : id, name == null ? "" : name, StageKind.valueOf(kind), colour));
            }
        }
        count(form, stages, StageKind.WON, 1);
        count(form, stages, StageKind.LOST, 1);
        count(form, stages, StageKind.OPEN, 1);
        count(form, stages, StageKind.UNSORTED, 0);
        return stages;
    }

    private static void count(Form form, List<Pipelines.Stage> stages, StageKind kind, int least) {
        long count = stages.stream().filter(stage -> stage.kind() == kind).count();
        if (count < least) {
            form.mistake("stages", "no_" + kind.name().toLowerCase(java.util.Locale.ROOT));
        }
        if (count > 1 && kind != StageKind.OPEN) {
            form.mistake("stages", "two_" + kind.name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    /// Deleted deals count for a stage, because their rows refer to it.
    private static boolean hasDeals(Writing w, String column, String id, boolean openOnly) {
        return w.tx().createQuery("SELECT EXISTS (SELECT FROM crm_deal WHERE account_id = :account AND " + column
                        + " = :id" + (openOnly ? " AND closed_at IS NULL AND deleted_at IS NULL)" : ")"))
                .bind("account", w.account())
                .bind("id", Rows.number(id))
                .mapTo(Boolean.class)
                .one();
    }
}
