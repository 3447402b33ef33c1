package parley.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChatId;
import parley.base.Phone;
import parley.channel.Channels;
import parley.channel.Connection.StoredEvent;
import parley.chat.Chat;
import parley.chat.ChatsOf;
import parley.chat.News;
import parley.chat.RouteOrder;
import parley.crm.Crm;
import parley.crm.CrmTrouble;
import parley.intake.Deciding.Decided;
import parley.platform.Failpoint;
import parley.platform.Job;
import parley.platform.JobResult;
import parley.platform.Metrics;
import parley.platform.NewJob;
import parley.platform.WorkItem;
import parley.rules.ChatFacts;
import parley.settings.SettingsDesk.Agreed;

/// The heart. What messengers delivered becomes chats and messages; then, for a client whom nobody has yet, it gathers
/// what the CRM knows, decides by the rules, and acts.
///
/// {@link #receive} has all its effects in one transaction and asks nobody. {@link #route} is a job of its own, because
/// CRMs are slow and sometimes away, and chats do not wait for them (R76).
public final class Intake {

    private final Surroundings with;
    private final Arrivals arrivals;
    private final Deciding deciding;
    private final Metrics.Histogram lag;

    /// @param typing told that a client is typing; nothing of it is stored
    public Intake(Surroundings with, BiConsumer<AccountId, ChatId> typing) {
        this.with = with;
        this.arrivals = new Arrivals(with.room(), with.jobs(), typing, with.clock());
        this.deciding = new Deciding(with.metrics());
        this.lag = with.metrics().seconds("parley_intake_lag_seconds", "From being taken in to being worked off");
    }

    /// Works off what messengers delivered: handles work of kind {@link parley.platform.Work#RAW}.
    ///
    /// What a channel delivers that is switched off or that no adapter knows stays where it is, raw. What cannot be
    /// read is thrown out of here: it is put aside with its error, and the others go on.
    public void receive(Handle tx, List<WorkItem> items) {
        var events = new TreeMap<Long, List<Arrivals.Event>>();
        for (var item : items) {
            with.channels()
                    .live(item.account(), item.channel())
                    .filter(live -> live.channel().state() != Channels.State.DISABLED)
                    .ifPresent(live -> events.computeIfAbsent(item.account().value(), _ -> new ArrayList<>())
                            .addAll(read(live, item)));
        }
        var told = new ArrayList<News>();
        events.forEach((account, happened) -> told.add(arrive(tx, new AccountId(account), happened)));
        // Last: it holds the account's row until the commit. In the order of accounts, so that nobody waits in a ring.
        told.forEach(news -> news.publish(tx, with.room().feed()));
        var now = with.clock().instant();
        items.forEach(item -> lag.observe(Duration.between(item.at(), now).toNanos() / 1e9));
    }

    private List<Arrivals.Event> read(Channels.Live live, WorkItem item) {
        with.channels().sawIn(item.account(), item.channel());
        var at = new Arrivals.Place(item.account(), item.channel(), item.id());
        return live.connection().read(new StoredEvent(item.at(), item.headers(), item.body())).stream()
                .map(inbound -> new Arrivals.Event(at, inbound))
                .toList();
    }

    private News arrive(Handle tx, AccountId account, List<Arrivals.Event> events) {
        var news = new News(account);
        var written = arrivals.arrive(tx, account, events, news);
        if (!written.isEmpty()) {
            with.desk().agreed(tx, account).ifPresent(agreed -> askForRouting(tx, agreed, account, written));
        }
        return news;
    }

    /// Once for all messages that a chat has got in this transaction (R30). Most are of clients whom somebody has; only
    /// the others are looked at again, as they are by now.
    private void askForRouting(Handle tx, Agreed agreed, AccountId account, List<Chat> written) {
        var due = written.stream()
                .filter(chat -> Deciding.isDue(chat, agreed))
                .map(Chat::id)
                .toList();
        if (due.isEmpty()) {
            return;
        }
        var orders = new ArrayList<NewJob>();
        for (var chat : with.room().chats().find(tx, account, due)) {
            if (chat.client() == ChatFacts.Client.WAITING && chat.pending() == null) {
                // Others may have waited longer (R32).
                Distribution.ask(tx, with.jobs(), account);
            } else {
                orders.add(RouteOrder.of(chat, Long.toString(chat.seq())));
            }
        }
        with.jobs().enqueueUnlessWaiting(tx, orders);
        with.jobs()
                .hurry(tx, account, orders.stream().map(NewJob::lane).collect(Collectors.toSet()), Deciding.ELSEWHERE);
    }

