package parley.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import parley.auth.Viewer;
import parley.base.EmployeeId;
import parley.base.MessageId;
import parley.channel.DeliveryStatus;
import parley.chat.Chat;
import parley.chat.Progress;
import parley.chat.RouteOrder;
import parley.chat.SimulatedClaims;
import parley.chat.Standing;
import parley.intake.SimulatedIntake;
import parley.intake.SimulatedLedger;
import parley.platform.Job;
import parley.platform.JobResult;
import parley.rules.ChatFacts;
import parley.simulation.Bug;
import parley.simulation.Host;
import parley.simulation.Rows;
import parley.simulation.Rows.MessageRow;
import parley.simulation.Session;
import parley.simulation.World;

/// The way out, over the simulated database: what `Storing`, `Sending` and `Resolution` do around the very same
/// {@link Writer}, {@link SendStep} and {@link Progress}.
public final class SimulatedSending {

    private SimulatedSending() {}

    /// What an attempt has come to, and what is written down with it.
    public record Attempted(JobResult result, Consumer<Session> effect) {}

    /// One attempt at sending, as `Sending.run`.
    public static Attempted run(World world, Host host, Job job) {
        long id = job.payload(SendOrder.class).message().value();
        var message = Objects.requireNonNull(world.inTransaction(session -> session.get(world.messages, id)));
        return switch (SendStep.Look.at(message.status(), true, world.has(Bug.SENDING_RESENT))) {
            case ASK -> ask(world, host, job, message);
            case REPEAT -> send(world, host, job, message);
            case LOST -> end(world, message, new SendStep.Lost());
            case UNDECIDED -> nothing(JobResult.unknown(SendStep.LOST, JobResult.NOTHING));
            case GONE -> throw new IllegalStateException("there is a channel");
            case OVER -> nothing(JobResult.done());
        };
    }

    private static Attempted nothing(JobResult result) {
        return new Attempted(result, _ -> {});
    }

    private static Attempted ask(World world, Host host, Job job, MessageRow message) {
        var begun = world.inTransaction(session -> {
            session.lock(world.chats, message.chat());
            var row = session.share(world.jobs, job.id());
            var mine = row != null && row.isAttempt(job) || world.has(Bug.SENT_BY_WHOEVER_WAS_LOST);
            return mine && move(world, session, message, DeliveryStatus.SENDING);
        });
        return begun ? send(world, host, job, message) : nothing(JobResult.again(Duration.ZERO, "changed meanwhile"));
    }

    private static Attempted send(World world, Host host, Job job, MessageRow message) {
        var result = world.messenger().send(message, host);
        return end(world, message, SendStep.after(result, job.createdAt(), host.clock(), "paper", "line"));
    }

    private static Attempted end(World world, MessageRow message, SendStep step) {
        return new Attempted(step.result(JobResult.NOTHING), session -> move(world, session, message, step.status()));
    }

    private static boolean move(World world, Session session, MessageRow of, DeliveryStatus to) {
        session.lock(world.chats, of.chat());
        var message = Objects.requireNonNull(session.get(world.messages, of.id()));
        return Progress.allows(message.status(), to)
                && session.update(world.messages, of.id(), _ -> true, row -> row.moved(to));
    }

    /// What a seller hears who has replied.
    public enum Heard {
        SENT,
        TAKEN_BY_OTHER,
        REFUSED
    }

    /// Somebody replies, as `Storing.store`.
    ///
    /// @param channel where the client is written to first, when he has no chat yet
    public static Heard reply(World world, Host host, EmployeeId me, long channel, String client, boolean first) {
        var began = host.clock();
        return world.inTransaction(session -> {
            var agreed = world.agreed(session);
            var viewer = new Viewer(Rows.US, 1, me, false, me.value(), "en");
            var writer = Objects.requireNonNull(Writer.of(new Sender.Person(viewer), agreed));
            var place = session.get(world.places, channel + ":" + client);
            if (place == null) {
                return first ? begin(world, session, host, writer, channel, client) : Heard.REFUSED;
            }
            var row =
                    world.has(Bug.CLAIM_BY_CHECK) ? session.get(world.chats, place) : session.lock(world.chats, place);
            var chat = Objects.requireNonNull(row).chat();
            if (writer.overtaken(chat, began) != null) {
                return Heard.TAKEN_BY_OTHER;
            }
            if (!writer.writes(chat)) {
                return Heard.REFUSED;
            }
            return write(world, session, host, writer, chat);
        });
    }

