package parley.rules;

import java.util.Set;
import parley.base.ChannelId;
import parley.base.EmployeeId;

/// What the rules must know of a chat to say who sees it.
///
/// @param responsible R22's set; empty means nobody
public record ChatFacts(ChannelId channel, Client client, Set<EmployeeId> responsible) {

    /// What is known of the client behind a chat.
    public enum Client {
        /// Not looked up in the CRM yet. Only those who see every chat see it.
        UNROUTED,
        /// Not in the CRM, offered to whoever receives new clients: the first to reply gets him (R26).
        OFFERED,
        /// Not in the CRM, by turn, and nobody is eligible (R32). Only those who see every chat see it.
        WAITING,
        /// In the CRM. With an empty responsible set the chat is common.
        KNOWN
    }

    public ChatFacts {
        responsible = Set.copyOf(responsible);
    }
}
