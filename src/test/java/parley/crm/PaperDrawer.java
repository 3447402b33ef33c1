package parley.crm;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.PipelineId;
import parley.base.StageId;
import parley.base.StageRef;
import parley.rules.StageKind;

/// The cards of a CRM on paper, and what people do with them in the CRM itself.
public abstract class PaperDrawer {

    public static final PipelineId SALES = new PipelineId("sales");
    public static final StageRef UNSORTED = stage("unsorted");
    public static final StageRef NEW = stage("new");
    public static final StageRef TALKS = stage("talks");
    public static final StageRef WON = stage("won");
    public static final StageRef LOST = stage("lost");

    /// How often it may be asked for changes.
    public volatile Duration pollEvery = Duration.ofMillis(200);

    /// Whether it calls when something has changed; else somebody has to ask.
    public volatile boolean wakes = true;

    /// What was written, in order: `contact anna for tony`, `deal Anna · Shop for tony`, …
    public final List<String> log = new CopyOnWriteArrayList<>();

    /// Who works there, and who has left.
    public final Map<String, Boolean> employees = new LinkedHashMap<>();

    final InstantSource clock;
    private volatile @Nullable CrmTrouble trouble;
    private volatile Predicate<String> breaksAfter = _ -> false;
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    private final AtomicLong asked = new AtomicLong();
    final AtomicLong looked = new AtomicLong();
    volatile String broken = "";

    volatile boolean silent;
    final Map<String, Contact> contacts = new LinkedHashMap<>();
    final Map<String, String> merged = new LinkedHashMap<>();
    final Map<String, Deal> deals = new LinkedHashMap<>();
    final List<Crm.Change> changes = new ArrayList<>();
    final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    PaperDrawer(InstantSource clock, String... people) {
        this.clock = clock;
        for (var person : people) {
            employees.put(person, true);
        }
    }

    public static StageRef stage(String id) {
        return new StageRef(SALES, new StageId(id));
    }

    static StageKind kind(StageRef stage) {
        return switch (stage.stage().value()) {
            case "unsorted" -> StageKind.UNSORTED;
            case "won" -> StageKind.WON;
            case "lost" -> StageKind.LOST;
            default -> StageKind.OPEN;
        };
    }

    public synchronized List<Contact> contacts() {
        return List.copyOf(contacts.values());
    }

    public synchronized List<Deal> deals() {
        return List.copyOf(deals.values());
    }

    /// Nobody hears of what changes meanwhile until it is over.
    public void silently(Runnable what) {
        silent = true;
        what.run();
        silent = false;
    }

    /// How many there have been.
    public synchronized int changes() {
        return changes.size();
    }

    /// Somebody does it in the CRM itself.
    public synchronized ContactId typesContact(String name, @Nullable String responsible, String... phones) {
        var id = new ContactId(Integer.toString(contacts.size() + merged.size() + 1));
        put(new Contact(id, name, employee(responsible), List.of(phones), List.of(), clock.instant()));
        return id;
    }

    public synchronized DealId typesDeal(ContactId contact, StageRef stage, @Nullable String responsible) {
        var id = new DealId(Integer.toString(deals.size() + 1));
        var closedAt = kind(stage).closed() ? clock.instant() : null;
        put(new Deal(
                id,
                "Deal " + id,
                stage,
                kind(stage),
                employee(responsible),
                List.of(contact),
                null,
                clock.instant(),
                closedAt));
        return id;
    }

    public synchronized void gives(ContactId contact, @Nullable String responsible) {
        write(present(contact), employee(responsible));
    }

    public synchronized void moves(DealId deal, StageRef stage, @Nullable String responsible) {
        write(Objects.requireNonNull(deals.get(deal.value())), stage, employee(responsible));
    }

    public synchronized void addsAddress(ContactId contact, MessengerAddress address) {
        var card = present(contact);
        put(new Contact(card.id(), card.name(), card.responsible(), card.phones(), List.of(address), clock.instant()));
    }

    public synchronized void deletes(ContactId contact) {
        contacts.remove(contact.value());
        merged.put(contact.value(), null);
        heard(new Crm.Change.OfContact(contact));
    }

