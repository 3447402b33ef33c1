package parley.app;

import java.util.HashMap;
import java.util.Map;
import parley.chat.RouteOrder;
import parley.chat.TimelineLines.NoteOrder;
import parley.crm.builtin.BuiltinCrmType;
import parley.delivery.Delivery;
import parley.intake.Acknowledging;
import parley.intake.CrmChanges;
import parley.intake.CrmHints;
import parley.intake.Distribution;
import parley.intake.Fetching;
import parley.intake.Intake;
import parley.intake.Surroundings;
import parley.platform.JobHandler;
import parley.platform.JobHandlers;
import parley.platform.JobRunner;
import parley.platform.Work;
import parley.platform.Workers;
import parley.timeline.Timeline;
import parley.webhooks.Webhooks;

/// Everything that is done by and by: who works off which work, who runs which job.
record Errands(Workers workers, JobRunner runner, Forgetting forgetting) {

    private static final long LARGEST_FILE = 100L << 20;

    static Errands open(
            Ground ground,
            Books books,
            Surroundings around,
            Intake intake,
            CrmChanges changes,
            CrmHints hints,
            Delivery delivery,
            Timeline timeline,
            Webhooks webhooks,
            Closing closing) {
        var database = ground.database();
        var workers = closing.last(new Workers(
                database,
                ground.shards(),
                ground.work(),
                Map.of(Work.RAW, intake::receive),
                ground.hints()::work,
                ground.metrics()));
        var forgetting = new Forgetting(database, ground.jobs(), books, delivery.mailroom(), webhooks, ground.clock());
        var handlers = new HashMap<String, JobHandler>(delivery.handlers());
        handlers.putAll(Map.ofEntries(
                Map.entry(Forgetting.KIND, forgetting),
                Map.entry(RouteOrder.KIND, intake::route),
                Map.entry(Distribution.KIND, new Distribution(around, intake, changes)),
                Map.entry(CrmChanges.KIND, changes),
                Map.entry(CrmHints.KIND, hints),
                Map.entry(Fetching.KIND, new Fetching(around, ground.media(), LARGEST_FILE)),
                Map.entry(Acknowledging.KIND, new Acknowledging(books.channels())),
                Map.entry(NoteOrder.KIND, timeline),
                Map.entry(BuiltinCrmType.WEBHOOK, books.builtin().deliveries(ground.posts()))));
        var runner = closing.last(new JobRunner(
                database,
                ground.shards(),
                ground.jobs(),
                new JobHandlers(handlers, ground.clock(), ground.random(), ground.metrics())));
        return new Errands(workers, runner, forgetting);
    }
}
