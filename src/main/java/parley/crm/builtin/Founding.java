package parley.crm.builtin;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.rules.StageKind;

/// What a new company begins with.
final class Founding {

    private final Tables tables;

    Founding(Tables tables) {
        this.tables = tables;
    }

    /// The first employee and the first pipeline, unless they are there. The first employee administers the CRM.
    String found(Writing w, String name, @Nullable String email, boolean russian) {
        // Of two who found at once, the second waits here and then finds everything.
        w.tx().createQuery("SELECT pg_advisory_xact_lock(hashtextextended('crm.founding', :account)) IS NULL")
                .bind("account", w.account())
                .mapTo(Boolean.class)
                .one();
        if (tables.pipelines().all(w.tx()).isEmpty()) {
            tables.pipelines().insert(w, russian ? "Продажи" : "Sales", stages(russian));
        }
        var employees = tables.employees().all(w.tx());
        if (email != null) {
            var known = tables.employees().byEmail(w.tx(), email);
            if (known.isPresent()) {
                return known.get().id();
            }
        }
        return employees.isEmpty() || email != null
                ? tables.employees().insert(w, name, email, true)
                : employees.getFirst().id();
    }

    static List<Pipelines.Stage> stages(boolean russian) {
        var stages = new ArrayList<Pipelines.Stage>();
        stages.add(stage(russian ? "Неразобранное" : "Incoming leads", StageKind.UNSORTED, "#667085"));
        stages.add(stage(russian ? "Новая" : "New", StageKind.OPEN, "#1660c8"));
        stages.add(stage(russian ? "Переговоры" : "Negotiation", StageKind.OPEN, "#5b3fb8"));
        stages.add(stage(russian ? "Принятие решения" : "Decision", StageKind.OPEN, "#8a5200"));
        stages.add(stage(russian ? "Выиграна" : "Won", StageKind.WON, "#0b7a46"));
        stages.add(stage(russian ? "Проиграна" : "Lost", StageKind.LOST, "#c8251b"));
        return stages;
    }

    private static Pipelines.Stage stage(String name, StageKind kind, String colour) {
        return new Pipelines.Stage("", name, kind, colour);
    }
}
