package parley.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChatId;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.IntegrationId;
import parley.chat.Chat;
import parley.chat.ChatsOf;
import parley.chat.News;
import parley.chat.Standing;
import parley.crm.Crm;
import parley.crm.CrmTrouble;
import parley.platform.Failpoint;
import parley.platform.Job;
import parley.platform.JobHandler;
import parley.platform.JobResult;
import parley.platform.NewJob;
import parley.settings.Crms;
import parley.settings.Integrations.OfAccount;
import parley.settings.SettingsDesk.Agreed;

/// What was changed in the CRM itself: read again and shown to whom it concerns (R23, R26).
public final class CrmChanges implements JobHandler {

    public static final String KIND = "crm.sync";

    static final String LANE = "crm";

    private static final int TRIES = 10;

    /// The payload: records that have changed in any way.
    ///
    /// @param chats whose clients are to be looked for, whatever has changed; absent where none is
    /// @param heard the integration of whose records hooks have told: they lie in {@link Heard}; absent for others
    record Order(
            List<ContactId> contacts,
            List<DealId> deals,
            @Nullable List<ChatId> chats,
            @Nullable Long heard) {}

    private final Heard heard = new Heard();
    private final Surroundings with;

    public CrmChanges(Surroundings with) {
        this.with = with;
    }

    /// @param cursor where these changes begin: it names the job, so that two who have read them ask once
    static NewJob of(OfAccount of, long cursor, List<Crm.Change> changes) {
        var contacts = new LinkedHashSet<ContactId>();
        var deals = new LinkedHashSet<DealId>();
        for (var change : changes) {
            switch (change) {
                case Crm.Change.OfContact(var contact) -> contacts.add(contact);
                case Crm.Change.OfDeal(var deal, var members) -> {
                    deals.add(deal);
                    contacts.addAll(members);
                }
                case Crm.Change.OfCatalogue() -> {
                    // Appears in the settings when they are refreshed (R8).
                }
            }
        }
        var key = of.integration().id() + ":" + cursor;
        var order = new Order(List.copyOf(contacts), List.copyOf(deals), null, null);
        return new NewJob(of.account(), KIND, key, LANE, order);
    }

    /// What hooks have told of is looked at, all of it at once.
    ///
    /// @param due not before then: more may be told of until it begins
    static NewJob heard(AccountId account, IntegrationId integration, String key, Instant due) {
        var order = new Order(List.of(), List.of(), null, integration.value());
        return new NewJob(account, KIND, key, LANE, order, due);
    }

    /// A decision is written: whoever has changed something in the CRM since that was asked was not heard, for the chat
    /// did not belong to the contact yet (R22, R26).
    static NewJob after(Chat chat, @Nullable ContactId contact, long decision) {
        var order = contact == null
                ? new Order(List.of(), List.of(), List.of(chat.id()), null)
                : new Order(List.of(contact), List.of(), null, null);
        return new NewJob(chat.account(), KIND, "decision:" + decision, LANE, order);
    }

    @Override
    public JobResult run(Job job) {
        var line = with.crms().of(job.account()).orElse(null);
        if (line == null) {
            return JobResult.done();
        }
        var order = job.payload(Order.class);
        try {
            if (order.heard() != null) {
                return order.heard() == line.integration().value() ? lookAtHeard(job, line) : JobResult.done();
            }
            // A hook may tell of a deal and not of those to whom it belongs; a poll names them.
            var unnamed = order.contacts().isEmpty() ? order.deals() : List.<DealId>of();
            var contacts = new LinkedHashSet<>(order.contacts());
            contacts.addAll(candidates(job.account(), line.crm(), order));
            lookAt(job.account(), line.crm(), new Heard.Records(contacts, order.deals(), unnamed));
            return JobResult.done();
        } catch (CrmTrouble trouble) {
            return Troubles.answer(job, trouble);
        }
    }

    private JobResult lookAtHeard(Job job, Crms.Line line) {
        var account = job.account();
        var hints = with.database().read(tx -> heard.next(tx, account, line.integration()));
        lookAt(account, line.crm(), Heard.Records.of(hints));
        return JobResult.done(tx -> {
            heard.lookedAt(tx, account, line.integration(), hints);
            if (hints.size() == Heard.MOST) {
                var rest = heard(
                        account,
                        line.integration(),
                        "rest:" + job.id(),
                        with.clock().instant());
                with.jobs().enqueueUnlessWaiting(tx, List.of(rest));
            }
        });
    }

