package parley.platform;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Works off one shard until nothing is left in it.
final class ShardDrain {

    private static final int TRIES = 3;
    private static final Logger LOG = System.getLogger(Workers.class.getName());

    private final Database database;
    private final Shards shards;
    private final WorkTable table;
    private final Map<String, Work.Handler> handlers;
    private final Metrics.Counter failed;
    private final Metrics.Counter fenced;

    ShardDrain(Database database, Shards shards, WorkTable table, Map<String, Work.Handler> handlers, Metrics metrics) {
        this.database = database;
        this.shards = shards;
        this.table = table;
        this.handlers = Map.copyOf(handlers);
        this.failed = metrics.counter("parley_work_failed_total", "Work that was put aside with its error", "kind");
        this.fenced = metrics.counter("parley_fence_rejected_total", "Transactions undone for a lost lease");
    }

    /// Returns when the shard is empty, lost, or the database away; then the next poll comes back to it.
    void drain(Shard shard, BooleanSupplier stopped) {
        try {
            while (!stopped.getAsBoolean() && step(shard)) {
                // Each step is a transaction of its own.
            }
        } catch (LostShard e) {
            fenced.increment();
            LOG.log(Level.INFO, e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "work of shard " + shard.number() + " waits", e);
        }
    }

    /// Whether there was something to do.
    private boolean step(Shard shard) {
        try {
            return database.inTransaction(tx -> {
                shards.fence(tx, shard);
                var items = table.next(tx, shard);
                if (items.isEmpty()) {
                    return false;
                }
                var run = runOfOneKind(items);
                handler(run.getFirst()).handle(tx, run);
                table.remove(tx, run);
                return true;
            });
        } catch (RuntimeException e) {
            if (e instanceof LostShard || Database.isAway(e)) {
                throw e;
            }
            LOG.log(Level.DEBUG, "a batch of work failed and is repeated one by one", e);
            return oneByOne(shard);
        }
    }

    private boolean oneByOne(Shard shard) {
        var items = database.read(tx -> table.next(tx, shard));
        for (var item : items.isEmpty() ? items : runOfOneKind(items)) {
            alone(shard, item);
        }
        return true;
    }

    private void alone(Shard shard, WorkItem item) {
        for (int tries = 1; ; tries++) {
            try {
                database.useTransaction(tx -> {
                    shards.fence(tx, shard);
                    handler(item).handle(tx, List.of(item));
                    table.remove(tx, List.of(item));
                });
                return;
            } catch (RuntimeException e) {
                if (e instanceof LostShard || Database.isAway(e)) {
                    throw e;
                }
                if (tries >= TRIES) {
                    putAside(shard, item, e);
                    return;
                }
            }
        }
    }

    private void putAside(Shard shard, WorkItem item, RuntimeException why) {
        LOG.log(Level.ERROR, "work " + item.id() + " of kind " + item.kind() + " failed and was put aside", why);
        database.useTransaction(tx -> {
            shards.fence(tx, shard);
            table.fail(tx, item, why.getClass().getName());
        });
        failed.increment(item.kind());
    }

    private static List<WorkItem> runOfOneKind(List<WorkItem> items) {
        var kind = items.getFirst().kind();
        return items.stream().takeWhile(item -> item.kind().equals(kind)).toList();
    }

    private Work.Handler handler(WorkItem item) {
        var handler = handlers.get(item.kind());
        if (handler == null) {
            throw new IllegalStateException("nobody handles work of kind " + item.kind());
        }
        return handler;
    }
}