    /// Gathers, decides, acts: handles jobs of kind {@link RouteOrder#KIND}. May be cut off anywhere and done again.
    public JobResult route(Job job) {
        var line = with.crms().of(job.account()).orElse(null);
        if (line == null) {
            return JobResult.done();
        }
        try {
            return route(job, line.crm());
        } catch (CrmTrouble trouble) {
            return Troubles.answer(job, trouble);
        }
    }

    private JobResult route(Job job, Crm crm) {
        var account = job.account();
        var chat = job.payload(RouteOrder.class).chat();
        var known = gather(account, chat, crm);
        if (known == null) {
            return JobResult.done();
        }
        Failpoint.ROUTE_GATHERED.hit();
        return switch (decide(job, chat, known)) {
            case Decided.ToDo toDo -> act(crm, toDo, known);
            // What it waits for may lie behind this job in its lane, which must not keep it from getting on.
            case Decided.LookAgain() -> JobResult.behind("changed meanwhile");
            case Decided.Elsewhere() -> JobResult.behind(Deciding.ELSEWHERE);
            case Decided.Settled(), Decided.Outdated() -> JobResult.done();
        };
    }

    Deciding deciding() {
        return deciding;
    }

    /// What the CRM knows of the client; absent when there is nothing to decide or to do.
    @Nullable
    Gathered gather(AccountId account, ChatId id, Crm crm) {
        record Question(Chat chat, List<ChatsOf.Sibling> siblings, Agreed agreed) {}
        var question = with.database().read(tx -> {
            var chat = with.room().chats().find(tx, account, id).orElse(null);
            var agreed = with.desk().current(tx, account).orElse(null);
            return chat == null || agreed == null
                    ? null
                    : new Question(chat, with.room().chatsOf().siblings(tx, chat), agreed);
        });
        if (question == null || !Deciding.concerns(question.chat(), question.agreed())) {
            return null;
        }
        return new Clients(crm, reading(question.agreed())).gather(question.chat(), question.siblings());
    }

    static Phone.Reading reading(Agreed agreed) {
        return agreed.settings().eightIsSeven() ? Phone.Reading.EIGHT_IS_RUSSIA : Phone.Reading.AS_TYPED;
    }

    /// Stored before it is acted upon, and never decided twice (R80). Whoever has lost the job decides nothing: nobody
    /// would carry it out after him.
    private Decided decide(Job job, ChatId chat, Gathered known) {
        var account = job.account();
        return with.database().inTransaction(tx -> {
            if (!with.jobs().isCurrent(tx, job)) {
                return new Decided.Settled();
            }
            var news = new News(account);
            var decided = deciding.decide(StoredLedger.of(tx, account, with), chat, known, null, news);
            news.publish(tx, with.room().feed());
            return decided;
        });
    }

    /// In the CRM first; then what the CRM says after it is written into the chat, together with the end of the job.
    private JobResult act(Crm crm, Decided.ToDo toDo, Gathered known) {
        Failpoint.ROUTE_DECIDED.hit();
        var account = toDo.chat().account();
        var agreed = with.desk().current(account).orElseThrow();
        var done = Handover.carryOut(crm, agreed, toDo.chat(), toDo.decision(), known);
        Failpoint.ROUTE_CARRIED_OUT.hit();
        var now = done.contact() == null ? known : new Clients(crm, reading(agreed)).gather(done.contact());
        return JobResult.done(tx -> {
            var news = new News(account);
            var outcome = new Settling.Outcome(toDo.chat(), toDo.decision(), done, now);
            Settling.carriedOut(StoredLedger.of(tx, account, with), outcome, agreed, news);
            news.publish(tx, with.room().feed());
        });
    }
}
