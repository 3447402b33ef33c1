package parley.intake;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.base.ContactId;
import parley.base.EmployeeId;
import parley.chat.Chat;
import parley.chat.ChatsOf;
import parley.chat.Decisions;
import parley.chat.RouteOrder;
import parley.chat.SimulatedClaims;
import parley.chat.Standing;
import parley.chat.Trace;
import parley.platform.Json;
import parley.platform.NewJob;
import parley.rules.Responsible;
import parley.rules.Turn;
import parley.settings.SettingsDesk.Agreed;
import parley.simulation.Bug;
import parley.simulation.Rows;
import parley.simulation.Rows.ChatRow;
import parley.simulation.Rows.TurnRow;
import parley.simulation.Session;
import parley.simulation.World;

/// The ledger in the simulated database.
public final class SimulatedLedger implements Ledger {

    /// How the payload of a look begins that is not about a contact.
    static final String CHAT = "chat ";

    private final World world;
    private final Session session;
    private final Instant now;
    private final Map<Long, Decisions.Stored> forgotten = new HashMap<>();

    public SimulatedLedger(World world, Session session, Instant now) {
        this.world = world;
        this.session = session;
        this.now = now;
    }

    @Override
    public Optional<Chat> lock(ChatId id) {
        return Optional.ofNullable(session.lock(world.chats, id.value())).map(ChatRow::chat);
    }

    @Override
    public Chat find(ChatId id) {
        return Objects.requireNonNull(session.get(world.chats, id.value())).chat();
    }

    @Override
    public Optional<Agreed> agreed() {
        return Optional.of(world.agreed(session));
    }

    @Override
    public Optional<Agreed> holdAgreed() {
        if (!world.has(Bug.SETTINGS_NOT_HELD)) {
            session.share(world.settings, 1);
        }
        return agreed();
    }

    @Override
    public void holdClient(Chat chat) {
        session.advise(world.clients, chat.address().id());
    }

    @Override
    public List<ChatsOf.Sibling> siblings(Chat chat) {
        return session
                .all(
                        world.chats,
                        one -> one.client().equals(chat.address().id())
                                && one.id() != chat.id().value())
                .stream()
                .map(one -> new ChatsOf.Sibling(
                        new ChatId(one.id()),
                        one.standing().contact(),
                        one.standing().deal(),
                        one.pending() != null))
                .toList();
    }

    @Override
    public @Nullable Turn turn(ChannelId channel) {
        session.insert(world.turns, channel.value(), new TurnRow(null));
        var row = world.has(Bug.TURN_WITHOUT_LOCK)
                ? session.get(world.turns, channel.value())
                : session.lock(world.turns, channel.value());
        return row == null ? null : row.turn();
    }

    @Override
    public void move(ChannelId channel, Turn turn) {
        session.update(world.turns, channel.value(), _ -> true, _ -> new TurnRow(turn));
    }

    @Override
    public Decisions.Stored decision(long id) {
        var kept = forgotten.get(id);
        return kept != null ? kept : Objects.requireNonNull(session.get(world.decisions, id));
    }

    @Override
    public Optional<Decisions.Stored> latest(Chat chat) {
        return world.decisionsOf(session, chat.id().value()).stream().findFirst();
    }

    @Override
    public Decisions.Stored store(Chat chat, Trace trace) {
        long id = world.decisions.next();
        var kind = SimulatedClaims.word(trace.outcome().kind());
        var stored = new Decisions.Stored(id, chat.id(), now, kind, trace.settingsVersion(), Json.write(trace), null);
        session.insert(world.decisions, id, stored);
        world.trace().tell("decided {} for chat {}: {} {}", id, chat.id(), kind, String.valueOf(employee(trace)));
        return stored;
    }

    private static @Nullable EmployeeId employee(Trace trace) {
        return trace.outcome().employee();
    }

    @Override
    public void rewrite(long decision, Trace trace) {
        var exact = with(decision(decision), Json.write(trace), null);
        if (world.has(Bug.CLAIM_FOUND_ANEW)) {
            forgotten.put(decision, exact);
        } else {
            session.update(world.decisions, decision, _ -> true, _ -> exact);
        }
    }

    @Override
    public boolean carriedOut(long decision) {
        session.update(world.decisions, decision, _ -> true, one -> with(one, one.trace(), now));
        return session.get(world.overtaken, decision) != null;
    }

    @Override
    public void overtaken(long decision) {
        session.insert(world.overtaken, decision, true);
    }

    @Override
    public void look(Chat chat, @Nullable ContactId contact, long decision) {
        var payload = contact == null ? CHAT + chat.id() : contact.value();
        world.enqueue(session, new NewJob(Rows.US, "crm.sync", "decision:" + decision, "crm", payload), now);
    }

    private static Decisions.Stored with(Decisions.Stored one, String trace, @Nullable Instant carriedOut) {
        return new Decisions.Stored(
                one.id(), one.chat(), one.at(), one.kind(), one.settingsVersion(), trace, carriedOut);
    }

    @Override
    public void stand(Chat chat, Standing standing) {
        session.update(world.chats, chat.id().value(), _ -> true, row -> row.stands(standing));
    }

    @Override
    public List<Responsible> sources(Chat chat) {
        return Objects.requireNonNull(session.get(world.chats, chat.id().value()))
                .standing()
                .sources();
    }

    @Override
    public void await(Chat chat, @Nullable Long decision) {
        session.update(world.chats, chat.id().value(), _ -> true, row -> row.awaits(decision));
    }

    @Override
    public void wake(List<ChatsOf.Sibling> siblings) {
        var chats = siblings.stream().map(sibling -> find(sibling.chat())).toList();
        hurry(world, session, chats.stream().map(RouteOrder::lane).collect(Collectors.toSet()), now);
        if (chats.stream().anyMatch(Deciding::isWaiting)) {
            world.askForDistribution(session, now);
        }
    }

    static void hurry(World world, Session session, Set<String> lanes, Instant now) {
        session.updateAll(
                world.jobs,
                job -> lanes.contains(job.lane()) && job.isPutOffFor(Deciding.ELSEWHERE),
                job -> job.hurried(now));
    }

    @Override
    public void routed(Chat chat, @Nullable Long settingsVersion) {
        session.update(world.chats, chat.id().value(), _ -> true, row -> row.routedBy(settingsVersion));
    }

    @Override
    public void accepted(Chat chat, EmployeeId by, long settingsVersion) {
        var trace = SimulatedClaims.trace(latest(chat), chat, by, "crm", settingsVersion);
        carriedOut(store(chat, trace).id());
        session.update(world.chats, chat.id().value(), _ -> true, row -> row.claimedBy(by, now));
    }

    @Override
    public void bound(Chat chat, String occasion) {
        SimulatedNotes.bound(world, session, chat.id().value(), occasion, now);
    }
}
