package parley.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.base.ChatId;
import parley.base.ContactId;
import parley.base.Phone;
import parley.chat.Chat;
import parley.chat.ChatsOf;
import parley.chat.Decisions;
import parley.chat.News;
import parley.chat.RouteOrder;
import parley.chat.Standing;
import parley.crm.CrmTrouble;
import parley.intake.Deciding.Decided;
import parley.platform.Job;
import parley.platform.JobResult;
import parley.platform.Metrics;
import parley.platform.NewJob;
import parley.rules.ChatFacts;
import parley.settings.SettingsDesk.Agreed;
import parley.simulation.Bug;
import parley.simulation.Host;
import parley.simulation.Rows;
import parley.simulation.Rows.ChatRow;
import parley.simulation.Session;
import parley.simulation.World;

/// The way in, over the simulated database: what `Intake`, `Distribution` and `CrmChanges` do around the very same
/// {@link Clients}, {@link Deciding}, {@link Handover} and {@link Settling}.
public final class SimulatedIntake {

    private static final Deciding DECIDING = new Deciding(new Metrics());
    private static final int TRIES = 10;

    private SimulatedIntake() {}

    /// What a job has come to, and what is written down with it.
    public record Routed(JobResult result, Consumer<Session> effect) {

        static Routed of(JobResult result) {
            return new Routed(result, _ -> {});
        }
    }

    /// The client's chat, made if he is new, and locked.
    public static ChatRow open(World world, Session session, long channel, String client) {
        var place = channel + ":" + client;
        if (session.get(world.places, place) == null) {
            long id = world.chats.next();
            if (session.insert(world.places, place, id)) {
                session.insert(world.chats, id, ChatRow.of(id, channel, client));
            }
        }
        var id = Objects.requireNonNull(session.get(world.places, place));
        return Objects.requireNonNull(session.lock(world.chats, id));
    }

    /// What follows a message that was stored.
    public static void appended(World world, Session session, long chat, long message, Host host) {
        SimulatedNotes.add(world, session, chat, message, host.clock());
        var told = new NewJob(Rows.US, "hook", "m" + message, "hook:" + chat, chat + "/" + message);
        world.enqueue(session, told, host.clock());
    }

    public static void askForRouting(World world, Session session, long id, Host host) {
        var chat = Objects.requireNonNull(session.get(world.chats, id)).chat();
        if (!Deciding.isDue(chat, world.agreed(session))) {
            return;
        }
        if (chat.client() == ChatFacts.Client.WAITING && chat.pending() == null) {
            world.askForDistribution(session, host.clock());
        } else {
            var order = RouteOrder.of(chat, Long.toString(chat.seq()));
            world.enqueueUnlessWaiting(session, order, host.clock());
            SimulatedLedger.hurry(world, session, Set.of(order.lane()), host.clock());
        }
    }

    public static Routed route(World world, Host host, Job job) {
        try {
            var chat = job.payload(RouteOrder.class).chat();
            var known = gather(world, chat);
            return known == null ? Routed.of(JobResult.done()) : route(world, host, job, chat, known);
        } catch (CrmTrouble trouble) {
            return Routed.of(Troubles.answer(job, trouble));
        }
    }

    private static Routed route(World world, Host host, Job job, ChatId chat, Gathered known) {
        var decided = world.inTransaction(session -> {
            var row = session.share(world.jobs, job.id());
            if ((row == null || !row.isAttempt(job)) && !world.has(Bug.DECIDED_BY_WHOEVER_WAS_LOST)) {
                return new Decided.Settled();
            }
            var ledger = new SimulatedLedger(world, session, host.clock());
            return DECIDING.decide(ledger, chat, known, null, new News(Rows.US));
        });
        return switch (decided) {
            case Decided.ToDo toDo -> act(world, host, toDo, known);
            case Decided.LookAgain() -> Routed.of(wait(world, "changed meanwhile"));
            case Decided.Elsewhere() -> Routed.of(wait(world, Deciding.ELSEWHERE));
            case Decided.Settled(), Decided.Outdated() -> Routed.of(JobResult.done());
        };
    }

    private static JobResult wait(World world, String why) {
        return world.has(Bug.LOOK_AGAIN_AHEAD) ? JobResult.again(why) : JobResult.behind(why);
    }

    private static Routed act(World world, Host host, Decided.ToDo toDo, Gathered known) {
        var agreed = world.inTransaction(world::agreed);
        var done = Handover.carryOut(world.crm(), agreed, toDo.chat(), toDo.decision(), known);
        var now = done.contact() == null ? known : clients(world, agreed).gather(done.contact());
        return new Routed(JobResult.done(), session -> {
            var outcome = new Settling.Outcome(toDo.chat(), toDo.decision(), done, now);
            Settling.carriedOut(new SimulatedLedger(world, session, host.clock()), outcome, agreed, new News(Rows.US));
        });
    }

    private static Clients clients(World world, Agreed agreed) {
        return new Clients(world.crm(), Intake.reading(agreed));
    }

    private static @Nullable Gathered gather(World world, ChatId id) {
        record Question(Chat chat, List<ChatsOf.Sibling> siblings, Agreed agreed) {}
        var question = world.inTransaction(session -> {
            var ledger = new SimulatedLedger(world, session, World.START);
            var chat = ledger.find(id);
            return new Question(chat, ledger.siblings(chat), world.agreed(session));
        });
        if (!Deciding.concerns(question.chat, question.agreed)) {
            return null;
        }
        return new Clients(world.crm(), Phone.Reading.EIGHT_IS_RUSSIA).gather(question.chat, question.siblings);
    }

