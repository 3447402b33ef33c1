package parley.base;

/// A user of the CRM, by the CRM's own id (R2). Never a client.
public record EmployeeId(String value) implements Comparable<EmployeeId> {

    @Override
    public int compareTo(EmployeeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
