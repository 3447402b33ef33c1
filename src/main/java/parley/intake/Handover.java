package parley.intake;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.StageRef;
import parley.chat.Chat;
import parley.chat.Decisions;
import parley.chat.Trace;
import parley.crm.Contact;
import parley.crm.Crm;
import parley.crm.MessengerAddress;
import parley.crm.NewContact;
import parley.crm.NewDeal;
import parley.rules.NewDealNow;
import parley.rules.StageKind;
import parley.settings.SettingsDesk.Agreed;

/// Carries one decision out in the CRM. Everything is made under keys of the decision, and what is done already is
/// left alone, so doing it twice is doing it once (R30, R76).
///
final class Handover {

    private final Crm crm;
    private final Agreed agreed;
    private final Chat chat;
    private final Decisions.Stored decision;
    private final Gathered known;
    private final String name;
    private @Nullable DealId deal;
    private @Nullable EmployeeId faster;

    private Handover(Crm crm, Agreed agreed, Chat chat, Decisions.Stored decision, Gathered known) {
        this.crm = crm;
        this.agreed = agreed;
        this.chat = chat;
        this.decision = decision;
        this.known = known;
        this.name = agreed.settings()
                .channel(chat.channel())
                .map(channel -> chat.title() + " · " + channel.name())
                .orElse(chat.title());
    }

    /// What came of it.
    ///
    /// @param contact to be read again now
    /// @param deal the one that takes the messages from now on, when there is a new one
    /// @param faster who had accepted the lead in the CRM before, or got the client in another chat: he keeps him (R26)
    record Done(
            @Nullable ContactId contact,
            @Nullable DealId deal,
            @Nullable EmployeeId faster) {}

    static Done carryOut(Crm crm, Agreed agreed, Chat chat, Decisions.Stored decision, Gathered known) {
        var handover = new Handover(crm, agreed, chat, decision, known);
        return handover.carryOut(decision.read().outcome());
    }

    private Done carryOut(Trace.Outcome outcome) {
        var contact = switch (outcome.kind()) {
            case OFFER -> outcome.handover() == Trace.Handover.LEAD ? lead(decision.id(), outcome) : met();
            case ASSIGN, CLAIM, NEW_DEAL -> give(outcome, employee(outcome));
            case OPEN_DEALS, CLOSED_DEAL, KEEP, WAIT -> met();
        };
        return new Done(contact, deal, faster);
    }

    private static EmployeeId employee(Trace.Outcome outcome) {
        var employee = outcome.employee();
        if (employee == null) {
            throw new IllegalStateException("a client is given to nobody");
        }
        return employee;
    }

    private @Nullable ContactId give(Trace.Outcome outcome, EmployeeId employee) {
        return switch (outcome.handover()) {
            case LEAD -> acceptLead(outcome, employee);
            case NEW_DEAL -> newDeal(outcome.stage(), employee);
            case OPEN_DEALS -> openDeals(outcome.deals(), employee);
            case CLOSED_DEAL, CONTACT -> contactOf(employee);
            case AS_FOUND -> throw new IllegalStateException("not made definite before it is carried out");
            case NOTHING -> met();
        };
    }

    /// An unsorted lead, with the contact if there is none (R26). Its key is the offer's, so that a claim finds it.
    private @Nullable ContactId lead(long offer, Trace.Outcome outcome) {
        var pipeline = stage(outcome.stage()).pipeline();
        var key = key(offer, "lead");
        var contact = known.contact();
        if (contact != null) {
            deal = crm.createLead(contact.id(), pipeline, name, key);
            return met();
        }
        var lead = crm.createLead(newContact(null), pipeline, name, key);
        deal = lead.deal();
        return lead.contact();
    }

    private @Nullable ContactId acceptLead(Trace.Outcome outcome, EmployeeId employee) {
        var offer = outcome.offer();
        var contact = chat.deal() == null && offer != null ? lead(offer, outcome) : null;
        var lead = deal == null ? chat.deal() : deal;
        if (lead == null || !accept(lead, employee)) {
            return faster == null ? newDeal(outcome.stage(), employee) : met();
        }
        return contact == null ? contactOf(employee) : given(contact, employee);
    }

