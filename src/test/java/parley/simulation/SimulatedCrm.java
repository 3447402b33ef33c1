package parley.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import parley.base.ChatType;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.Phone;
import parley.base.PipelineId;
import parley.base.StageRef;
import parley.crm.Catalogue;
import parley.crm.Contact;
import parley.crm.Crm;
import parley.crm.CrmTrouble;
import parley.crm.Deal;
import parley.crm.MessengerAddress;
import parley.crm.NewContact;
import parley.crm.NewDeal;
import parley.rules.StageKind;

/// A CRM that is slow, sometimes away, and sometimes does what it was asked without anybody hearing of it. It keeps the
/// keys of what it has created.
public final class SimulatedCrm implements Crm {

    private final World world;
    final Map<String, Contact> contacts = new LinkedHashMap<>();
    final Map<String, Deal> deals = new LinkedHashMap<>();
    private final Map<String, Object> created = new HashMap<>();
    /// Contacts that have changed since somebody looked.
    final List<ContactId> changed = new ArrayList<>();
    /// Whose keys made which deals.
    final Map<String, DealId> ours = new LinkedHashMap<>();

    final Map<String, String> timeline = new LinkedHashMap<>();
    final List<String> written = new ArrayList<>();
    boolean down;
    private int attempts;

    SimulatedCrm(World world) {
        this.world = world;
    }

    private <T> T call(String what, Supplier<T> effect) {
        var stage = world.stage;
        if (stage.oneIn(3)) {
            stage.sleep(1 + stage.chance().nextInt(150));
        } else {
            stage.point();
        }
        if (down) {
            throw new CrmTrouble(CrmTrouble.Kind.TEMPORARY, "down");
        }
        var result = effect.get();
        world.trace.tell("CRM: {} -> {}", what, result);
        if (stage.oneIn(6)) {
            stage.sleep(1 + stage.chance().nextInt(50));
        }
        if (!world.calm && stage.oneIn(25)) {
            world.trace.tell("CRM: the answer is lost");
            throw stage.oneIn(2)
                    ? new CrmTrouble(CrmTrouble.Kind.TEMPORARY, "no answer")
                    : new CrmTrouble(CrmTrouble.Kind.UNKNOWN_OUTCOME, "no answer", Duration.ofSeconds(1));
        }
        return result;
    }

    private String key(String key) {
        return world.has(Bug.KEY_PER_ATTEMPT) ? key + "#" + ++attempts : key;
    }

    @SuppressWarnings("unchecked")
    private <T> T once(String key, Supplier<T> creation) {
        return (T) created.computeIfAbsent(key(key), _ -> creation.get());
    }

    private Contact contactOf(String id) {
        return Objects.requireNonNull(contacts.get(id));
    }

    private void put(Contact contact) {
        contacts.put(contact.id().value(), contact);
        changed.add(contact.id());
    }

    private void put(Deal deal) {
        deals.put(deal.id().value(), deal);
        changed.addAll(deal.contacts());
    }

    private Contact with(Contact contact, @Nullable EmployeeId responsible) {
        return new Contact(
                contact.id(),
                contact.name(),
                responsible,
                contact.phones(),
                contact.addresses(),
                World.START.plusMillis(world.stage.now()));
    }

    private static Deal with(Deal deal, StageRef stage, StageKind kind, EmployeeId responsible) {
        return new Deal(
                deal.id(),
                deal.name(),
                stage,
                kind,
                responsible,
                deal.contacts(),
                null,
                deal.createdAt(),
                deal.closedAt());
    }

    DealId open(ContactId contact, @Nullable EmployeeId responsible, StageRef stage, StageKind kind) {
        var id = new DealId("d" + (deals.size() + 1));
        var now = World.START.plusMillis(world.stage.now());
        put(new Deal(id, "", stage, kind, responsible, List.of(contact), null, now, null));
        return id;
    }

    ContactId add(String name, @Nullable EmployeeId responsible, List<MessengerAddress> addresses) {
        var id = new ContactId("c" + (contacts.size() + 1));
        put(new Contact(id, name, responsible, List.of(), addresses, World.START.plusMillis(world.stage.now())));
        return id;
    }

