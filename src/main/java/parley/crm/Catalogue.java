package parley.crm;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.base.EmployeeId;
import parley.base.PipelineId;
import parley.base.StageId;
import parley.rules.StageKind;

/// The CRM's employees and pipelines, as of one moment (R2, R5).
public record Catalogue(List<Employee> employees, List<Pipeline> pipelines) {

    public Catalogue {
        employees = List.copyOf(employees);
        pipelines = List.copyOf(pipelines);
    }

    /// @param active false once he has left: he then counts as nobody
    public record Employee(
            EmployeeId id, String name, @Nullable String email, boolean active) {}

    public record Pipeline(PipelineId id, String name, List<Stage> stages) {

        public Pipeline {
            stages = List.copyOf(stages);
        }
    }

    public record Stage(
            StageId id,
            String name,
            StageKind kind,
            @Nullable String colour) {}
}
