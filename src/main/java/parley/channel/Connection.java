package parley.channel;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.base.Address;

/// A live line to one account of a messenger. Safe for use by many threads; chats do not wait for each other.
public interface Connection {

    /// Tells who knocks at the hook address. Works on the raw bytes and compares secrets in constant time.
    Hook.Verdict verify(Hook hook);

    /// Translates what was stored. Pure and tolerant: never throws for content, never does I/O.
    List<Inbound> read(StoredEvent event);

    /// Carries out one command. At most one is under way per chat. Never throws for what the messenger answers.
    SendResult send(Outbound command);

    /// Whether a message that is sent twice under one `cid` is one message there: then a lost answer is no riddle, and
    /// it may simply be sent again (R72, R73).
    default boolean knowsRepetitions() {
        return false;
    }

    /// Opens a file that a client sent.
    Fetched fetch(String reference);

    /// Tells the messenger that a pressed button was noticed, where it wants to know.
    default void acknowledge(Inbound.Pressed pressed) {}

    /// Shows the client that somebody is writing to him, where the messenger can. A hint that may be lost: never
    /// throws.
    default void typing(Address to, String author) {}

    /// Makes the messenger deliver to us. Harmless when repeated.
    Health subscribe();

    /// Is everything as it should be? Asked every few minutes; repairs a lost subscription by itself.
    Health health();

    /// Stops delivery at the messenger; history stays.
    void unsubscribe();

    /// For accounts that must be asked: blocks, feeding what it gets into the inlet, until the thread is interrupted.
    /// Returns at once where the messenger calls us.
    default void poll() throws InterruptedException {}

    /// The templates of the account, all of them; absent when they cannot be had at the moment. Asks the messenger.
    default @Nullable List<Template> templates() {
        return List.of();
    }

    /// What this channel serves to its clients' browsers below `/widget/v1/{key}`; absent for real messengers.
    default @Nullable ClientPages pages() {
        return null;
    }

    /// A raw event as it lies in the database.
    record StoredEvent(Instant receivedAt, Map<String, String> headers, byte[] body) {}

    /// The state of the line. A reason is a code whose texts stand in {@link Descriptor#reasons}.
    sealed interface Health {

        record Connected() implements Health {}

        /// Works, but somebody should look.
        record Attention(String reason) implements Health {}

        /// The messenger does not accept us any more; what is to be sent waits.
        record NeedsReconnect(String reason) implements Health {}
    }

    /// A client's file on its way in.
    sealed interface Fetched {

        /// The caller closes the stream.
        record Content(InputStream stream) implements Fetched {}

        /// It will never come: too big for the messenger's own interface, expired, deleted.
        record Gone(String why) implements Fetched {}

        record TryLater(Duration after, String why) implements Fetched {}
    }
}
