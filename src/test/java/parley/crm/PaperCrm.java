package parley.crm;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parley.base.ChatType;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.Phone;
import parley.base.PipelineId;
import parley.base.StageRef;
import parley.rules.StageKind;

/// A CRM on paper: one drawer of cards, one pipeline, and a switch that takes it away.
public final class PaperCrm extends PaperDrawer implements Crm, CrmType {

    private final Map<String, String> keys = new LinkedHashMap<>();
    private final Map<String, NoteOf> notes = new LinkedHashMap<>();

    public record NoteOf(NoteTarget target, Note note) {}

    public PaperCrm(InstantSource clock, String... people) {
        super(clock, people);
    }

    @Override
    public String type() {
        return "builtin";
    }

    @Override
    public Map<String, String> name() {
        return Map.of("ru", "Бумажная CRM", "en", "Paper CRM");
    }

    @Override
    public Crm open(CrmConfig config, CrmTools tools) {
        return this;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, true, true, 30_000);
    }

    @Override
    public synchronized Catalogue catalogue() {
        answer();
        var people = employees.entrySet().stream()
                .map(one ->
                        new Catalogue.Employee(new EmployeeId(one.getKey()), name(one.getKey()), null, one.getValue()))
                .toList();
        var stages = List.of(
                stage(UNSORTED, StageKind.UNSORTED),
                stage(NEW, StageKind.OPEN),
                stage(TALKS, StageKind.OPEN),
                stage(WON, StageKind.WON),
                stage(LOST, StageKind.LOST));
        return new Catalogue(people, List.of(new Catalogue.Pipeline(SALES, "Sales", stages)));
    }

    private static String name(String id) {
        return Character.toUpperCase(id.charAt(0)) + id.substring(1);
    }

    private static Catalogue.Stage stage(StageRef stage, StageKind kind) {
        return new Catalogue.Stage(stage.stage(), stage.stage().value(), kind, null);
    }

    /// Fuzzy, as some are: whoever shares the last seven digits.
    @Override
    public synchronized List<Contact> findByPhone(Phone phone) {
        answer();
        var end = phone.value().substring(phone.value().length() - 7);
        return contacts.values().stream()
                .filter(contact -> contact.phones().stream()
                        .anyMatch(held -> held.replaceAll("\\D", "").endsWith(end)))
                .toList();
    }

    @Override
    public synchronized List<Contact> findByAddress(ChatType network, String id, @Nullable String username) {
        answer();
        return contacts.values().stream()
                .filter(contact -> contact.addresses().stream()
                        .anyMatch(one -> one.network().equals(network)
                                && (one.id().equals(id)
                                        || username != null && username.equalsIgnoreCase(one.username()))))
                .toList();
    }

    @Override
    public synchronized Found<Contact> contact(ContactId id) {
        answer();
        var contact = contacts.get(id.value());
        return contact == null ? new Found.Gone<>(merged.get(id.value())) : new Found.Present<>(contact);
    }

    @Override
    public synchronized Found<Deal> deal(DealId id) {
        answer();
        var deal = deals.get(id.value());
        return deal == null ? new Found.Gone<>(null) : new Found.Present<>(deal);
    }

    @Override
    public List<Deal> deals(ContactId contact) {
        var found = dealsOf(contact);
        onItsWay();
        return found;
    }

    @Override
    public synchronized ContactId createContact(NewContact contact, String key) {
        answer();
        if (broken.equals("createContact")) {
            throw new IllegalStateException("killed");
        }
        return new ContactId(once(key, () -> {
            var id = Integer.toString(contacts.size() + merged.size() + 1);
            put(new Contact(
                    new ContactId(id),
                    contact.name(),
                    contact.responsible(),
                    contact.phones(),
                    contact.addresses(),
                    clock.instant()));
            entry("contact " + contact.name() + " for " + contact.responsible());
            return id;
        }));
    }

    @Override
    public synchronized void addAddress(ContactId contact, MessengerAddress address) {
        answer();
        var card = present(contact);
        if (card.addresses().stream()
                .noneMatch(one ->
                        one.network().equals(address.network()) && one.id().equals(address.id()))) {
            var all = new ArrayList<>(card.addresses());
            all.add(address);
            put(new Contact(card.id(), card.name(), card.responsible(), card.phones(), all, clock.instant()));
            entry("address " + address.id() + " of " + card.name());
        }
    }

    @Override
    public synchronized DealId createDeal(NewDeal deal, String key) {
        answer();
        mustWork(deal.responsible());
        var stage = Objects.requireNonNull(deal.stage());
        return new DealId(once(key, () -> insert(deal.name(), stage, deal.responsible(), deal.contact())));
    }

    @Override
    public synchronized Lead createLead(NewContact contact, PipelineId pipeline, String name, String key) {
        var id = createContact(contact, key + ":contact");
        return new Lead(id, createLead(id, pipeline, name, key));
    }

    @Override
    public synchronized DealId createLead(ContactId contact, PipelineId pipeline, String name, String key) {
        answer();
        return new DealId(once(key, () -> insert(name, UNSORTED, null, contact)));
    }

    private String insert(String name, StageRef stage, @Nullable EmployeeId responsible, ContactId contact) {
        var id = Integer.toString(deals.size() + 1);
        var members = List.of(present(contact).id());
        put(new Deal(new DealId(id), name, stage, kind(stage), responsible, members, null, clock.instant(), null));
        entry((responsible == null ? "lead " : "deal ") + name + " at " + stage.stage() + " for " + responsible);
        return id;
    }

    @Override
    public synchronized Acceptance acceptLead(DealId lead, EmployeeId employee, @Nullable StageRef stage) {
        answer();
        mustWork(employee);
        var deal = deals.get(lead.value());
        if (deal == null || deal.responsible() == null && deal.kind() != StageKind.UNSORTED) {
            return new Acceptance.Gone();
        }
        if (deal.responsible() != null) {
            return deal.responsible().equals(employee)
                    ? new Acceptance.Won(lead)
                    : new Acceptance.TakenBy(deal.responsible());
        }
        write(deal, stage == null ? NEW : stage, employee);
        entry("accepted " + deal.name() + " for " + employee);
        var contact = present(deal.contacts().getFirst());
        if (contact.responsible() == null) {
            write(contact, employee);
        }
        return new Acceptance.Won(lead);
    }

    @Override
    public synchronized void setResponsible(ContactId contact, EmployeeId employee) {
        answer();
        mustWork(employee);
        write(present(contact), employee);
        entry("contact " + present(contact).name() + " to " + employee);
    }

    @Override
    public synchronized void setResponsible(DealId deal, EmployeeId employee) {
        answer();
        mustWork(employee);
        var card = Objects.requireNonNull(deals.get(deal.value()));
        write(card, card.stage(), employee);
        entry("deal " + card.id() + " to " + employee);
    }

    @Override
    public synchronized void addNote(NoteTarget target, Note note, String key) {
        answer();
        if (notes.putIfAbsent(key, new NoteOf(target, note)) == null) {
            entry("note");
            losesAnswer();
        }
    }

    @Override
    public Duration pollEvery() {
        return pollEvery;
    }

    /// One line each: `contact 7` or `deal 7`; without lines something has changed, and `forged` is nobody's.
    @Override
    public CrmHook.Verdict heard(CrmHook request) {
        var text = new String(request.body(), StandardCharsets.UTF_8);
        return text.startsWith("forged")
                ? new CrmHook.Verdict.Refused()
                : new CrmHook.Verdict.Heard(text.lines().map(PaperDrawer::hint).toList());
    }

    @Override
    public synchronized Changes changesSince(long cursor, int limit) {
        answer();
        looked.incrementAndGet();
        if (silent) {
            return new Changes(List.of(), cursor);
        }
        var upTo = (int) Math.min(changes.size(), cursor + limit);
        return new Changes(List.copyOf(changes.subList((int) cursor, upTo)), upTo);
    }

    @Override
    public Links links() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void listen(Runnable hint) {
        if (wakes) {
            listeners.add(hint);
        }
    }

    /// Notes in the order in which they were written.
    public synchronized List<NoteOf> notes() {
        return List.copyOf(notes.values());
    }

    public synchronized List<String> noteKeys() {
        return List.copyOf(notes.keySet());
    }

    private interface Making {
        String make();
    }

    private String once(String key, Making making) {
        var known = keys.get(key);
        if (known != null) {
            return known;
        }
        var made = making.make();
        keys.put(key, made);
        losesAnswer();
        return made;
    }

    private void mustWork(EmployeeId employee) {
        if (!employees.getOrDefault(employee.value(), false)) {
            throw new CrmTrouble(CrmTrouble.Kind.REFUSED, "no active employee " + employee);
        }
    }
}
