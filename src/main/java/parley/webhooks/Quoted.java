package parley.webhooks;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import parley.base.AccountId;
import parley.base.MessageId;
import parley.chat.Message;
import parley.chat.MessageStore;

/// The messages that others quote, as far as Parley holds them.
record Quoted(Map<MessageId, Message> known) {

    /// Those of a whole batch, by one query.
    static Quoted by(Handle tx, MessageStore store, AccountId account, Collection<Message> messages) {
        var ids = messages.stream().flatMap(Quoted::id).collect(Collectors.toSet());
        return new Quoted(
                ids.isEmpty()
                        ? Map.of()
                        : store.find(tx, account, ids).stream()
                                .collect(Collectors.toMap(Message::id, Function.identity())));
    }

    private static Stream<MessageId> id(Message message) {
        var quote = message.quote();
        return quote == null || quote.message() == null
                ? Stream.empty()
                : Stream.of(new MessageId(Long.parseLong(quote.message())));
    }

    /// The one that this message quotes.
    Optional<Message> in(Message message) {
        return id(message)
                .findFirst()
                .map(known::get)
                .filter(quoted -> quoted.chat().equals(message.chat()));
    }
}
