package parley.delivery;

import parley.base.Address;
import parley.base.ChatId;
import parley.channel.Channels.Channel;
import parley.channel.Descriptor;
import parley.chat.Standing;

/// Where a message is to go.
sealed interface Destination {

    /// @param face of the adapter, with what the channel takes
    record Line(Channel channel, Descriptor face) {

        /// How people call the messenger.
        String messenger(String language) {
            return face.name().getOrDefault(language, face.type());
        }
    }

    /// To a client who has a chat there.
    record Known(Line line, ChatId chat) implements Destination {}

    /// To a client to whom nobody has spoken there yet.
    ///
    /// @param standing what the CRM knows of him
    record First(Line line, Address address, Standing standing) implements Destination {}

    /// Nowhere, and this is the answer.
    record Nowhere(Sent answer) implements Destination {}
}
