package parley.app;

import parley.base.AccountId;
import parley.platform.Backlog;
import parley.platform.Database;
import parley.platform.Metrics;

/// What the metrics ask the database for whenever somebody looks.
final class Gauges {

    private Gauges() {}

    static void open(Metrics metrics, Database database, Backlog backlog, AccountId account) {
        metrics.gauge(
                "parley_work_waiting",
                "Events that wait to be worked off, 10,000 at most",
                () -> database.read(tx -> backlog.counts(tx, account)).work());
        metrics.gauge(
                "parley_jobs_waiting",
                "Effects that should have been had by now, 10,000 at most",
                () -> database.read(tx -> backlog.counts(tx, account)).jobs());
    }
}
