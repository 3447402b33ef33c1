package parley.base;

/// One concrete messenger account (R1).
public record ChannelId(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
