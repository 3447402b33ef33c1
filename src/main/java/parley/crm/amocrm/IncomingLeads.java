package parley.crm.amocrm;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.PipelineId;
import parley.base.StageRef;
import parley.crm.Crm.Acceptance;
import parley.crm.Crm.Lead;
import parley.crm.CrmTrouble;
import parley.rules.StageKind;

/// Leads that nobody has accepted: «Неразобранное», as the category of filled forms, since that of chats is open to
/// amoCRM's own messengers alone.
final class IncomingLeads {

    private static final int MOST_PAGES = 8;
    private static final int MOST_REMEMBERED = 5_000;

    private final Account account;
    private final Deals deals;
    private final InstantSource clock;
    private final String page;

    private final Recent<String, String> uids = new Recent<>(MOST_REMEMBERED);
    private final Recent<String, Begun> begun = new Recent<>(MOST_REMEMBERED);

    /// An acceptance that was asked for and not heard of.
    ///
    /// @param before who was named while nobody had accepted it
    private record Begun(EmployeeId employee, @Nullable String before) {}

    /// @param page the address that stands in the lead as the form's
    IncomingLeads(Account account, Deals deals, InstantSource clock, String page) {
        this.account = account;
        this.deals = deals;
        this.clock = clock;
        this.page = page;
    }

    /// The lead that was made under this mark, accepted or not.
    Optional<String> byMark(Line line, PipelineId pipeline, String mark) {
        return waiting(line, pipeline, one -> mark.equals(one.sourceUid()))
                .flatMap(IncomingLeads::deal)
                .or(() -> deals.byMark(line, mark));
    }

    /// @param contact the card of a new contact, or the id of one that is there
    String create(Line line, PipelineId pipeline, String name, Map<String, Object> contact, String mark) {
        long now = clock.instant().getEpochSecond();
        var form = new LinkedHashMap<String, Object>();
        form.put("form_id", "parley");
        form.put("form_name", name);
        form.put("form_page", page);
        form.put("form_sent_at", now);
        form.put("ip", "0.0.0.0");
        form.put("referer", page);
        var card = Map.of(
                "name",
                name,
                "custom_fields_values",
                List.of(Fields.ours(account.field(line, "leads"), Mark.NONE.with(mark))));
        var lead = new LinkedHashMap<String, Object>();
        lead.put("source_uid", mark);
        lead.put("source_name", "Parley");
        lead.put("pipeline_id", Ids.number(pipeline.value()));
        lead.put("created_at", now);
        lead.put("metadata", form);
        lead.put("_embedded", Map.of("leads", List.of(card), "contacts", List.of(contact)));
        var answer = line.create("/leads/unsorted/forms", List.of(lead))
                .path("_embedded")
                .path("unsorted")
                .path(0);
        var made = Said.as(Said.Unsorted.class, answer);
        var deal = deal(made).orElseThrow(() -> Answer.lost("an answer without a lead", Caller.Repeated.DOUBLED));
        uids.put(deal, made.uid());
        return deal;
    }

    /// Sees to it that a lead has this contact: whether amoCRM takes a known one with the lead is not written anywhere.
    void link(Line line, DealId lead, ContactId contact) {
        var said = deals.find(line, lead).orElseThrow(() -> gone("the lead is gone"));
        if (!deals.read(line, said).contacts().contains(contact)) {
            var link = Map.of(
                    "to_entity_id",
                    Ids.number(contact.value()),
                    "to_entity_type",
                    "contacts",
                    "metadata",
                    Map.of("is_main", true));
            line.set("POST", "/leads/" + lead + "/link", List.of(link));
        }
    }

    Lead whole(Line line, String lead) {
        var said = deals.find(line, new DealId(lead)).orElseThrow(() -> gone("the lead is gone"));
        var contacts = deals.read(line, said).contacts();
        if (contacts.isEmpty()) {
            throw gone("the lead has no contact");
        }
        return new Lead(contacts.getFirst(), new DealId(lead));
    }

