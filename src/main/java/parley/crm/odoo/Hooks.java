package parley.crm.odoo;

import static parley.crm.odoo.Domain.is;

import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parley.crm.Crm.Change;
import parley.crm.CrmHook;
import parley.crm.CrmHook.Verdict;
import parley.platform.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Odoo's automation rules that call us when a lead or a contact changes (R23), brought by Parley itself. Odoo calls
/// once, waits a second and never again, so they are hints beside the poll.
final class Hooks {

    private static final String RULE = "base.automation";
    private static final String ACTION = "ir.actions.server";
    private static final String WRITTEN = "on_create_or_write";

    /// Runs before the record is gone.
    private static final String UNLINKED = "on_unlink";

    /// @param fields whose changes count: without them one change makes Odoo call ten times
    private record Watched(String model, List<String> fields, List<String> told) {}

    private record Rule(Watched watched, String trigger) {

        String name(String mark) {
            return Names.of("hook", mark, watched.model(), trigger);
        }

        String title() {
            return "Parley: " + watched.model() + " " + trigger;
        }
    }

    private static final List<Watched> MODELS = List.of(
            new Watched(
                    Deals.MODEL,
                    List.of("user_id", "stage_id", "team_id", "active", "partner_id", "type"),
                    List.of("partner_id")),
            new Watched(Contacts.MODEL, List.of("user_id", "phone", "active"), List.of("user_id")));

    private final Server server;
    private final Nameplates nameplates;
    private final Models models;
    private final String mark;
    private final URI address;

    /// @param address where Odoo is to call
    Hooks(Server server, Nameplates nameplates, Models models, String mark, URI address) {
        this.server = server;
        this.nameplates = nameplates;
        this.models = models;
        this.mark = mark;
        this.address = address;
    }

    /// Brings the rules, or their address up to date. Nothing where Odoo could only call itself: a hub without a
    /// public address and an Odoo elsewhere.
    synchronized void bring() {
        if (isLocal(address) && !isLocal(URI.create(server.address()))) {
            return;
        }
        var rules = MODELS.stream()
                .flatMap(watched -> Stream.of(WRITTEN, UNLINKED).map(trigger -> new Rule(watched, trigger)))
                .collect(Collectors.toMap(rule -> rule.name(mark), rule -> rule));
        var named = nameplates.find(ACTION, rules.keySet());
        var there = readdressed(named.values());
        rules.forEach((name, rule) -> {
            var action = named.get(name);
            if (action == null || !there.contains(action)) {
                nameplates.put(ACTION, make(rule), List.of(name));
            }
        });
    }

    /// Answers the rule's action.
    private long make(Rule rule) {
        var model = models.model(rule.watched().model());
        var action = Map.of(
                "name",
                rule.title(),
                "model_id",
                model,
                "state",
                "webhook",
                "webhook_url",
                address.toString(),
                "webhook_field_ids",
                List.of(List.of(
                        6,
                        0,
                        models.fields(rule.watched().model(), rule.watched().told()))));
        var values = new HashMap<String, Object>();
        values.put("name", rule.title());
        values.put("model_id", model);
        values.put("trigger", rule.trigger());
        values.put("action_server_ids", List.of(List.of(0, 0, action)));
        if (rule.trigger().equals(WRITTEN)) {
            var fields = models.fields(rule.watched().model(), rule.watched().fields());
            values.put("trigger_field_ids", List.of(List.of(6, 0, fields)));
        }
        var made = server.create(RULE, values);
        var actions = server.search(RULE, List.of(is("id", made)), List.of("action_server_ids"), 1);
        return actions.getFirst().json().path("action_server_ids").path(0).asLong();
    }

    /// Those of the actions that nobody has deleted.
    private Set<Long> readdressed(Collection<Long> actions) {
        var there = server.search(ACTION, List.of(Domain.in("id", actions)), List.of("webhook_url"), MODELS.size() * 2);
        there.stream()
                .filter(action -> !address.toString().equals(action.text("webhook_url")))
                .forEach(action -> server.write(ACTION, action.id(), Map.of("webhook_url", address.toString())));
        return there.stream().map(Row::id).collect(Collectors.toSet());
    }

    static boolean isLocal(URI address) {
        var host = address.getHost();
        return host == null || host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    /// What Odoo says of the record may be older than the record: only which one it is counts.
    static Verdict heard(CrmHook request) {
        JsonNode said;
        try {
            said = Json.tree(request.body());
        } catch (JacksonException _) {
            return new Verdict.Heard(List.of());
        }
        var id = said.path("_id").asLong(Ids.NONE);
        var partner = said.path("partner_id").asLong(Ids.NONE);
        return new Verdict.Heard(Stream.of(Deals.MODEL, Contacts.MODEL)
                .filter(model -> id > 0 && model.equals(said.path("_model").asString("")))
                .<Change>map(model -> Poll.change(model, id, partner > 0 ? (Long) partner : null))
                .toList());
    }
}
