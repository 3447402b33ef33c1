package parley.base;

/// A stage of a pipeline. CRMs repeat stage ids between pipelines (amoCRM: 142 and 143 in every one), so both are
/// needed.
public record StageRef(PipelineId pipeline, StageId stage) {}