    private void lookAt(AccountId account, Crm crm, Heard.Records records) {
        var contacts = new LinkedHashSet<>(records.contacts());
        // A deal that is gone, or belongs to somebody else now, does not name those to whom it belonged.
        contacts.addAll(
                with.database().read(tx -> with.room().chatsOf().contactsOfDeals(tx, account, records.deals())));
        records.unnamed().stream()
                .flatMap(deal -> crm.deal(deal).present().stream())
                .forEach(deal -> contacts.addAll(deal.contacts()));
        concerned(account, crm, contacts).forEach(contact -> reread(account, crm, contact));
    }

    private List<ContactId> candidates(AccountId account, Crm crm, Order order) {
        var agreed = with.desk().current(account).orElse(null);
        var ids = order.chats();
        if (agreed == null || ids == null) {
            return List.of();
        }
        var chats = with.database().read(tx -> with.room().chats().find(tx, account, ids));
        var clients = new Clients(crm, Intake.reading(agreed));
        return chats.stream().flatMap(chat -> clients.candidates(chat).stream()).toList();
    }

    /// An import of many thousand contacts concerns few chats: those that have a contact already, and those of clients
    /// who are not recognised yet. Where these are fewer than the contacts, the CRM is asked who they are.
    private Set<ContactId> concerned(AccountId account, Crm crm, Set<ContactId> contacts) {
        var unknown = with.database()
                .read(tx -> with.room()
                        .chats()
                        .find(tx, account, with.room().chatsOf().unrecognised(tx, account)));
        var agreed = with.desk().current(account).orElse(null);
        if (agreed == null || unknown.size() >= Math.min(contacts.size(), ChatsOf.MOST)) {
            return contacts;
        }
        var clients = new Clients(crm, Intake.reading(agreed));
        var concerned = new LinkedHashSet<ContactId>();
        unknown.forEach(chat -> concerned.addAll(clients.candidates(chat)));
        concerned.retainAll(contacts);
        concerned.addAll(with.database().read(tx -> with.room().chatsOf().withChats(tx, account, contacts)));
        return concerned;
    }

    /// Brings all chats of a contact to what the CRM says of it now; new clients who are this contact, too.
    void reread(AccountId account, Crm crm, ContactId contact) {
        for (int tries = 1; ; tries++) {
            var agreed = with.desk().current(account).orElse(null);
            var chats = with.database().read(tx -> affected(tx, account, contact));
            if (agreed == null || chats.isEmpty() && !anybodyNew(account)) {
                return;
            }
            var clients = new Clients(crm, Intake.reading(agreed));
            var now = clients.gather(contact);
            Failpoint.CHANGES_GATHERED.hit();
            var last = tries == TRIES;
            if (with.database()
                    .inTransaction(tx ->
                            write(tx, account, agreed, now, recognised(tx, account, clients, now, chats), last))) {
                return;
            }
        }
    }

    private boolean anybodyNew(AccountId account) {
        return with.database().read(tx -> with.room().chatsOf().anyNewClient(tx, account));
    }

    /// How a chat stood before the CRM was asked. A decision that was carried out meanwhile may leave all else as it
    /// was.
    private record Before(Standing standing, @Nullable Long pending) {

        static Before of(Chat chat) {
            return new Before(Standing.of(chat), chat.pending());
        }
    }

    private Map<ChatId, Before> affected(Handle tx, AccountId account, ContactId contact) {
        var ids = with.room().chatsOf().contact(tx, account, contact);
        return with.room().chats().find(tx, account, ids).stream().collect(Collectors.toMap(Chat::id, Before::of));
    }

    private Map<ChatId, Before> recognised(
            Handle tx, AccountId account, Clients clients, Gathered now, Map<ChatId, Before> chats) {
        var all = new TreeMap<ChatId, Before>(java.util.Comparator.comparing(ChatId::value));
        all.putAll(chats);
        var contact = now.contact();
        if (contact != null) {
            var ids = with.room().chatsOf().newClients(tx, account, contact.addresses(), clients.numbers(contact));
            with.room().chats().find(tx, account, ids).forEach(chat -> all.putIfAbsent(chat.id(), Before.of(chat)));
        }
        return all;
    }

    /// Answers `false`, with nothing written, when a chat has changed since the CRM was asked: what it said may be
    /// older.
    private boolean write(
            Handle tx, AccountId account, Agreed agreed, Gathered now, Map<ChatId, Before> chats, boolean last) {
        var locked = new ArrayList<Chat>();
        for (var id : chats.keySet()) {
            with.room().chats().lock(tx, account, id).ifPresent(locked::add);
        }
        if (!last && locked.stream().anyMatch(chat -> !Before.of(chat).equals(chats.get(chat.id())))) {
            return false;
        }
        var news = new News(account);
        var ledger = StoredLedger.of(tx, account, with);
        locked.forEach(chat -> Settling.changed(ledger, chat, agreed, now, news));
        news.publish(tx, with.room().feed());
        return true;
    }
}