    public synchronized void merges(ContactId stays, ContactId goes) {
        var old = present(goes);
        var card = present(stays);
        var phones = new ArrayList<>(card.phones());
        phones.addAll(old.phones());
        var addresses = new ArrayList<>(card.addresses());
        addresses.addAll(old.addresses());
        put(new Contact(card.id(), card.name(), card.responsible(), phones, addresses, clock.instant()));
        contacts.remove(goes.value());
        merged.put(goes.value(), stays.value());
        heard(new Crm.Change.OfContact(goes));
        for (var deal : List.copyOf(deals.values())) {
            if (deal.contacts().contains(goes)) {
                put(new Deal(
                        deal.id(),
                        deal.name(),
                        deal.stage(),
                        deal.kind(),
                        deal.responsible(),
                        List.of(stays),
                        null,
                        deal.createdAt(),
                        deal.closedAt()));
            }
        }
    }

    static @Nullable EmployeeId employee(@Nullable String id) {
        return id == null ? null : new EmployeeId(id);
    }

    Contact present(ContactId contact) {
        var card = contacts.get(contact.value());
        if (card == null) {
            throw new CrmTrouble(CrmTrouble.Kind.GONE, "no contact " + contact);
        }
        return card;
    }

    void write(Contact card, @Nullable EmployeeId responsible) {
        put(new Contact(card.id(), card.name(), responsible, card.phones(), card.addresses(), clock.instant()));
    }

    void write(Deal card, StageRef stage, @Nullable EmployeeId responsible) {
        Instant closedAt = kind(stage).closed() ? clock.instant() : null;
        put(new Deal(
                card.id(),
                card.name(),
                stage,
                kind(stage),
                responsible,
                card.contacts(),
                card.amount(),
                card.createdAt(),
                closedAt));
    }

    void put(Contact card) {
        contacts.put(card.id().value(), card);
        heard(new Crm.Change.OfContact(card.id()));
    }

    void put(Deal card) {
        deals.put(card.id().value(), card);
        heard(new Crm.Change.OfDeal(card.id(), card.contacts()));
    }

    void heard(Crm.Change change) {
        changes.add(change);
        listeners.forEach(Runnable::run);
    }

    void entry(String what) {
        log.add(what);
    }

    static Crm.Change hint(String line) {
        var id = line.substring(line.indexOf(' ') + 1);
        return line.startsWith("deal")
                ? new Crm.Change.OfDeal(new DealId(id), List.of())
                : new Crm.Change.OfContact(new ContactId(id));
    }

    /// From now on it answers nothing but this; with nothing it is back.
    public void trouble(CrmTrouble.@Nullable Kind kind) {
        trouble = kind == null ? null : new CrmTrouble(kind, "on paper", Duration.ofMillis(20));
    }

    public void goesAway(CrmTrouble why) {
        trouble = why;
    }

    public void comesBack() {
        trouble = null;
    }

    /// The next call of this method, and all after it, break down; none does with an empty name.
    public void breaksDownAt(String method) {
        broken = method;
    }

    public boolean isAway() {
        return trouble != null;
    }

    /// Does what is asked and then loses its answer, once, for the first entry of the log that fits.
    public void loseAnswerAfter(Predicate<String> entry) {
        breaksAfter = entry;
    }

    /// What happens, once, while the next answer about a contact's deals is on its way: it is old when it arrives.
    public void whileAnAnswerIsOnItsWay(Runnable what) {
        meanwhile.set(what);
    }

    void onItsWay() {
        meanwhile.getAndSet(() -> {}).run();
    }

    synchronized List<Deal> dealsOf(ContactId contact) {
        answer();
        return deals.values().stream()
                .filter(deal -> deal.contacts().contains(contact))
                .toList()
                .reversed();
    }

    void losesAnswer() {
        if (!log.isEmpty() && breaksAfter.test(log.getLast())) {
            breaksAfter = _ -> false;
            throw new CrmTrouble(CrmTrouble.Kind.UNKNOWN_OUTCOME, "the answer is lost", Duration.ofMillis(20));
        }
    }

    /// How many questions and orders it has got.
    public long asked() {
        return asked.get();
    }

    /// How often somebody has asked what has changed.
    public long looked() {
        return looked.get();
    }

    void answer() {
        asked.incrementAndGet();
        var now = trouble;
        if (now != null) {
            throw now;
        }
    }
}