    /// Answers `false` when the lead is gone, or somebody else has accepted it first.
    private boolean accept(DealId lead, EmployeeId employee) {
        return switch (crm.acceptLead(lead, employee, null)) {
            case Crm.Acceptance.Won(var won) -> {
                deal = won;
                yield true;
            }
            case Crm.Acceptance.TakenBy(var other) -> {
                deal = lead;
                faster = other;
                yield false;
            }
            case Crm.Acceptance.Gone() -> {
                deal = null;
                yield false;
            }
        };
    }

    /// Unless the client has got an open deal since.
    private @Nullable ContactId newDeal(@Nullable StageRef wanted, EmployeeId employee) {
        return switch (NewDealNow.of(employee, known.facts(), agreed.staff().left())) {
            case NewDealNow.Create() -> create(wanted, employee);
            case NewDealNow.TakeOver(var deals) -> openDeals(deals, employee);
            case NewDealNow.LeaveTo(var first, var open) -> {
                faster = first;
                deal = open;
                yield met();
            }
        };
    }

    private @Nullable ContactId create(@Nullable StageRef wanted, EmployeeId employee) {
        var contact = contactOf(employee);
        if (contact != null && creates()) {
            open(wanted)
                    .ifPresent(stage -> deal =
                            crm.createDeal(new NewDeal(name, contact, employee, stage), key(decision.id(), "deal")));
        }
        return contact;
    }

    private @Nullable ContactId openDeals(List<DealId> deals, EmployeeId employee) {
        for (var open : known.deals()) {
            if (!deals.contains(open.id()) || employee.equals(open.responsible())) {
                continue;
            }
            if (Gathered.isLead(open)) {
                accept(open.id(), employee);
            } else {
                crm.setResponsible(open.id(), employee);
            }
        }
        if (deal == null && !deals.isEmpty()) {
            deal = deals.getFirst();
        }
        return contactOf(faster == null ? employee : faster);
    }

    /// His contact: created, or given to the employee when nobody has it. Absent where the CRM takes none now: then the
    /// client is his in Parley alone.
    private @Nullable ContactId contactOf(EmployeeId employee) {
        var contact = known.contact();
        if (contact == null) {
            return creates() ? crm.createContact(newContact(employee), key(decision.id(), "contact")) : null;
        }
        if (Gathered.isNobody(contact.responsible(), agreed.staff().left())) {
            crm.setResponsible(contact.id(), employee);
        }
        addAddress(contact);
        return contact.id();
    }

    private boolean creates() {
        return crm.capabilities().createsDeals();
    }

    private ContactId given(ContactId contact, EmployeeId employee) {
        if (crm.contact(contact)
                .present()
                .filter(one -> one.responsible() != null)
                .isEmpty()) {
            crm.setResponsible(contact, employee);
        }
        return contact;
    }

    /// The contact as it is; it learns from where the client writes (R3).
    private @Nullable ContactId met() {
        var contact = known.contact();
        if (contact == null) {
            return null;
        }
        addAddress(contact);
        return contact.id();
    }

    private void addAddress(Contact contact) {
        if (!known.holds(chat)) {
            crm.addAddress(contact.id(), address());
        }
    }

    private NewContact newContact(@Nullable EmployeeId responsible) {
        var phones = chat.vouchedPhone().map(phone -> List.of(phone.value())).orElse(List.of());
        var email = chat.person().verified() ? chat.person().email() : null;
        return new NewContact(chat.title(), responsible, phones, List.of(address()), email);
    }

    private MessengerAddress address() {
        var address = chat.address();
        return new MessengerAddress(address.network(), address.id(), address.username());
    }

    /// Where a deal that somebody has can stand: at the stage itself; behind the leads, or when the stage is gone by
    /// now, at the first open one of its pipeline.
    private Optional<StageRef> open(@Nullable StageRef wanted) {
        if (wanted == null || agreed.facts().kind(wanted).orElse(null) == StageKind.OPEN) {
            return Optional.ofNullable(wanted);
        }
        return agreed.catalogue().pipelines().stream()
                .filter(pipeline -> pipeline.id().equals(wanted.pipeline()))
                .flatMap(pipeline -> pipeline.stages().stream())
                .filter(stage -> stage.kind() == StageKind.OPEN)
                .map(stage -> new StageRef(wanted.pipeline(), stage.id()))
                .findFirst();
    }

    private static StageRef stage(@Nullable StageRef stage) {
        if (stage == null) {
            throw new IllegalStateException("a lead without a pipeline");
        }
        return stage;
    }

    private static String key(long decision, String what) {
        return "decision:" + decision + ":" + what;
    }
}
