package parley.base;

/// How a messenger is reached: `whatsapp`, `wapi`, `tgapi`, `telegram`, `web`, … (R1). Not an enum: an
/// adapter brings its own.
public record Transport(String value) implements Comparable<Transport> {

    @Override
    public int compareTo(Transport other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