    /// Somebody accepts a lead in the CRM itself.
    void takeByHand(DealId id, EmployeeId by) {
        var deal = Objects.requireNonNull(deals.get(id.value()));
        put(with(deal, Office.STAGE, StageKind.OPEN, by));
        var contact = contactOf(deal.contacts().getFirst().value());
        if (contact.responsible() == null) {
            put(with(contact, by));
        }
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, true, true, 1_000);
    }

    @Override
    public Catalogue catalogue() {
        return world.office.catalogue();
    }

    @Override
    public List<Contact> findByPhone(Phone phone) {
        return List.of();
    }

    @Override
    public List<Contact> findByAddress(ChatType network, String id, @Nullable String username) {
        return call(
                "find " + id,
                () -> contacts.values().stream()
                        .filter(one -> one.addresses().stream()
                                .anyMatch(held -> held.id().equals(id)))
                        .toList());
    }

    @Override
    public Found<Contact> contact(ContactId id) {
        return call("contact " + id, () -> new Found.Present<>(contactOf(id.value())));
    }

    @Override
    public Found<Deal> deal(DealId id) {
        return call("deal " + id, () -> new Found.Present<>(Objects.requireNonNull(deals.get(id.value()))));
    }

    @Override
    public List<Deal> deals(ContactId contact) {
        return call(
                "deals of " + contact,
                () -> deals.values().stream()
                        .filter(deal -> deal.contacts().contains(contact))
                        .toList()
                        .reversed());
    }

    @Override
    public ContactId createContact(NewContact contact, String key) {
        return call(
                "create contact " + key,
                () -> once(key, () -> add(contact.name(), contact.responsible(), contact.addresses())));
    }

    @Override
    public void addAddress(ContactId contact, MessengerAddress address) {
        call("address of " + contact, () -> {
            var known = contactOf(contact.value());
            var all = new ArrayList<>(known.addresses());
            all.add(address);
            put(new Contact(contact, known.name(), known.responsible(), List.of(), all, known.updatedAt()));
            return true;
        });
    }

    @Override
    public DealId createDeal(NewDeal deal, String key) {
        return call(
                "create deal " + key,
                () -> once(
                        key,
                        () -> ours(open(
                                deal.contact(),
                                deal.responsible(),
                                Objects.requireNonNull(deal.stage()),
                                StageKind.OPEN))));
    }

    private DealId ours(DealId id) {
        ours.put(id.value(), id);
        return id;
    }

    @Override
    public Lead createLead(NewContact contact, PipelineId pipeline, String name, String key) {
        return call(
                "create lead and contact " + key,
                () -> once(key, () -> {
                    var who = add(contact.name(), null, contact.addresses());
                    return new Lead(who, ours(open(who, null, Office.UNSORTED, StageKind.UNSORTED)));
                }));
    }

    @Override
    public DealId createLead(ContactId contact, PipelineId pipeline, String name, String key) {
        return call(
                "create lead " + key,
                () -> this.<Lead>once(
                                key,
                                () -> new Lead(contact, ours(open(contact, null, Office.UNSORTED, StageKind.UNSORTED))))
                        .deal());
    }

    @Override
    public Acceptance acceptLead(DealId lead, EmployeeId employee, @Nullable StageRef stage) {
        return call("accept " + lead + " for " + employee, () -> {
            var deal = deals.get(lead.value());
            if (deal == null || deal.responsible() == null && deal.kind() != StageKind.UNSORTED) {
                return new Acceptance.Gone();
            }
            if (deal.responsible() != null) {
                return deal.responsible().equals(employee)
                        ? new Acceptance.Won(lead)
                        : new Acceptance.TakenBy(deal.responsible());
            }
            takeByHand(lead, employee);
            return new Acceptance.Won(lead);
        });
    }

    @Override
    public void setResponsible(ContactId contact, EmployeeId employee) {
        call(contact + " to " + employee, () -> {
            put(with(contactOf(contact.value()), employee));
            return true;
        });
    }

    @Override
    public void setResponsible(DealId id, EmployeeId employee) {
        call(id + " to " + employee, () -> {
            var deal = Objects.requireNonNull(deals.get(id.value()));
            put(with(deal, deal.stage(), deal.kind(), employee));
            return true;
        });
    }

    @Override
    public void addNote(NoteTarget target, Note note, String key) {
        call("note " + key + " \"" + note.text() + "\"", () -> {
            if (timeline.putIfAbsent(key, note.text()) == null) {
                written.add(note.text());
            }
            return true;
        });
    }

    @Override
    public Changes changesSince(long cursor, int limit) {
        return new Changes(List.of(), cursor);
    }

    @Override
    public Links links() {
        throw new UnsupportedOperationException("nobody opens pages here");
    }
}