    /// The account answers only the first who accepts. What it says of everybody else says nothing of who was first, so
    /// the deal is read again; and since it does not promise to name who has accepted, he is named in a call of
    /// his own.
    Acceptance accept(Line line, DealId id, EmployeeId employee, @Nullable StageRef stage) {
        var found = deals.find(line, id);
        if (found.isEmpty()) {
            return new Acceptance.Gone();
        }
        var said = found.get();
        if (deals.read(line, said).kind() != StageKind.UNSORTED) {
            return settled(line, said, employee, stage);
        }
        begun.put(id.value(), new Begun(employee, said.responsibleUserId()));
        if (!asked(line, said, employee, stage)) {
            begun.forget(id.value());
            return deals.find(line, id)
                    .map(now -> settled(line, now, employee, stage))
                    .orElseGet(Acceptance.Gone::new);
        }
        return won(line, id, employee, stage);
    }

    private Acceptance won(Line line, DealId id, EmployeeId employee, @Nullable StageRef stage) {
        deals.change(line, id, employee, stage);
        begun.forget(id.value());
        return new Acceptance.Won(id);
    }

    /// Nobody can accept it any more: it is somebody's, or it was turned down.
    private Acceptance settled(Line line, Said.Lead said, EmployeeId employee, @Nullable StageRef stage) {
        var deal = deals.read(line, said);
        var mine = begun.get(said.id());
        if (mine.isPresent()
                && mine.get().equals(new Begun(employee, said.responsibleUserId()))
                && deal.kind() != StageKind.UNSORTED) {
            return won(line, deal.id(), employee, stage);
        }
        if (deal.kind() == StageKind.LOST || deal.responsible() == null) {
            return new Acceptance.Gone();
        }
        return deal.responsible().equals(employee)
                ? new Acceptance.Won(deal.id())
                : new Acceptance.TakenBy(deal.responsible());
    }

    /// Answers `false` when somebody was faster.
    private boolean asked(Line line, Said.Lead said, EmployeeId employee, @Nullable StageRef stage) {
        var uid = uid(line, said);
        if (uid.isEmpty()) {
            return false;
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("user_id", Ids.number(employee.value()));
        if (stage != null && stage.pipeline().value().equals(said.pipelineId())) {
            body.put("status_id", Ids.number(stage.stage().value()));
        }
        try {
            line.create("/leads/unsorted/" + uid.get() + "/accept", body);
            return true;
        } catch (CrmTrouble trouble) {
            return switch (trouble.kind()) {
                case GONE -> false;
                // Seen where the contact is there twice: the lead is moved by hand then.
                case REFUSED -> {
                    var open = stage == null ? account.firstOpen(line, new PipelineId(said.pipelineId())) : stage;
                    deals.change(line, new DealId(said.id()), employee, open);
                    yield true;
                }
                case TEMPORARY, UNKNOWN_OUTCOME, AUTH -> throw trouble;
            };
        }
    }

    private Optional<String> uid(Line line, Said.Lead said) {
        return uids.get(said.id())
                .or(() -> waiting(
                                line,
                                new PipelineId(said.pipelineId()),
                                one -> deal(one).filter(said.id()::equals).isPresent())
                        .map(Said.Unsorted::uid));
    }

    private static Optional<Said.Unsorted> waiting(Line line, PipelineId pipeline, Predicate<Said.Unsorted> wanted) {
        var path = "/leads/unsorted?filter%5Bcategory%5D%5B%5D=forms&filter%5Bpipeline_id%5D="
                + Ids.number(pipeline.value()) + "&order%5Bcreated_at%5D=desc";
        return line.all(path, "unsorted", Line.PAGE, MOST_PAGES).stream()
                .map(json -> Said.as(Said.Unsorted.class, json))
                .filter(wanted)
                .findFirst();
    }

    private static Optional<String> deal(Said.Unsorted unsorted) {
        var embedded = unsorted.embedded();
        return embedded == null || embedded.leads() == null
                ? Optional.empty()
                : embedded.leads().stream().map(Said.Link::id).findFirst();
    }

    private static CrmTrouble gone(String why) {
        return new CrmTrouble(CrmTrouble.Kind.GONE, why);
    }
}
