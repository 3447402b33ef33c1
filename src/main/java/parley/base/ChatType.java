package parley.base;

/// The network in which the client lives: `wapi` and `whatsapp` are both `whatsapp`.
/// Never mixed with {@link Transport}.
public record ChatType(String value) implements Comparable<ChatType> {

    @Override
    public int compareTo(ChatType other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
