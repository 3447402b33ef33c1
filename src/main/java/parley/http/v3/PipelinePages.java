package parley.http.v3;

import java.util.HashSet;
import java.util.List;
import parley.crm.Uploads.Pipeline;
import parley.crm.Uploads.Stage;

/// Pipelines and stages of a CRM by API (contract, 5.6).
final class PipelinePages {

    private static final String CODE = "INVALID_PIPELINES_DATA";
    private static final int MOST = 1_000;

    private final Shelves shelves;

    PipelinePages(Shelves shelves) {
        this.shelves = shelves;
    }

    /// In the order in which they were sent.
    Answer all(Call call) {
        return Answer.ok(shelves.of(call).pipelines());
    }

    /// They take the place of all that were sent before.
    Answer put(Call call) {
        var uploads = shelves.of(call);
        uploads.pipelines(Batch.read(call, CODE, MOST, PipelinePages::read, Pipeline::id));
        return Answer.done();
    }

    /// A CRM without stages leaves them out: an empty list is a mistake.
    private static Pipeline read(Fields fields) {
        var stages =
                fields.each("stages", MOST).stream().map(PipelinePages::stage).toList();
        if (fields.has("stages") && stages.isEmpty() || hasTwins(stages)) {
            fields.wrong("stages");
        }
        return new Pipeline(fields.id("id"), fields.name("name"), stages);
    }

    private static Stage stage(Fields fields) {
        return new Stage(fields.id("id"), fields.name("name"));
    }

    private static boolean hasTwins(List<Stage> stages) {
        var ids = new HashSet<String>();
        return stages.stream().anyMatch(stage -> !ids.add(stage.id()));
    }
}
