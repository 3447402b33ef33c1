package parley.base;

/// A client's card in the CRM, by the CRM's own id (R3).
public record ContactId(String value) implements Comparable<ContactId> {

    @Override
    public int compareTo(ContactId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
