package parley.delivery;

import org.jspecify.annotations.Nullable;
import parley.base.Address;
import parley.base.ChannelId;
import parley.base.ChatId;

/// To whom something is to be sent.
public sealed interface Target {

    /// To the client of a chat.
    ///
    /// @param picked another channel than the chat's (R45)
    record InChat(ChatId chat, @Nullable ChannelId picked) implements Target {}

    /// To somebody who is written to first.
    ///
    /// @param address a phone, a @name or the messenger's own id, as it was typed
    /// @param picked absent leaves the channel to the rules (R43)
    record Typed(String address, @Nullable ChannelId picked) implements Target {}

    /// To exactly this client of exactly this channel, as programs name him.
    ///
    /// @param address its id is empty where he is known by phone or name only
    record Exact(ChannelId channel, Address address) implements Target {}
}
