package parley.base;

/// A pipeline, by the CRM's own id (R5).
public record PipelineId(String value) implements Comparable<PipelineId> {

    @Override
    public int compareTo(PipelineId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
