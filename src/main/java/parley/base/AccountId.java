package parley.base;

/// A company on this hub. It leads the key of every table, so that a company can be moved to another database.
public record AccountId(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
