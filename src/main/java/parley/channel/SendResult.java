package parley.channel;

import java.time.Duration;
import java.util.List;

/// What a messenger made of a command.
public sealed interface SendResult {

    /// @param externalIds the messenger's ids; several when one message became several there
    /// @param status ACCEPTED, SENT or DELIVERED
    record Accepted(List<String> externalIds, DeliveryStatus status) implements SendResult {

        public Accepted {
            externalIds = List.copyOf(externalIds);
        }
    }

    /// Certainly not sent; the chat (or the whole channel) waits and keeps its order.
    record TryLater(Duration after, String why, Hold hold) implements SendResult {}

    /// This message can never go.
    ///
    /// @param code one of `blocked`, `no_account`, `too_long`, `too_big`, `wrong_kind`, `window_closed`, `spam_limit`,
    ///     `no_marketing`, `template_gone`, `template_changed`, `write_first_impossible`, `refused`: the words are the
    ///     screen's
    /// @param detail the messenger's own words, for `refused`
    record Refused(String code, String detail, Client client) implements SendResult {}

    /// The account is not accepted any more: what is to be sent waits until it is connected again.
    record ChannelDown(String why) implements SendResult {}

    /// It may have gone. Never repeated by itself (R72).
    record Unknown(String why) implements SendResult {}

    enum Hold {
        CHAT,
        CHANNEL
    }

    enum Client {
        REACHABLE,
        /// Nothing more goes to this client until he writes again.
        UNREACHABLE
    }
}
