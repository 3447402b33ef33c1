package parley.channel;

import org.jspecify.annotations.Nullable;
import parley.base.Address;
import parley.base.MessageId;

/// What Parley asks a messenger to do.
public sealed interface Outbound {

    Address to();

    /// @param cid the client-made id of the message: the key for messengers that know idempotency (R73)
    /// @param author shown to the client where the channel can show it
    /// @param replyTo the external id of the quoted message
    record Send(
            Address to,
            MessageId message,
            String cid,
            Content content,
            @Nullable String replyTo,
            @Nullable String author)
            implements Outbound {}

    record Edit(Address to, MessageId message, String externalId, String text, boolean caption) implements Outbound {}

    record Delete(Address to, MessageId message, String externalId) implements Outbound {}

    /// @param emoji absent takes the reaction back
    record React(
            Address to,
            MessageId message,
            String externalId,
            @Nullable String emoji) implements Outbound {}
}
