package parley.channel;

import java.util.Map;
import java.util.random.RandomGenerator;
import parley.platform.FilledForm.Mistake;

/// One messenger, as an adapter knows it: the data of its form and how a line to one account is opened.
public interface ChannelType {

    /// What the web part needs to offer, connect and use this channel; no messenger is known there by name.
    Descriptor descriptor();

    /// Checks what the administrator typed, with the messenger itself where that is possible.
    /// Nothing is stored and nothing is changed at the messenger.
    Check check(Map<String, String> fields, ChannelTools tools);

    /// What the adapter makes up when an account is connected: secrets of its own, stored and sealed beside the typed
    /// fields, under keys that no form has. They stay when the form is changed.
    default Map<String, String> secrets(RandomGenerator random) {
        return Map.of();
    }

    /// Whether the chats of one identity go on under another, so that the form may be changed from one to the other.
    /// Where there is an account they do not: it has to be connected as a channel of its own.
    default boolean goesOn(String identity, String other) {
        return identity.equals(other);
    }

    /// Opens the line to one account. Does no I/O: the first call does.
    Connection open(ChannelConfig config, ChannelTools tools);

    /// What came of checking a form.
    sealed interface Check {

        /// @param address how people know the account: a phone, a bot's @name, a site
        /// @param identity the messenger's own id of the account; an account is connected once (R9). Empty where
        ///     there is no account behind the channel: such a channel can be made any number of times
        record Fine(String address, String identity) implements Check {}

        /// All mistakes at once: field key → text code with its arguments.
        record Mistakes(Map<String, Mistake> fields) implements Check {

            public Mistakes {
                fields = Map.copyOf(fields);
            }
        }
    }
}
