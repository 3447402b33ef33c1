package parley.base;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// What programs call a thing of ours where they expect a UUID: our own number, dressed as a UUID of version 8
/// (RFC 9562, 5.8). It needs no column and no look-up, and a UUID that we have not made names nothing.
///
/// The first 48 bits spell `parley`, the next 12 say what kind of thing it is, the last 62 are its number.
public record PublicId(Kind kind, long number) {

    /// The codes stand in ids that others have stored: none is ever changed.
    public enum Kind {
        CHANNEL(1),
        MESSAGE(2),
        TEMPLATE(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    private static final long PARLEY = 0x7061726c6579L << 16;
    private static final long VERSION = 8L << 12;
    private static final long VARIANT = 0b10L << 62;
    private static final long LARGEST = (1L << 62) - 1;

    public PublicId {
        if (number < 0 || number > LARGEST) {
            throw new IllegalArgumentException("a number of 62 bits, not " + number);
        }
    }

    public static PublicId of(ChannelId channel) {
        return new PublicId(Kind.CHANNEL, channel.value());
    }

    public static PublicId of(MessageId message) {
        return new PublicId(Kind.MESSAGE, message.value());
    }

    /// @param template the number under which it is kept
    public static PublicId ofTemplate(long template) {
        return new PublicId(Kind.TEMPLATE, template);
    }

    /// Empty for whatever is not the id of a template.
    public static OptionalLong template(String typed) {
        return read(Kind.TEMPLATE, typed);
    }

    /// Empty for whatever is not the id of a channel.
    public static Optional<ChannelId> channel(String typed) {
        var number = read(Kind.CHANNEL, typed);
        return number.isPresent() ? Optional.of(new ChannelId(number.getAsLong())) : Optional.empty();
    }

    /// Empty for whatever is not the id of a message.
    public static Optional<MessageId> message(String typed) {
        var number = read(Kind.MESSAGE, typed);
        return number.isPresent() ? Optional.of(new MessageId(number.getAsLong())) : Optional.empty();
    }

    private static OptionalLong read(Kind kind, String typed) {
        UUID uuid;
        try {
            uuid = UUID.fromString(typed);
        } catch (IllegalArgumentException _) {
            return OptionalLong.empty();
        }
        var ours = uuid.getMostSignificantBits() == head(kind)
                && uuid.variant() == 2
                && uuid.toString().equalsIgnoreCase(typed);
        return ours ? OptionalLong.of(uuid.getLeastSignificantBits() & LARGEST) : OptionalLong.empty();
    }

    private static long head(Kind kind) {
        return PARLEY | VERSION | kind.code;
    }

    /// In lower case.
    @Override
    public String toString() {
        return new UUID(head(kind), VARIANT | number).toString();
    }
}
