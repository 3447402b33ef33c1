package parley.crm.odoo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.StageRef;
import parley.crm.Crm.Acceptance;
import parley.crm.CrmTrouble;
import tools.jackson.databind.JsonNode;

/// Takes a lead for one employee, whoever else takes it at that moment, in Parley or on Odoo's own pages (R26).
///
/// None of Odoo's methods looks and writes in one transaction, so Parley brings a server action that does. It
/// locks the lead first. Odoo's transactions see the database as it was when they began, so one that had to wait for
/// the lock fails when the lead was changed; Odoo then runs it anew, and it finds the lead taken.
final class Accepting {

    private static final String ACTION = "ir.actions.server";
    static final String NAME = Names.of("action", "accept", "2");
    private static final int TRIES = 5;

    private static final String CODE = """
        lead = record.exists()
        if not lead or not lead.active or lead.won_status != 'pending':
            action = {'parley': 'gone'}
        elif lead.user_id:
            action = {'parley': 'taken', 'by': lead.user_id.id}
        else:
            lead.write(env.context['parley_values'])
            action = {'parley': 'won'}
        """;

    private final Server server;
    private final Nameplates nameplates;
    private final Models models;
    private final AtomicReference<@Nullable Long> action = new AtomicReference<>();

    Accepting(Server server, Nameplates nameplates, Models models) {
        this.server = server;
        this.nameplates = nameplates;
        this.models = models;
    }

    Acceptance accept(DealId lead, EmployeeId employee, @Nullable StageRef stage) {
        JsonNode answer;
        try {
            answer = run(lead, Deals.taken(employee, stage));
        } catch (CrmTrouble trouble) {
            if (trouble.kind() == CrmTrouble.Kind.GONE) {
                return new Acceptance.Gone();
            }
            throw trouble;
        }
        return switch (answer.path("parley").asString("")) {
            case "won" -> new Acceptance.Won(lead);
            case "taken" -> taken(lead, employee, answer.path("by").asString());
            case "gone" -> new Acceptance.Gone();
            default -> throw new CrmTrouble(CrmTrouble.Kind.REFUSED, "somebody has changed Parley's action in Odoo");
        };
    }

    private static Acceptance taken(DealId lead, EmployeeId employee, String by) {
        return by.equals(employee.value()) ? new Acceptance.Won(lead) : new Acceptance.TakenBy(new EmployeeId(by));
    }

    /// Odoo runs a transaction that was overtaken five times over; of many at once some are overtaken more often.
    private JsonNode run(DealId lead, Map<String, Object> values) {
        for (int tries = 1; ; tries++) {
            try {
                return server.call(ACTION, "run", Map.of("ids", List.of(action()), "context", context(lead, values)));
            } catch (CrmTrouble trouble) {
                if (!Collision.isOne(trouble) || tries == TRIES) {
                    throw trouble;
                }
            }
        }
    }

    private static Map<String, Object> context(DealId lead, Map<String, Object> values) {
        var context = new HashMap<>(Silence.CONTEXT);
        context.put("active_model", Deals.MODEL);
        context.put("active_id", Ids.number(lead));
        context.put("active_ids", List.of(Ids.number(lead)));
        context.put("parley_values", values);
        return context;
    }

    private long action() {
        var known = action.get();
        if (known != null) {
            return known;
        }
        var there = nameplates.find(ACTION, NAME);
        var id = there.isPresent() ? there.get() : make();
        action.set(id);
        return id;
    }

    private synchronized long make() {
        var there = nameplates.find(ACTION, NAME);
        if (there.isPresent()) {
            return there.get();
        }
        var made = server.create(
                ACTION,
                Map.of(
                        "name",
                        "Parley: take a lead",
                        "model_id",
                        models.model(Deals.MODEL),
                        "state",
                        "code",
                        "code",
                        CODE));
        nameplates.put(ACTION, made, List.of(NAME));
        return made;
    }
}
