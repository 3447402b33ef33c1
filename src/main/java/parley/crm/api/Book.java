package parley.crm.api;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.crm.CrmTrouble;
import parley.platform.Database;

/// Where one integration's entities are written and read. Each write notes what it has changed, and whoever listens is
/// told after the commit.
final class Book {

    private static final int TRIES = 3;

    private final Database database;
    private final Owner owner;
    private final InstantSource clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    Book(Database database, Owner owner, InstantSource clock) {
        this.database = database;
        this.owner = owner;
        this.clock = clock;
    }

    Owner owner() {
        return owner;
    }

    InstantSource clock() {
        return clock;
    }

    void listen(Runnable hint) {
        listeners.add(hint);
    }

    <T extends @Nullable Object> T read(Function<Handle, T> question) {
        return troubled(() -> database.snapshot(question));
    }

    /// All or nothing; once more when two batches have got into each other's way.
    <T extends @Nullable Object> T write(Function<Writing, T> work) {
        return troubled(() -> {
            for (int tries = 1; ; tries++) {
                try {
                    return once(work);
                } catch (RuntimeException e) {
                    if (tries == TRIES || !Database.isClash(e)) {
                        throw e;
                    }
                }
            }
        });
    }

    private <T extends @Nullable Object> T once(Function<Writing, T> work) {
        return database.inTransaction(tx -> {
            var writing = new Writing(tx, owner, clock.instant());
            var result = work.apply(writing);
            if (writing.number()) {
                tx.afterCommit(() -> listeners.forEach(Runnable::run));
            }
            return result;
        });
    }

    /// Our database may be away like anybody's CRM: the caller tries again.
    private static <T extends @Nullable Object> T troubled(Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            if (Database.isPassing(e)) {
                var trouble = new CrmTrouble(CrmTrouble.Kind.TEMPORARY, "the database is away");
                trouble.initCause(e);
                throw trouble;
            }
            throw e;
        }
    }
}
