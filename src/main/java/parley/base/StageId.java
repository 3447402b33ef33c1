package parley.base;

/// A stage, by the CRM's own id. Unique only together with its pipeline: see {@link StageRef}.
public record StageId(String value) implements Comparable<StageId> {

    @Override
    public int compareTo(StageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