    /// To somebody whom the CRM does not know, as it seems.
    private static Heard begin(World world, Session session, Host host, Writer writer, long channel, String client) {
        var row = SimulatedIntake.open(world, session, channel, client);
        if (row.seq() > 0) {
            return Heard.REFUSED;
        }
        new SimulatedLedger(world, session, host.clock())
                .stand(row.chat(), Standing.unrouted().as(ChatFacts.Client.OFFERED));
        var chat = Objects.requireNonNull(session.get(world.chats, row.id())).chat();
        return write(world, session, host, writer, chat);
    }

    private static Heard write(World world, Session session, Host host, Writer writer, Chat chat) {
        var me = Objects.requireNonNull(writer.claimant());
        long id = world.messages.next();
        long place = chat.id().value();
        var now = Objects.requireNonNull(session.get(world.chats, place));
        session.insert(
                world.messages,
                id,
                new MessageRow(id, place, now.seq() + 1, null, me.value(), DeliveryStatus.QUEUED, 0, false));
        session.update(world.chats, place, _ -> true, row -> row.said(row.seq() + 1, Long.MAX_VALUE));
        SimulatedIntake.appended(world, session, place, id, host);
        if (chat.claimable()) {
            claim(world, session, host, writer, chat, me);
        }
        world.enqueue(session, SendOrder.of(chat, new MessageId(id), 0), host.clock());
        return Heard.SENT;
    }

    /// As `Claims.claim`.
    private static void claim(World world, Session session, Host host, Writer writer, Chat chat, EmployeeId me) {
        Instant now = host.clock();
        var unchecked = world.has(Bug.CLAIM_BY_CHECK);
        var won = session.update(
                world.chats, chat.id().value(), row -> unchecked || row.chat().claimable(), row -> row.claims(me, now));
        if (!won) {
            return;
        }
        var ledger = new SimulatedLedger(world, session, now);
        var version = writer.agreed().settings().version();
        var decision = ledger.store(chat, SimulatedClaims.trace(ledger.latest(chat), chat, me, "reply", version));
        ledger.await(chat, decision.id());
        world.enqueue(session, RouteOrder.of(chat, "decision:" + decision.id()), now);
    }

    /// A person decides about a message of which nobody knows whether it went, as `Resolution.resolve`.
    public static void resolve(World world, Host host, long id, Resolution.As as) {
        world.useTransaction(session -> {
            var message = Objects.requireNonNull(session.get(world.messages, id));
            var chat = Objects.requireNonNull(session.lock(world.chats, message.chat()))
                    .chat();
            message = Objects.requireNonNull(session.get(world.messages, id));
            if (message.status() != DeliveryStatus.UNKNOWN) {
                return;
            }
            switch (as) {
                case RESEND -> {
                    session.update(world.messages, id, _ -> true, MessageRow::again);
                    var order = SendOrder.of(chat, new MessageId(id), message.resent() + 1);
                    world.enqueue(session, order, host.clock());
                }
                case SENT -> session.update(world.messages, id, _ -> true, row -> row.moved(DeliveryStatus.SENT));
                case FAILED -> session.update(world.messages, id, _ -> true, row -> row.moved(DeliveryStatus.FAILED));
            }
            session.updateAll(
                    world.jobs,
                    job -> job.lane().equals(SendOrder.lane(chat)) && job.isPutOffFor(SendStep.LOST),
                    job -> job.hurried(host.clock()));
        });
    }
}
