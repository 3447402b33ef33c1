package parley.crm.odoo;

import java.util.List;
import java.util.Map;

/// Takes away what Parley has brought to Odoo for itself. External ids of contacts and deals stay with them: when the
/// same Odoo is connected again, clients are known and nobody is made twice.
final class Leaving {

    private static final String RULE = "base.automation";
    private static final String ACTION = "ir.actions.server";
    private static final int MOST = 100;

    private final Server server;
    private final Nameplates nameplates;
    private final Tab tab;
    private final String mark;

    Leaving(Server server, Nameplates nameplates, Tab tab, String mark) {
        this.server = server;
        this.nameplates = nameplates;
        this.tab = tab;
        this.mark = mark;
    }

    void leave() {
        tab.remove();
        var hooks = Domain.literal(Names.of("hook", mark)) + "/%";
        var actions = nameplates.like(ACTION, hooks);
        if (!actions.isEmpty()) {
            var rules = server.search(RULE, List.of(Domain.in("action_server_ids", actions)), List.of("id"), MOST);
            server.call(
                    RULE, "unlink", Map.of("ids", rules.stream().map(Row::id).toList()));
            nameplates.remove(ACTION, hooks);
        }
        // The action by which leads are taken serves every Parley that is connected to this Odoo.
        if (nameplates.like(ACTION, "hook/%").isEmpty()
                && nameplates.like("ir.ui.view", "tab/%").isEmpty()) {
            nameplates.remove(ACTION, Domain.literal(Accepting.NAME));
        }
    }
}
