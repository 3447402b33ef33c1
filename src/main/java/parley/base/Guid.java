package parley.base;

import java.util.Optional;
import java.util.UUID;

/// The name under which other programs know a channel or a message: a UUID (RFC 9562, version 8) made of the company
/// and the number, so that no table is needed to get from one to the other. It names, and proves nothing.
public final class Guid {

    private static final int CHANNEL = 1;
    private static final int MESSAGE = 2;
    private static final int KIND_SHIFT = 16;
    private static final long VERSION = 0x8000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private Guid() {}

    public static String of(AccountId account, ChannelId channel) {
        return guid(account, CHANNEL, channel.value());
    }

    public static String of(AccountId account, MessageId message) {
        return guid(account, MESSAGE, message.value());
    }

    /// Empty for what names no channel of this company; whether there is one is another question.
    public static Optional<ChannelId> channel(AccountId account, String guid) {
        return number(account, CHANNEL, guid).map(ChannelId::new);
    }

    /// Empty for what names no message of this company.
    public static Optional<MessageId> message(AccountId account, String guid) {
        return number(account, MESSAGE, guid).map(MessageId::new);
    }

    private static String guid(AccountId account, int kind, long number) {
        return new UUID(most(account, kind), VARIANT | number).toString();
    }

    private static long most(AccountId account, int kind) {
        return (account.value() << 32) | ((long) kind << KIND_SHIFT) | VERSION;
    }

    private static Optional<Long> number(AccountId account, int kind, String guid) {
        try {
            var uuid = UUID.fromString(guid);
            var number = uuid.getLeastSignificantBits() ^ VARIANT;
            return uuid.getMostSignificantBits() == most(account, kind)
                            && number > 0
                            && uuid.toString().equalsIgnoreCase(guid)
                    ? Optional.of(number)
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
