package parley.platform;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Works off what lies in some shards: the work of all of them in one transaction, and in ever smaller parts when that
/// fails.
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

    /// Takes one step in each of these shards. Answers those in which there may be more to do; whatever comes from now
    /// on wakes its shard by itself. Those that are lost, or for which the database is away, are not among them: the
    /// next poll comes back to them.
    Set<Shard> step(Set<Shard> group) {
        try {
            return together(group);
        } catch (RuntimeException e) {
            if (Database.isAway(e)) {
                LOG.log(Level.WARNING, "the work of " + group.size() + " shards waits", e);
                return Set.of();
            }
            if (group.size() > 1) {
                LOG.log(Level.DEBUG, "a batch of work failed and is repeated shard by shard", e);
                return group.stream().flatMap(one -> step(Set.of(one)).stream()).collect(Collectors.toSet());
            }
            if (e instanceof LostShard) {
                fenced.increment();
                LOG.log(Level.INFO, e.getMessage());
                return Set.of();
            }
            return patiently(group);
        }
    }

    private Set<Shard> together(Set<Shard> group) {
        return database.inTransaction(tx -> {
            var next = table.next(tx, group);
            var items = next.items();
            if (items.isEmpty()) {
                return Set.of();
            }
            var run = runOfOneKind(items);
            Failpoint.WORK_TAKEN.hit();
            handler(run.getFirst()).handle(tx, run);
            Failpoint.WORK_HANDLED.hit();
            table.remove(tx, run);
            // Of another kind: they come with the next step.
            var rest = items.subList(run.size(), items.size()).stream().map(WorkItem::shard);
            return Stream.concat(next.cut().stream(), rest).collect(Collectors.toSet());
        });
    }

    /// One by one, because something among it fails.
    private Set<Shard> patiently(Set<Shard> group) {
        var busy = new HashSet<Shard>();
        try {
            var items = database.inTransaction(tx -> table.next(tx, group)).items();
            for (var item : items.isEmpty() ? items : runOfOneKind(items)) {
                alone(item);
                busy.add(item.shard());
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the work of " + group.size() + " shards waits", e);
        }
        return busy;
    }

    private void alone(WorkItem item) {
        for (int tries = 1; ; tries++) {
            try {
                database.useTransaction(tx -> {
                    shards.fence(tx, item.shard());
                    handler(item).handle(tx, List.of(item));
                    table.remove(tx, List.of(item));
                });
                return;
            } catch (RuntimeException e) {
                // What others hold for too long says nothing about the item either: it waits, and is tried again.
                if (e instanceof LostShard || Database.isAway(e) || tries >= TRIES && Database.isClash(e)) {
                    throw e;
                }
                if (tries >= TRIES) {
                    putAside(item, e);
                    return;
                }
            }
        }
    }

    private void putAside(WorkItem item, RuntimeException why) {
        LOG.log(Level.ERROR, "work " + item.id() + " of kind " + item.kind() + " failed and was put aside", why);
        database.useTransaction(tx -> {
            shards.fence(tx, item.shard());
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
