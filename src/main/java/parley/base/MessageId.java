package parley.base;

/// One message of a chat, in either direction.
public record MessageId(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
