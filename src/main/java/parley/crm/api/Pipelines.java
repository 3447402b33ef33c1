package parley.crm.api;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import parley.base.PipelineId;
import parley.base.StageId;
import parley.base.StageRef;
import parley.crm.Catalogue;
import parley.crm.Uploads.Pipeline;
import parley.crm.Uploads.Stage;
import parley.platform.Json;
import parley.rules.StageKind;

/// Pipelines and their stages, which come all at once (R5).
final class Pipelines {

    private final Owner owner;

    Pipelines(Owner owner) {
        this.owner = owner;
    }

    List<Pipeline> all(Handle tx) {
        return owner.bound(tx.createQuery("""
            SELECT document FROM api_crm_pipelines WHERE account_id = :account AND integration_id = :integration
            """))
                .map((row, _) -> Json.readList(row.getString("document"), Pipeline.class))
                .findOne()
                .orElse(List.of());
    }

    void replace(Writing w, List<Pipeline> all) {
        owner.bound(w.tx().createUpdate("""
            INSERT INTO api_crm_pipelines (account_id, integration_id, document)
            VALUES (:account, :integration, CAST(:document AS jsonb))
            ON CONFLICT (account_id, integration_id) DO UPDATE SET document = excluded.document
            """)).bind("document", Json.write(all)).execute();
        w.catalogue();
    }

    /// Deals begin and stay at open stages: of closed ones the CRM says so itself. A pipeline without stages is shown
    /// as if it had one, called like itself.
    static Catalogue.Pipeline shown(Pipeline pipeline) {
        var stages =
                pipeline.stages().isEmpty() ? List.of(new Stage(pipeline.id(), pipeline.name())) : pipeline.stages();
        return new Catalogue.Pipeline(
                new PipelineId(pipeline.id()),
                pipeline.name(),
                stages.stream()
                        .map(one -> new Catalogue.Stage(new StageId(one.id()), one.name(), StageKind.OPEN, null))
                        .toList());
    }

    /// The stage as the CRM knows it; empty in a pipeline without stages.
    Optional<String> real(Handle tx, StageRef shown) {
        return all(tx).stream()
                .filter(pipeline -> pipeline.id().equals(shown.pipeline().value()))
                .flatMap(pipeline -> pipeline.stages().stream())
                .map(Stage::id)
                .filter(shown.stage().value()::equals)
                .findFirst();
    }
}
