package parley.crm.builtin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.rules.StageKind;

/// Pipelines and their stages, in order.
final class Pipelines {

    static final String ENTITY = "pipeline";
    private static final int MOST_STAGES = 2_000;

    record Stage(
            String id,
            String name,
            StageKind kind,
            @Nullable String colour) {

        Map<String, Object> fields() {
            return Map.of("id", id, "name", name, "kind", kind.name(), "colour", colour == null ? "" : colour);
        }
    }

    record Row(String id, String name, List<Stage> stages) {

        Optional<Stage> stage(@Nullable String id) {
            return stages.stream().filter(stage -> stage.id().equals(id)).findFirst();
        }

        Optional<Stage> first(StageKind kind) {
            return stages.stream().filter(stage -> stage.kind() == kind).findFirst();
        }

        Map<String, Object> fields() {
            return Map.of(
                    "name", name, "stages", stages.stream().map(Stage::fields).toList());
        }
    }

    private record StageRow(String pipeline, Stage stage) {}

    private final long account;

    Pipelines(long account) {
        this.account = account;
    }

    /// Those that are in use.
    List<Row> all(Handle tx) {
        var stages = tx
                .createQuery("""
                    SELECT id, pipeline_id, name, kind, colour
                    FROM crm_stage
                    WHERE account_id = :account
                    ORDER BY sort, id
                    LIMIT :most
                    """)
                .bind("account", account)
                .bind("most", MOST_STAGES)
                .map((row, _) -> new StageRow(
                        Long.toString(row.getLong("pipeline_id")),
                        new Stage(
                                Long.toString(row.getLong("id")),
                                row.getString("name"),
                                StageKind.valueOf(row.getString("kind")),
                                row.getString("colour"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        StageRow::pipeline, Collectors.mapping(StageRow::stage, Collectors.toList())));
        return tx.createQuery("""
            SELECT id, name
            FROM crm_pipeline
            WHERE account_id = :account AND NOT archived
            ORDER BY sort, id
            LIMIT 100
            """)
                .bind("account", account)
                .map((row, _) -> new Row(
                        Long.toString(row.getLong("id")),
                        row.getString("name"),
                        stages.getOrDefault(Long.toString(row.getLong("id")), List.of())))
                .list();
    }

    Optional<Row> find(Handle tx, @Nullable String id) {
        return all(tx).stream().filter(row -> row.id().equals(id)).findFirst();
    }

    /// Keeps two people from changing one pipeline at the same moment.
    Optional<Row> lock(Handle tx, String id) {
        tx.createQuery("SELECT id FROM crm_pipeline WHERE account_id = :account AND id = :id FOR UPDATE")
                .bind("account", account)
                .bind("id", Rows.number(id))
                .mapTo(Long.class)
                .findOne();
        return find(tx, id);
    }

    Row insert(Writing w, String name, List<Stage> stages) {
        long id = w.tx().createQuery("""
            INSERT INTO crm_pipeline (account_id, name, sort)
            VALUES (:account, :name,
                (SELECT coalesce(max(sort), -1) + 1 FROM crm_pipeline WHERE account_id = :account))
            RETURNING id
            """)
                .bind("account", account)
                .bind("name", name)
                .mapTo(Long.class)
                .one();
        write(w.tx(), id, stages);
        var row = find(w.tx(), Long.toString(id)).orElseThrow();
        w.changed(ENTITY, id, null, row.fields());
        return row;
    }

    /// Gives the pipeline this name and these stages, in this order; stages that are not among them are removed.
    Row update(Writing w, Row before, String name, List<Stage> stages) {
        long id = Rows.number(before.id());
        w.tx().createUpdate("UPDATE crm_pipeline SET name = :name WHERE account_id = :account AND id = :id")
                .bind("account", account)
                .bind("id", id)
                .bind("name", name)
                .execute();
        removeOthers(w.tx(), before, stages);
        write(w.tx(), id, stages);
        var after = find(w.tx(), before.id()).orElseThrow();
        w.changed(ENTITY, id, before.fields(), after.fields());
        return after;
    }

    /// Out of use; closed deals keep their stage.
    void archive(Writing w, Row row) {
        long id = Rows.number(row.id());
        w.tx().createUpdate("UPDATE crm_pipeline SET archived = true WHERE account_id = :account AND id = :id")
                .bind("account", account)
                .bind("id", id)
                .execute();
        w.changed(ENTITY, id, row.fields(), null);
    }

    private void removeOthers(Handle tx, Row before, List<Stage> stages) {
        var kept = stages.stream().map(Stage::id).collect(Collectors.toCollection(HashSet::new));
        var removed = new ArrayList<Long>();
        before.stages().stream()
                .filter(stage -> !kept.contains(stage.id()))
                .forEach(stage -> removed.add(Rows.number(stage.id())));
        tx.createUpdate("DELETE FROM crm_stage WHERE account_id = :account AND id = ANY(:ids)")
                .bind("account", account)
                .bindArray("ids", Long.class, removed)
                .execute();
    }

    private void write(Handle tx, long pipeline, List<Stage> stages) {
        for (int place = 0; place < stages.size(); place++) {
            var stage = stages.get(place);
            tx.createUpdate(stage.id().isEmpty() ? """
                INSERT INTO crm_stage (account_id, pipeline_id, name, sort, colour, kind)
                VALUES (:account, :pipeline, :name, :sort, :colour, :kind)
                """ : """
                    UPDATE crm_stage
                    SET name = :name, sort = :sort, colour = :colour
                    WHERE account_id = :account AND pipeline_id = :pipeline AND id = :id AND kind = :kind
                    """)
                    .bind("account", account)
                    .bind("pipeline", pipeline)
                    .bind("id", Rows.number(stage.id()))
                    .bind("name", stage.name())
                    .bind("sort", place)
                    .bind("colour", stage.colour())
                    .bind("kind", stage.kind().name())
                    .execute();
        }
    }
}
