package parley.chaos;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the campaign itself saw happen. Times are its own, of one clock; texts are unique, so a text names a message.
sealed interface Event {

    Instant at();

    /// A client's message as the messenger delivered it.
    ///
    /// @param at when the last attempt began
    /// @param acknowledged when the hub said 2xx; absent when nobody knows whether it took it
    record Written(
            String client,
            String text,
            Instant at,
            @Nullable Instant acknowledged) implements Event {}

    /// An employee's message as his browser sent it.
    ///
    /// @param status of the answer; 0 when it was lost
    /// @param answered when the answer was there
    record Replied(String employee, String client, String text, int status, Instant at, Instant answered)
            implements Event {}

    /// An employee's window or list showed a row of this client's chat.
    ///
    /// @param at when it was received; of a list, when it was asked for
    /// @param text of the message, when it was a message's row
    /// @param seq its place in the chat
    record Shown(
            String window,
            String employee,
            String client,
            @Nullable String text,
            long seq,
            Instant at) implements Event {}

    /// The window began anew or fetched a thread again: what comes next need not join what came before.
    record Restarted(String window, @Nullable String client, Instant at) implements Event {}

    /// A line was read and said nothing for so long that a browser takes it for dead.
    ///
    /// @param isHubAlive whether the process was still there with which it was opened
    record Silent(String window, boolean isHubAlive, Instant from, Instant at) implements Event {}

    /// A frame that does not begin where the one before ended.
    record Torn(String window, long told, long previous, Instant at) implements Event {}

    /// The messenger was asked to send, and did.
    record Called(String client, String text, Instant at) implements Event {}

    /// A program took a message by webhook.
    ///
    /// @param id of the delivery
    /// @param seen of how many attempts with 2xx or a lost answer this is one
    record Told(String id, String client, String text, boolean echo, Instant at) implements Event {}

    /// From now on (when the administrator had his answer) this employee has a role on both channels, or none.
    ///
    /// @param asked when the administrator sent it: between the two nobody knows
    record Policy(String employee, boolean hasRole, Instant asked, Instant at) implements Event {}

    /// A file that a hub took from an employee.
    ///
    /// @param url where he finds it
    /// @param hash of what is in it
    record Kept(String employee, String url, int hash, Instant at) implements Event {}

    /// An answer that tells nobody what to do: neither yes nor no nor "later".
    record Broke(String what, int status, Instant at) implements Event {}

    /// A hub stood still, or was cut off, or a window did not read: what was right before may have been shown after.
    record Frozen(Instant at, Instant thawed) implements Event {}
}
