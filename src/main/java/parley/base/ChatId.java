package parley.base;

/// One dialogue: (channel, network, client's address in it).
public record ChatId(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