    public static Routed distribute(World world, Host host, Job job) {
        var agreed = world.inTransaction(world::agreed);
        try {
            for (var contact : world.inTransaction(session -> ofThoseWhoLeft(world, session, agreed))) {
                reread(world, host, contact);
            }
            return Routed.of(distribute(world, host, agreed));
        } catch (CrmTrouble trouble) {
            return Routed.of(Troubles.answer(job, trouble));
        }
    }

    private static List<ContactId> ofThoseWhoLeft(World world, Session session, Agreed agreed) {
        var left = agreed.staff().left();
        return session
                .all(world.chats, row -> row.standing().responsible().stream().anyMatch(left::contains))
                .stream()
                .map(row -> row.standing().contact())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private static JobResult distribute(World world, Host host, Agreed agreed) {
        var everybody = true;
        for (var chat : world.inTransaction(session -> waiting(world, session))) {
            switch (give(world, host, chat, agreed)) {
                case Decided.LookAgain() -> everybody = false;
                case Decided.Outdated() -> {
                    return JobResult.done();
                }
                case Decided.Settled(), Decided.ToDo _, Decided.Elsewhere() -> {
                    // The next one.
                }
            }
        }
        return everybody ? JobResult.done() : JobResult.again("changed meanwhile");
    }

    /// As `ChatsOf.waiting`.
    private static List<ChatId> waiting(World world, Session session) {
        return session.all(world.chats, row -> row.standing().responsible().isEmpty()).stream()
                .filter(row -> waits(row, world.decisionsOf(session, row.id())))
                .sorted(java.util.Comparator.comparing(ChatRow::arrived).thenComparing(ChatRow::id))
                .map(row -> new ChatId(row.id()))
                .toList();
    }

    private static boolean waits(ChatRow row, List<Decisions.Stored> newestFirst) {
        return row.standing().responsible().isEmpty()
                && (row.standing().client() == ChatFacts.Client.WAITING
                        || row.standing().client() == ChatFacts.Client.KNOWN
                                && row.pending() == null
                                && !newestFirst.isEmpty()
                                && newestFirst.getFirst().kind().equals("wait"));
    }

    /// Whether a client still waits when the play is over.
    public static boolean waits(World world, ChatRow row) {
        return waits(row, world.decisionsOf(row.id()));
    }

    private static Decided give(World world, Host host, ChatId chat, Agreed agreed) {
        var known = gather(world, chat);
        if (known == null) {
            return new Decided.Settled();
        }
        return world.inTransaction(session -> {
            var ledger = new SimulatedLedger(world, session, host.clock());
            var decided = DECIDING.decide(ledger, chat, known, agreed, new News(Rows.US));
            if (decided instanceof Decided.ToDo(var given, var decision)) {
                world.enqueue(session, RouteOrder.of(given, "decision:" + decision.id()), host.clock());
            }
            return decided;
        });
    }

    public static Routed sync(World world, Host host, Job job) {
        try {
            for (var contact : meant(world, job.payload())) {
                reread(world, host, contact);
            }
            return Routed.of(JobResult.done());
        } catch (CrmTrouble trouble) {
            return Routed.of(Troubles.answer(job, trouble));
        }
    }

    private static List<ContactId> meant(World world, String payload) {
        if (!payload.startsWith(SimulatedLedger.CHAT)) {
            return List.of(new ContactId(payload));
        }
        var id = Long.parseLong(payload.substring(SimulatedLedger.CHAT.length()));
        var row = world.inTransaction(session -> Objects.requireNonNull(session.get(world.chats, id)));
        return clients(world, world.inTransaction(world::agreed)).candidates(row.chat());
    }

    /// How a chat stood before the CRM was asked.
    private record Before(Standing standing, @Nullable Long pending) {

        static Before of(ChatRow row) {
            return new Before(Standing.of(row.chat()), row.pending());
        }
    }

    /// As `CrmChanges.reread`.
    private static void reread(World world, Host host, ContactId contact) {
        for (int tries = 1; tries <= TRIES; tries++) {
            var agreed = world.inTransaction(world::agreed);
            var before = world.inTransaction(session -> before(world, session, contact));
            var now = clients(world, agreed).gather(contact);
            var last = tries == TRIES;
            if (world.inTransaction(session -> write(world, session, host, agreed, now, before, last))) {
                return;
            }
        }
    }

    private static Map<Long, Before> before(World world, Session session, ContactId contact) {
        var chats = new HashMap<Long, Before>();
        session.all(world.chats, row -> contact.equals(row.standing().contact()))
                .forEach(row -> chats.put(row.id(), Before.of(row)));
        return chats;
    }

    private static boolean write(
            World world,
            Session session,
            Host host,
            Agreed agreed,
            Gathered now,
            Map<Long, Before> before,
            boolean last) {
        var chats = new TreeMap<>(before);
        var contact = Objects.requireNonNull(now.contact());
        session.all(
                        world.chats,
                        row -> row.standing().client() != ChatFacts.Client.UNROUTED
                                && row.standing().contact() == null
                                && contact.addresses().stream()
                                        .anyMatch(one -> one.id().equals(row.client())))
                .forEach(row -> chats.putIfAbsent(row.id(), Before.of(row)));
        var locked = chats.keySet().stream()
                .map(id -> Objects.requireNonNull(session.lock(world.chats, id)))
                .toList();
        if (!last && locked.stream().anyMatch(row -> !Before.of(row).equals(chats.get(row.id())))) {
            return false;
        }
        var ledger = new SimulatedLedger(world, session, host.clock());
        locked.forEach(row -> Settling.changed(ledger, row.chat(), agreed, now, new News(Rows.US)));
        return true;
    }

    public static JobResult note(World world, Job job) {
        return SimulatedNotes.run(world, job);
    }
}
