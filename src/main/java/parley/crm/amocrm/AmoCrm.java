package parley.crm.amocrm;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.base.ChatType;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.Phone;
import parley.base.PipelineId;
import parley.base.StageRef;
import parley.crm.Cards;
import parley.crm.Catalogue;
import parley.crm.Contact;
import parley.crm.Crm;
import parley.crm.CrmHook;
import parley.crm.CrmTrouble;
import parley.crm.Deal;
import parley.crm.MessengerAddress;
import parley.crm.NewContact;
import parley.crm.NewDeal;

/// One account of amoCRM or Kommo.
final class AmoCrm implements Crm {

    /// How much a note holds is written nowhere.
    private static final int NOTE_MAX_LENGTH = 4_000;

    private static final Duration WITH_WEBHOOKS = Duration.ofMinutes(1);
    private static final Duration WITHOUT = Duration.ofSeconds(10);

    private final Caller caller;
    private final Site site;
    private final Account account = new Account();
    private final Contacts contacts = new Contacts(account);
    private final Deals deals = new Deals(account);
    private final Once once;
    private final IncomingLeads leads;
    private final News news;
    private final Subscription subscription;
    private final Cards cards;

    /// Where the two ends are.
    ///
    /// @param owner tells this integration from others that work in the same account
    /// @param address of the account
    /// @param hub our own
    /// @param hook our own address for its webhooks
    /// @param name of the program, as people call it
    /// @param widget whose tokens are taken in the account's cards
    record Site(String owner, URI address, URI hub, URI hook, String name, WidgetToken.Expected widget) {}

    AmoCrm(Caller caller, Site site, InstantSource clock, LongSupplier nanos) {
        this.caller = caller;
        this.site = site;
        this.once = new Once(nanos);
        this.leads = new IncomingLeads(account, deals, clock, site.hub().toString());
        this.news = new News(deals, clock);
        this.subscription = new Subscription(site.hook(), clock);
        this.cards = new AmoCards(site.name(), site.address(), site.widget(), line(Urgency.CLAIM), clock);
    }

    private Line line(Urgency urgency) {
        return new Line(caller, urgency);
    }

    private String mark(String key) {
        return Mark.of(site.owner(), key);
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, true, true, NOTE_MAX_LENGTH);
    }

    @Override
    public Catalogue catalogue() {
        return account.catalogue(line(Urgency.SWEEP));
    }

    @Override
    public List<Contact> findByPhone(Phone phone) {
        return contacts.byPhone(line(Urgency.CREATION), phone);
    }

    @Override
    public List<Contact> findByAddress(ChatType network, String id, @Nullable String username) {
        return contacts.byAddress(line(Urgency.CREATION), network, id, username);
    }

    /// Where a merged contact is now amoCRM does not tell.
    @Override
    public Found<Contact> contact(ContactId id) {
        var line = line(Urgency.READING);
        return contacts.find(line, id)
                .<Found<Contact>>map(said -> new Found.Present<>(contacts.read(line, said)))
                .orElseGet(() -> new Found.Gone<>(null));
    }

    @Override
    public Found<Deal> deal(DealId id) {
        var line = line(Urgency.READING);
        return deals.find(line, id)
                .<Found<Deal>>map(said -> new Found.Present<>(deals.read(line, said)))
                .orElseGet(() -> new Found.Gone<>(null));
    }

    @Override
    public List<Deal> deals(ContactId contact) {
        var line = line(Urgency.READING);
        return contacts.find(line, contact)
                .map(said -> deals.last(line, Deals.of(said)))
                .orElse(List.of());
    }

    @Override
    public ContactId createContact(NewContact contact, String key) {
        var line = line(Urgency.CREATION);
        var mark = mark(key);
        return new ContactId(
                once.make(mark, () -> contacts.byMark(line, mark), () -> contacts.create(line, contact, mark)));
    }

    @Override
    public void addAddress(ContactId contact, MessengerAddress address) {
        once.alone("contact " + contact, () -> contacts.add(line(Urgency.CREATION), contact, address));
    }

    @Override
    public DealId createDeal(NewDeal deal, String key) {
        var line = line(deal.wish() == Wish.EMPLOYEE ? Urgency.CLAIM : Urgency.CREATION);
        var mark = mark(key);
        return new DealId(once.make(mark, () -> deals.byMark(line, mark), () -> deals.create(line, deal, mark)));
    }

    @Override
    public Lead createLead(NewContact contact, PipelineId pipeline, String name, String key) {
        var line = line(Urgency.CREATION);
        var mark = mark(key);
        var lead = once.make(
                mark,
                () -> leads.byMark(line, pipeline, mark),
                () -> leads.create(line, pipeline, name, contacts.card(line, contact, mark), mark));
        return leads.whole(line, lead);
    }

    @Override
    public DealId createLead(ContactId contact, PipelineId pipeline, String name, String key) {
        var line = line(Urgency.CREATION);
        var mark = mark(key);
        var known = Map.<String, Object>of("id", Ids.number(contact.value()));
        var lead = new DealId(once.make(
                mark, () -> leads.byMark(line, pipeline, mark), () -> leads.create(line, pipeline, name, known, mark)));
        leads.link(line, lead, contact);
        return lead;
    }

    @Override
    public Acceptance acceptLead(DealId lead, EmployeeId employee, @Nullable StageRef stage) {
        return once.alone("lead " + lead, () -> leads.accept(line(Urgency.CLAIM), lead, employee, stage));
    }

    @Override
    public void setResponsible(ContactId contact, EmployeeId employee) {
        once.alone("contact " + contact, () -> contacts.give(line(Urgency.CLAIM), contact, employee));
    }

    @Override
    public void setResponsible(DealId deal, EmployeeId employee) {
        deals.give(line(Urgency.CLAIM), deal, employee);
    }

    /// Into the deal's timeline and the contact's, each once.
    @Override
    public void addNote(NoteTarget target, Note note, String key) {
        var cards = Stream.of(
                        target.deal() == null ? null : "/leads/" + target.deal(),
                        target.contact() == null ? null : "/contacts/" + target.contact())
                .flatMap(Stream::ofNullable)
                .toList();
        var mark = mark(key);
        var written = once.alone(
                mark,
                () -> cards.stream()
                        .filter(card -> Notes.write(line(Urgency.NOTE), card, note, mark))
                        .count());
        if (written == 0) {
            throw new CrmTrouble(CrmTrouble.Kind.GONE, "there is nothing to write the note to");
        }
    }

    @Override
    public Changes changesSince(long cursor, int limit) {
        var line = line(Urgency.SWEEP);
        subscription.keep(line);
        return news.since(line, cursor, limit);
    }

    @Override
    public Duration pollEvery() {
        return subscription.heard() ? WITH_WEBHOOKS : WITHOUT;
    }

    @Override
    public CrmHook.Verdict heard(CrmHook request) {
        return HookReading.read(request);
    }

    @Override
    public Cards cards() {
        return cards;
    }

    @Override
    public Links links() {
        return new AmoLinks(site.address());
    }
}
