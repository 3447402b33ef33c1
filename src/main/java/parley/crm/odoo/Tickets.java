package parley.crm.odoo;

import static parley.crm.odoo.Domain.is;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import parley.crm.CrmTrouble;
import tools.jackson.databind.JsonNode;

/// Tickets that Odoo makes for the pages it shows: who has opened which record. They are records of a model of their
/// own to which no group has any right; a server action that only administrators may run takes one away and says what
/// stood on it, in one transaction. Of two who bring the same ticket one finds it.
final class Tickets {

    static final String ACTION = "ir.actions.server";

    /// A page may stay open for a while before its tab is looked at. Then it has to be loaded again.
    static final Duration LIFE = Duration.ofHours(12);

    private static final String MODEL = "ir.model";
    private static final String CODE = """
        tickets = env['TICKET'].sudo()
        old = env.cr.now() - datetime.timedelta(hours=HOURS)
        tickets.search([('create_date', '<', old)], limit=1000).unlink()
        ticket = tickets.search([('x_name', '=', env.context.get('parley_ticket') or '')], limit=1)
        action = {'parley': 'none'}
        if ticket:
            user = ticket.create_uid
            record = {'model': ticket.x_model, 'record': ticket.x_record}
            action = {'parley': 'ticket', 'user': user.id, 'lang': user.lang or '', **record}
            ticket.unlink()
        """;

    private final Server server;
    private final Nameplates nameplates;
    private final Models models;
    private final String mark;
    private final AtomicReference<@Nullable Long> action = new AtomicReference<>();

    Tickets(Server server, Nameplates nameplates, Models models, String mark) {
        this.server = server;
        this.nameplates = nameplates;
        this.models = models;
        this.mark = mark;
    }

    String model() {
        return "x_parley_ticket_" + mark;
    }

    /// @param user who has opened the record
    /// @param language as `ru_RU`; empty where Odoo does not know
    record Ticket(long user, String language, String model, long record) {}

    /// Takes the ticket; empty when there is none (any more).
    Optional<Ticket> take(String ticket) {
        var answer = run(Map.of("parley_ticket", ticket));
        return answer.path("parley").asString("").equals("ticket")
                ? Optional.of(new Ticket(
                        answer.path("user").asLong(),
                        answer.path("lang").asString(""),
                        answer.path("model").asString(""),
                        answer.path("record").asLong()))
                : Optional.empty();
    }

    /// Old ones go, a thousand at a time: each opening of a page leaves one, whether its tab is looked at or not.
    void sweep() {
        run(Map.of());
    }

    private JsonNode run(Map<String, Object> context) {
        var id = action();
        if (id == null) {
            throw new CrmTrouble(CrmTrouble.Kind.REFUSED, "Odoo has no tickets of Parley's");
        }
        try {
            return server.call(ACTION, "run", Map.of("ids", List.of(id), "context", context));
        } catch (CrmTrouble trouble) {
            if (trouble.kind() == CrmTrouble.Kind.GONE) {
                forget();
            }
            throw trouble;
        }
    }

    private @Nullable Long action() {
        var known = action.get();
        if (known == null) {
            known = nameplates.find(ACTION, actionName()).orElse(null);
            action.set(known);
        }
        return known;
    }

    private String actionName() {
        return Names.of("ticket-action", mark, "1");
    }

    void forget() {
        action.set(null);
    }

    /// Brings the model and the action.
    void bring() {
        var there = server.search(MODEL, List.of(is("model", model())), List.of("id"), 1);
        var model = there.isEmpty() ? make() : there.getFirst().id();
        nameplates.put(MODEL, model, List.of(Names.of("ticket", mark, "1")));
        if (nameplates.find(ACTION, actionName()).isEmpty()) {
            var made = server.create(
                    ACTION,
                    Map.of(
                            "name",
                            "Parley: take a ticket",
                            "model_id",
                            model,
                            "group_ids",
                            List.of(List.of(6, 0, List.of(administrators()))),
                            "state",
                            "code",
                            "code",
                            CODE.replace("TICKET", model()).replace("HOURS", Long.toString(LIFE.toHours()))));
            nameplates.put(ACTION, made, List.of(actionName()));
            forget();
        }
    }

    private long make() {
        return server.create(
                MODEL,
                Map.of(
                        "name",
                        "Parley: ticket",
                        "model",
                        model(),
                        "field_id",
                        List.of(
                                field("x_name", "char", "Ticket", true),
                                field("x_model", "char", "Model", false),
                                field("x_record", "integer", "Record", false))));
    }

    private static List<Object> field(String name, String type, String label, boolean index) {
        var field = Map.of("name", name, "ttype", type, "field_description", label, "required", true, "index", index);
        return List.of(0, 0, field);
    }

    private long administrators() {
        var domain = List.<Object>of(is("model", "res.groups"), is("module", "base"), is("name", "group_system"));
        return server.search("ir.model.data", domain, List.of("res_id"), 1)
                .getFirst()
                .json()
                .path("res_id")
                .asLong();
    }
}
