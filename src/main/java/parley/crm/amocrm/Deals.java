package parley.crm.amocrm;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.StageRef;
import parley.crm.CrmTrouble;
import parley.crm.Deal;
import parley.crm.NewDeal;
import parley.rules.StageKind;
import tools.jackson.databind.JsonNode;

/// The deals of the account, which calls them leads at every stage.
final class Deals {

    private static final int MOST = 50;
    private static final int MOST_PAGES = 2;

    /// So many ids fit into an address.
    private static final int AT_ONCE = 50;

    private final Account account;

    Deals(Account account) {
        this.account = account;
    }

    /// Empty when there is none (any more).
    Optional<Said.Lead> find(Line line, DealId id) {
        try {
            return Ids.of(id.value())
                    .map(number -> line.get("/leads/" + number + "?with=contacts"))
                    .filter(JsonNode::isObject)
                    .map(json -> Said.as(Said.Lead.class, json))
                    .filter(said -> !said.isDeleted());
        } catch (CrmTrouble trouble) {
            if (trouble.kind() == CrmTrouble.Kind.GONE) {
                return Optional.empty();
            }
            throw trouble;
        }
    }

    Deal read(Line line, Said.Lead said) {
        return Reading.deal(said, account.kind(line, Reading.stage(said)));
    }

    /// The last ones of these, newest first. Asked for together where the account has paid for that.
    List<Deal> last(Line line, List<String> ids) {
        var newest = ids.stream()
                .sorted(Comparator.comparing(Ids::number).reversed())
                .limit(MOST)
                .toList();
        return found(line, newest).stream()
                .map(said -> read(line, said))
                .sorted(Comparator.comparing(Deal::createdAt)
                        .thenComparing(deal -> Ids.number(deal.id().value()))
                        .reversed())
                .toList();
    }

    /// Those of them that are there.
    List<Said.Lead> found(Line line, List<String> ids) {
        if (ids.size() < 2 || !account.self(line).filters()) {
            return ids.stream()
                    .flatMap(id -> find(line, new DealId(id)).stream())
                    .toList();
        }
        var found = new ArrayList<Said.Lead>();
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            var filter = ids.subList(from, Math.min(ids.size(), from + AT_ONCE)).stream()
                    .map(id -> "&filter%5Bid%5D%5B%5D=" + id)
                    .collect(Collectors.joining());
            line.all("/leads?with=contacts" + filter, "leads", Line.PAGE, 1).stream()
                    .map(json -> Said.as(Said.Lead.class, json))
                    .filter(said -> !said.isDeleted())
                    .forEach(found::add);
        }
        return found;
    }

    Optional<String> byMark(Line line, String mark) {
        var field = account.field(line, "leads");
        return line
                .all("/leads?query=" + URLEncoder.encode(mark, StandardCharsets.UTF_8), "leads", Line.PAGE, MOST_PAGES)
                .stream()
                .map(json -> Said.as(Said.Lead.class, json))
                .filter(said -> !said.isDeleted())
                .filter(said -> Reading.mark(said.customFieldsValues(), field).holds(mark))
                .map(Said.Lead::id)
                .findFirst();
    }

    String create(Line line, NewDeal deal, String mark) {
        var card = new LinkedHashMap<String, Object>();
        card.put("name", deal.name());
        card.put("responsible_user_id", Ids.number(deal.responsible().value()));
        card.put("created_by", 0);
        card.put("custom_fields_values", List.of(Fields.ours(account.field(line, "leads"), Mark.NONE.with(mark))));
        card.put("tags_to_add", List.of(Map.of("name", "parley")));
        card.put(
                "_embedded",
                Map.of(
                        "contacts",
                        List.of(Map.of("id", Ids.number(deal.contact().value()), "is_main", true))));
        if (deal.stage() != null) {
            card.putAll(place(open(line, deal.stage())));
        }
        return Ids.made(line.create("/leads", List.of(card)), "leads");
    }

    /// A deal that has a responsible cannot stand among the incoming ones.
    private StageRef open(Line line, StageRef stage) {
        return account.kind(line, stage) == StageKind.UNSORTED ? account.firstOpen(line, stage.pipeline()) : stage;
    }

    void give(Line line, DealId id, EmployeeId employee) {
        change(line, id, employee, null);
    }

    /// @param stage where it is moved to; absent where it stays
    void change(Line line, DealId id, EmployeeId employee, @Nullable StageRef stage) {
        var change = new LinkedHashMap<String, Object>();
        change.put("responsible_user_id", Ids.number(employee.value()));
        if (stage != null) {
            change.putAll(place(stage));
        }
        line.set("PATCH", "/leads/" + Ids.number(id.value()), change);
    }

    /// Both ids, always: a stage alone says nothing of its pipeline.
    private static Map<String, Object> place(StageRef stage) {
        return Map.of(
                "pipeline_id", Ids.number(stage.pipeline().value()),
                "status_id", Ids.number(stage.stage().value()));
    }

    /// The deals of a contact's card.
    static List<String> of(Said.Contact contact) {
        var embedded = contact.embedded();
        return embedded == null || embedded.leads() == null
                ? List.of()
                : new ArrayList<>(embedded.leads().stream().map(Said.Link::id).toList());
    }
}
