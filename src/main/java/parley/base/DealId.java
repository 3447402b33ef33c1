package parley.base;

/// A deal, by the CRM's own id (R4).
public record DealId(String value) implements Comparable<DealId> {

    @Override
    public int compareTo(DealId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
