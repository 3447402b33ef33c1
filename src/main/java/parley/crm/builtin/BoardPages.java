package parley.crm.builtin;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The board of a pipeline: a column per stage.
final class BoardPages {

    private static final int CARDS = 50;

    record Board(String pipeline, List<Column> columns) {}

    /// @param next what to ask for to get more cards
    record Column(
            Pipelines.Stage stage,
            long count,
            BigDecimal sum,
            List<Views.DealRow> cards,
            @Nullable String next) {}

    private record Total(String stage, long count, BigDecimal sum) {}

    private final Room room;
    private final Tables tables;

    BoardPages(Room room) {
        this.room = room;
        this.tables = room.tables();
    }

    /// Of the pipeline that is asked for, else of the first one.
    Board board(Asked asked) {
        var wanted = asked.query("pipeline");
        return room.ledger().read(tx -> {
            var pipeline = pipeline(tx, wanted);
            var views = new Views(tx, tables);
            var totals = totals(tx, pipeline);
            return new Board(
                    pipeline.id(),
                    pipeline.stages().stream()
                            .map(stage -> column(tx, views, pipeline, stage, totals.get(stage.id()), Long.MAX_VALUE))
                            .toList());
        });
    }

    /// More cards of one column.
    Column column(Asked asked) {
        return room.ledger().read(tx -> {
            var pipeline = pipeline(tx, asked.query("pipeline"));
            var stage = pipeline.stage(asked.query("stage")).orElseThrow(Refused::notFound);
            var after = asked.query("after");
            var before = after == null ? Long.MAX_VALUE : Rows.number(after);
            var total = totals(tx, pipeline).get(stage.id());
            return column(tx, new Views(tx, tables), pipeline, stage, total, before);
        });
    }

    private Pipelines.Row pipeline(Handle tx, @Nullable String wanted) {
        return (wanted == null
                        ? tables.pipelines().all(tx).stream().findFirst()
                        : tables.pipelines().find(tx, wanted))
                .orElseThrow(Refused::notFound);
    }

    private Column column(
            Handle tx, Views views, Pipelines.Row pipeline, Pipelines.Stage stage, @Nullable Total total, long before) {
        var found = tables.deals().atStage(tx, new Deals.Place(pipeline.id(), stage.id()), before, CARDS + 1);
        var shown = found.subList(0, Math.min(CARDS, found.size()));
        return new Column(
                stage,
                total == null ? 0 : total.count(),
                total == null ? BigDecimal.ZERO : total.sum(),
                shown.stream().map(views::deal).toList(),
                found.size() > CARDS ? Long.toString(shown.getLast().id()) : null);
    }

    private Map<String, Total> totals(Handle tx, Pipelines.Row pipeline) {
        return tx
                .createQuery("""
                    SELECT stage_id, count(*) AS count, coalesce(sum(amount), 0) AS sum
                    FROM crm_deal
                    WHERE account_id = :account AND pipeline_id = :pipeline AND deleted_at IS NULL
                    GROUP BY stage_id
                    """)
                .bind("account", room.ledger().account().value())
                .bind("pipeline", Rows.number(pipeline.id()))
                .map((row, _) -> new Total(
                        Long.toString(row.getLong("stage_id")), row.getLong("count"), row.getBigDecimal("sum")))
                .list()
                .stream()
                .collect(Collectors.toMap(Total::stage, total -> total));
    }
}
