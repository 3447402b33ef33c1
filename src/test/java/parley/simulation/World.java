package parley.simulation;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.chat.Decisions;
import parley.platform.Json;
import parley.platform.NewJob;
import parley.settings.SettingsDesk.Agreed;
import parley.simulation.Rows.ChatRow;
import parley.simulation.Rows.JobRow;
import parley.simulation.Rows.Lease;
import parley.simulation.Rows.LineRow;
import parley.simulation.Rows.MessageRow;
import parley.simulation.Rows.NoteRow;
import parley.simulation.Rows.TurnRow;
import parley.simulation.Rows.WorkRow;

/// One play: the stage, the database, and everybody outside.
public final class World {

    public static final Instant START = Instant.parse("2026-11-24T09:00:00Z");
    static final int SHARDS = 4;
    private static final int TRIES = 6;

    /// The database's tables.
    public final Table<Integer, Lease> leases = new Table<>("lease");

    public final Table<String, Long> nodes = new Table<>("node");
    public final Table<String, Long> arrived = new Table<>("raw_event");
    public final Table<Long, WorkRow> work = new Table<>("work");
    public final Table<Long, ChatRow> chats = new Table<>("chat");
    public final Table<String, Long> places = new Table<>("chat_place");
    public final Table<Long, MessageRow> messages = new Table<>("message");
    public final Table<String, Long> names = new Table<>("message_name");
    public final Table<Long, JobRow> jobs = new Table<>("job");
    public final Table<String, Long> jobKeys = new Table<>("job_key");
    public final Table<Long, Decisions.Stored> decisions = new Table<>("decision");
    public final Table<Long, Boolean> overtaken = new Table<>("decision_overtaken");
    public final Table<Long, TurnRow> turns = new Table<>("turn");
    public final Table<Integer, Agreed> settings = new Table<>("settings");
    public final Table<String, Integer> clients = new Table<>("client");
    public final Table<Long, LineRow> lines = new Table<>("timeline_line");
    public final Table<String, NoteRow> notes = new Table<>("timeline_note");

    private final Set<Bug> bugs;
    final Stage stage;
    final Trace trace;
    final SimulatedCrm crm;
    final Messenger messenger;
    final Office office;
    final Processes processes;
    final Map<String, List<Long>> hooks = new TreeMap<>();
    private final Map<Long, parley.chat.Trace.Outcome> outcomes = new TreeMap<>();
    boolean calm;
    boolean over;

    World(long seed, Set<Bug> bugs, boolean told) {
        this.bugs = bugs.isEmpty() ? EnumSet.noneOf(Bug.class) : EnumSet.copyOf(bugs);
        this.trace = new Trace(told);
        this.stage = new Stage(seed, trace);
        this.crm = new SimulatedCrm(this);
        this.messenger = new Messenger(this);
        this.office = new Office(this);
        this.processes = new Processes(this);
    }

    public boolean has(Bug bug) {
        return bugs.contains(bug);
    }

    public Stage stage() {
        return stage;
    }

    public Trace trace() {
        return trace;
    }

    public SimulatedCrm crm() {
        return crm;
    }

    Processes processes() {
        return processes;
    }

    public Messenger messenger() {
        return messenger;
    }

    /// One transaction; repeated when it had to give way to another, as whoever asked for it would do.
    public <T extends @Nullable Object> T inTransaction(Function<Session, T> body) {
        for (int tries = 1; ; tries++) {
            var session = new Session(stage);
            stage.acting().session = session;
            try {
                var result = body.apply(session);
                session.commit();
                stage.point();
                return result;
            } catch (Session.Clash e) {
                if (tries == TRIES) {
                    throw e;
                }
                stage.sleep(1 + stage.chance().nextInt(20));
            } finally {
                if (session.isOpen()) {
                    session.end();
                }
                stage.acting().session = null;
            }
        }
    }

    public void useTransaction(Consumer<Session> body) {
        inTransaction(session -> {
            body.accept(session);
            return true;
        });
    }

    public Agreed agreed(Session session) {
        var agreed = session.get(settings, 1);
        if (agreed == null) {
            throw new IllegalStateException("nothing was agreed");
        }
        return agreed;
    }

    /// As {@link parley.platform.Jobs#enqueue}.
    public boolean enqueue(Session session, NewJob job, Instant now) {
        long id = jobs.next();
        if (!session.insert(jobKeys, job.kind() + "/" + job.key(), id)) {
            return false;
        }
        var due = job.due() == null ? now : job.due();
        var payload = job.payload() instanceof String text ? text : Json.write(job.payload());
        var shard = Math.floorMod(job.lane().hashCode(), SHARDS);
        var row = new JobRow(id, job.kind(), job.key(), job.lane(), shard, payload, "due", due, 0, false, now, null);
        session.insert(jobs, id, row);
        return true;
    }

    /// As {@link parley.platform.Jobs#enqueueUnlessWaiting}.
    public void enqueueUnlessWaiting(Session session, NewJob job, Instant now) {
        var payload = Json.write(job.payload());
        for (var there : session.all(
                jobs,
                one -> waits(one)
                        && one.lane().equals(job.lane())
                        && one.payload().equals(payload))) {
            var held = session.share(jobs, there.id());
            if (held != null && waits(held)) {
                return;
            }
        }
        enqueue(session, job, now);
    }

    /// A lane runs in the order of ids, so the job gets a new one.
    void moveToEnd(Session session, long id) {
        var row = java.util.Objects.requireNonNull(session.get(jobs, id));
        session.delete(jobs, id);
        long last = jobs.next();
        session.insert(jobs, last, row.as(last));
    }

    private static boolean waits(JobRow job) {
        return job.state().equals("due") && !job.interrupted();
    }

    /// Clients who are given away anew: asked for once in a transaction.
    public void askForDistribution(Session session, Instant now) {
        enqueue(session, new NewJob(Rows.US, "distribute", "x" + jobs.next(), "distribute", "{}"), now);
    }

    /// The decisions about a chat, newest first.
    public List<Decisions.Stored> decisionsOf(Session session, long chat) {
        return session.all(decisions, one -> one.chat().value() == chat).reversed();
    }

    /// The same when the play is over.
    public List<Decisions.Stored> decisionsOf(long chat) {
        return decisions.rows.values().stream()
                .filter(one -> one.chat().value() == chat)
                .toList()
                .reversed();
    }

    /// What a decision has come to, when the play is over.
    parley.chat.Trace.Outcome outcome(Decisions.Stored decision) {
        return outcomes.computeIfAbsent(decision.id(), _ -> decision.read().outcome());
    }

    void violated(String what) {
        throw new Violation(what);
    }
}
