package parley.crm.odoo;

import static parley.crm.odoo.Domain.is;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.PipelineId;
import parley.base.StageRef;
import parley.crm.Crm.Found;
import parley.crm.Deal;
import parley.crm.NewDeal;

/// Odoo's leads and opportunities, `crm.lead`: one model for both.
final class Deals {

    static final String MODEL = "crm.lead";

    private static final List<String> FIELDS = List.of(
            "name",
            "type",
            "active",
            "won_status",
            "team_id",
            "stage_id",
            "user_id",
            "partner_id",
            "expected_revenue",
            "create_date",
            "date_closed",
            "write_date");
    private static final int MOST = 100;

    private final Server server;
    private final Creations creations;

    Deals(Server server, Creations creations) {
        this.server = server;
        this.creations = creations;
    }

    Found<Deal> find(DealId id) {
        return row(id).map(Words::deal).<Found<Deal>>map(Found.Present::new).orElseGet(() -> new Found.Gone<>(null));
    }

    Optional<Row> row(DealId id) {
        return server.search(MODEL, List.of(is("id", Ids.number(id)), Domain.ARCHIVED_TOO), FIELDS, 1).stream()
                .findFirst();
    }

    List<Deal> of(ContactId contact) {
        var domain = List.<Object>of(is("partner_id", Ids.number(contact)), Domain.ARCHIVED_TOO);
        return server.search(MODEL, domain, FIELDS, "create_date desc, id desc", MOST, 0).stream()
                .map(Words::deal)
                .toList();
    }

    DealId create(NewDeal deal, String key) {
        var columns = columns(deal.name(), "opportunity", deal.contact(), deal.responsible());
        var stage = deal.stage();
        if (stage != null) {
            columns.put("team_id/.id", stage.pipeline().value());
            // Where leads stand is no stage of Odoo's: it takes the team's first.
            if (Ids.number(stage.stage().value()) != Ids.NONE) {
                columns.put("stage_id/.id", stage.stage().value());
            }
        }
        return new DealId(Long.toString(creations.once(MODEL, "deal", key, columns)));
    }

    DealId createLead(ContactId contact, PipelineId pipeline, String name, String key) {
        var columns = columns(name, "lead", contact, null);
        columns.put("team_id/.id", pipeline.value());
        return new DealId(Long.toString(creations.once(MODEL, "lead", key, columns)));
    }

    /// Who is not named as responsible would be the key's owner: so nobody is named, too.
    private static LinkedHashMap<String, String> columns(
            String name, String type, ContactId contact, @Nullable EmployeeId responsible) {
        var columns = new LinkedHashMap<String, String>();
        columns.put("name", name);
        columns.put("type", type);
        columns.put("partner_id/.id", contact.value());
        columns.put("user_id/.id", Ids.text(responsible));
        return columns;
    }

    void setResponsible(DealId id, EmployeeId employee) {
        server.write(MODEL, Ids.number(id), Map.of("user_id", Ids.number(employee)));
    }

    /// What a lead is made into when it is taken.
    static Map<String, Object> taken(EmployeeId employee, @Nullable StageRef stage) {
        var values = new LinkedHashMap<String, Object>();
        values.put("type", "opportunity");
        values.put("user_id", Ids.number(employee));
        if (stage != null) {
            values.put("team_id", Ids.number(stage.pipeline().value()));
            values.put("stage_id", Ids.number(stage.stage().value()));
        }
        return values;
    }
}
