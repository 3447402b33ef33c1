package parley.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import parley.base.Address;
import parley.base.MessageId;

/// What happened on a channel, in Parley's words (R74, R75).
public sealed interface Inbound {

    /// The client wrote.
    ///
    /// @param externalId the messenger's id of the message; unique per channel (R70)
    /// @param replyTo the external id of the quoted message
    /// @param quote its text, for when Parley does not hold the quoted message
    record Message(
            Client client,
            String externalId,
            Instant at,
            Content content,
            @Nullable String replyTo,
            @Nullable String quote)
            implements Inbound {}

    /// Our side wrote, but not through Parley: from the phone's own app, by a bot (R75).
    record Echo(Client client, String externalId, Instant at, Content content, String via) implements Inbound {}

    record Edited(Client client, String externalId, Instant at, Content content) implements Inbound {}

    record Deleted(Client client, String externalId, Instant at) implements Inbound {}

    /// @param emoji absent when the reaction was taken back
    record Reacted(
            Client client,
            String externalId,
            Instant at,
            @Nullable String emoji) implements Inbound {}

    /// What became of a message that Parley sent. Moves forward only (R72).
    ///
    /// @param problem of a failed one: a code of {@link SendResult.Refused}
    /// @param detail the messenger's own words, for `refused`
    /// @param ours Parley's id of the message, where the messenger gives it back: it settles a message whose answer
    ///     was lost
    record Status(
            Client client,
            String externalId,
            DeliveryStatus status,
            Instant at,
            @Nullable String problem,
            @Nullable String detail,
            @Nullable MessageId ours)
            implements Inbound {

        public Status(Client client, String externalId, DeliveryStatus status, Instant at, @Nullable String problem) {
            this(client, externalId, status, at, problem, null, null);
        }
    }

    /// Everything sent up to here has been read (or delivered).
    record Watermark(Client client, DeliveryStatus status, Instant upTo) implements Inbound {}

    /// The client has forbidden (or allowed again) messages from us.
    record Reachable(Client client, boolean reachable, Instant at) implements Inbound {}

    /// The messenger has given the chat another id.
    record Moved(Client client, Address to, Instant at) implements Inbound {}

    /// The client pressed a button: shown as his message.
    record Pressed(Client client, String externalId, Instant at, String text) implements Inbound {}

    record Typing(Client client) implements Inbound {}

    /// A template was made, judged or taken away: they are to be asked for again.
    record TemplatesChanged() implements Inbound {}

    /// Nothing for a chat. The raw event stays.
    record Ignored(String reason) implements Inbound {}

    /// @param name how the messenger calls him; absent when it tells none
    /// @param verified whether the messenger (or the site's signature) vouches for phone and e-mail
    record Client(
            Address address,
            @Nullable String name,
            @Nullable String email,
            boolean verified) {

        public static Client of(Address address, @Nullable String name) {
            return new Client(address, name, null, true);
        }
    }
}
