package parley.http.counters;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import parley.auth.ApiKeys;
import parley.base.AccountId;
import parley.inbox.Waiting;

/// All open sessions: so many and no more, pinged, and ended when their time or their key has.
final class Sessions implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Sessions.class.getName());
    private static final int MOST = 10_000;

    /// Of them without a key.
    private static final int MOST_UNKNOWN = 1_000;

    /// For so long nobody needs to say who he is.
    private static final Duration UNKNOWN = Duration.ofSeconds(45);

    /// In ticks of a second.
    private static final int KEYS_EVERY = 10;
    private static final int ID_BYTES = 15;

    private final ApiKeys keys;
    private final Waiting waiting;
    private final RandomGenerator random;
    private final Map<String, Session> all = new ConcurrentHashMap<>();
    private final Semaphore closed = new Semaphore(0);

    Sessions(ApiKeys keys, Waiting waiting, RandomGenerator random) {
        this.keys = keys;
        this.waiting = waiting;
        this.random = random;
        Thread.ofVirtual().name("counters").start(this::watch);
    }

    /// Empty when there are too many already.
    Optional<Session> open() {
        var unknown = all.values().stream()
                .filter(session -> session.talk().program() == null)
                .count();
        if (all.size() >= MOST || unknown >= MOST_UNKNOWN || closed.availablePermits() > 0) {
            return Optional.empty();
        }
        var talk = new Talk(keys, waiting);
        var session = new Session(name(), talk);
        talk.begin(session, name());
        all.put(session.id(), session);
        return Optional.of(session);
    }

    /// 120 random bits: whoever knows it is the one who opened it.
    private String name() {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    Optional<Session> find(String id) {
        return Optional.ofNullable(all.get(id));
    }

    private void watch() {
        try {
            for (var ticks = 1L; !closed.tryAcquire(1, TimeUnit.SECONDS); ticks++) {
                tick(ticks);
            }
            closed.release();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick(long ticks) {
        try {
            var now = System.nanoTime();
            var revoked = ticks % KEYS_EVERY == 0 ? revoked() : Set.<Long>of();
            for (var session : new ArrayList<>(all.values())) {
                session.tick(now);
                var program = session.talk().program();
                if (program == null && session.age(now).compareTo(UNKNOWN) > 0
                        || program != null && revoked.contains(program.key())) {
                    session.end();
                }
                if (session.isForgotten(now)) {
                    all.remove(session.id());
                }
            }
        } catch (RuntimeException problem) {
            // The next second looks again.
            LOG.log(Level.DEBUG, "the counters could not be looked after: {0}", problem.toString());
        }
    }

    /// Of the keys that are held.
    private Set<Long> revoked() {
        var held = new HashMap<AccountId, Set<Long>>();
        for (var session : all.values()) {
            var program = session.talk().program();
            if (program != null) {
                held.computeIfAbsent(program.account(), _ -> new HashSet<>()).add(program.key());
            }
        }
        var revoked = new HashSet<Long>();
        held.forEach((account, ids) -> {
            revoked.addAll(ids);
            revoked.removeAll(keys.working(account, ids));
        });
        return revoked;
    }

    /// Ends all of them. Harmless twice.
    @Override
    public void close() {
        closed.release();
        all.values().forEach(Session::end);
    }
}
