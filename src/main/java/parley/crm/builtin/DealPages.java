package parley.crm.builtin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.base.EmployeeId;
import parley.crm.Crm.Acceptance;
import parley.platform.PageAnswer;
import parley.rules.StageKind;

/// The card of a deal, and what is done with it.
final class DealPages {

    private final Room room;
    private final Tables tables;

    DealPages(Room room) {
        this.room = room;
        this.tables = room.tables();
    }

    Views.DealRow card(String id) {
        return room.ledger()
                .read(tx -> tables.deals()
                        .find(tx, Rows.number(id))
                        .filter(row -> !row.deleted())
                        .map(new Views(tx, tables)::deal)
                        .orElseThrow(Refused::notFound));
    }

    /// The same `key` twice is one deal.
    Views.DealRow create(Asked asked) {
        var form = asked.form();
        return room.ledger().write(asked.employee(), w -> {
            var writer = asked.writer(w, tables);
            var stage = stage(w, form, form.text("pipeline"), form.optional("stage"));
            var key = form.optional("key");
            var card = card(w, form, stage, null);
            form.check();
            var responsible = card.responsible() == null ? writer.value() : card.responsible();
            var closed = stage.isPresent() && kind(w, stage.get()).closed();
            var full = new Deals.Card(card.name(), card.place(), responsible, card.amount(), card.contacts());
            var ours = key == null ? null : "page-" + key;
            long id = tables.deals()
                    .insert(w, full, closed, ours)
                    .or(() -> tables.deals().byKey(w.tx(), ours == null ? "" : ours))
                    .orElseThrow();
            return shown(w, id);
        });
    }

    Views.DealRow change(Asked asked, String id) {
        var form = asked.form();
        return room.ledger().write(asked.employee(), w -> {
            asked.writer(w, tables);
            var row = live(w, id);
            var version = form.version();
            var card = card(w, form, Optional.of(new Deals.Place(row.pipeline(), row.stage())), row);
            form.check();
            if (version != row.version()) {
                throw Refused.stale(new Views(w.tx(), tables).deal(row));
            }
            tables.deals().update(w, row, card);
            return shown(w, row.id());
        });
    }

    PageAnswer delete(Asked asked, String id) {
        room.ledger().write(asked.employee(), w -> {
            asked.writer(w, tables);
            tables.deals().delete(w, live(w, id));
            return null;
        });
        return PageAnswer.empty(204);
    }

    /// To a stage, closing and reopening included. Whoever moves a lead on accepts it; moved to LOST it is declined.
    Views.DealRow move(Asked asked, String id) {
        var form = asked.form();
        return room.ledger().write(asked.employee(), w -> {
            var writer = asked.writer(w, tables);
            var place = stage(w, form, form.text("pipeline"), form.text("stage"));
            form.check();
            var row = tables.deals().find(w.tx(), Rows.number(id)).orElseThrow(Refused::notFound);
            var kind = kind(w, place.orElseThrow());
            if (row.lead() && kind != StageKind.LOST && kind != StageKind.UNSORTED) {
                return accepted(w, row.id(), writer, place.get());
            }
            var locked = live(w, id);
            if (locked.responsible() != null && kind == StageKind.UNSORTED && locked.kind() != kind) {
                throw Refused.invalid(List.of(new Refused.Mistake("stage", "accepted_already")));
            }
            var responsible = locked.responsible() == null && !locked.lead() && kind == StageKind.OPEN
                    ? writer.value()
                    : locked.responsible();
            tables.deals()
                    .update(
                            w,
                            locked,
                            new Deals.Card(
                                    locked.name(), place.get(), responsible, locked.amount(), locked.contacts()));
            return shown(w, locked.id());
        });
    }

    /// 409 with the winner when somebody was quicker (R26).
    Views.DealRow accept(Asked asked, String id) {
        return room.ledger().write(asked.employee(), w -> accepted(w, Rows.number(id), asked.writer(w, tables), null));
    }

    private Views.DealRow accepted(Writing w, long id, EmployeeId employee, Deals.@Nullable Place place) {
        return switch (new Leads(tables).accept(w, id, employee, place)) {
            case Acceptance.Won _ -> shown(w, id);
            case Acceptance.TakenBy(var winner) -> throw taken(w, id, winner);
            case Acceptance.Gone _ -> throw Refused.notFound();
        };
    }

    private Refused taken(Writing w, long id, EmployeeId winner) {
        var name = tables.employees()
                .find(w.tx(), winner.value())
                .map(Employees.Row::name)
                .orElse("?");
        var deal = tables.deals().find(w.tx(), id).orElseThrow();
        Instant at = deal.acceptedAt() == null ? deal.updatedAt() : deal.acceptedAt();
        return Refused.with(
                409,
                "taken",
                "Somebody else has accepted the lead.",
                Map.of("employee", winner.value(), "who", name, "at", at));
    }

    /// Mistakes are noted in the form.
    private Optional<Deals.Place> stage(Writing w, Form form, String pipeline, @Nullable String stage) {
        var found = tables.pipelines().find(w.tx(), pipeline);
        if (found.isEmpty()) {
            form.mistake("pipeline", "unknown");
            return Optional.empty();
        }
        var chosen =
                stage == null ? found.get().first(StageKind.OPEN) : found.get().stage(stage);
        if (chosen.isEmpty()) {
            form.mistake("stage", "unknown");
        }
        return chosen.map(row -> new Deals.Place(pipeline, row.id()));
    }

    private StageKind kind(Writing w, Deals.Place place) {
        return tables.pipelines()
                .find(w.tx(), place.pipeline())
                .flatMap(row -> row.stage(place.stage()))
                .map(Pipelines.Stage::kind)
                .orElseThrow();
    }

    private Deals.Card card(Writing w, Form form, Optional<Deals.Place> place, Deals.@Nullable Row known) {
        var responsible = form.optional("responsible");
        var before = known == null ? null : known.responsible();
        if (responsible != null
                && !responsible.equals(before)
                && !tables.employees().isActive(w.tx(), responsible)) {
            form.mistake("responsible", "unknown_employee");
        }
        if (known != null && known.lead() && responsible != null) {
            form.mistake("responsible", "accept_first");
        }
        if (before != null && responsible == null) {
            form.mistake("responsible", "required");
        }
        var contacts = form.texts("contacts");
        for (int number = 0; number < contacts.size(); number++) {
            var there = tables.contacts().find(w.tx(), Rows.number(contacts.get(number)));
            var kept = known != null && known.contacts().contains(contacts.get(number));
            if (there.isEmpty() || there.get().gone() && !kept) {
                form.mistake("contacts." + number, "unknown");
            }
        }
        if (contacts.isEmpty()) {
            form.mistake("contacts", "required");
        }
        return new Deals.Card(
                form.text("name"), place.orElse(new Deals.Place("", "")), responsible, form.amount(), contacts);
    }

    private Deals.Row live(Writing w, String id) {
        return tables.deals()
                .lock(w.tx(), Rows.number(id))
                .filter(row -> !row.deleted())
                .orElseThrow(Refused::notFound);
    }

    private Views.DealRow shown(Writing w, long id) {
        return new Views(w.tx(), tables).deal(tables.deals().find(w.tx(), id).orElseThrow());
    }
}
