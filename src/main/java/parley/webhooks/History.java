package parley.webhooks;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.base.ChatType;
import parley.base.MessageId;
import parley.chat.Chat;
import parley.chat.ChatRoom;
import parley.chat.ClientHistory;
import parley.chat.Message;
import parley.platform.Database;

/// What programs may read again of what they were told: messages as they are now, only of channels that the integration
/// has taken (R9), and no test messages (R62).
public final class History {

    private static final Instant EVER = Instant.parse("9999-12-31T00:00:00Z");

    /// @param channel absent: all that are taken
    /// @param from what was said then or later
    /// @param to what was said before that
    /// @param before the message with which the last page ended; absent for the first
    public record Asked(
            ChatType chatType,
            String chatId,
            @Nullable ChannelId channel,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable MessageId before,
            int limit) {}

    /// @param items as in `messages`, newest first
    /// @param next the message with which this page ended; absent on the last page
    public record Page(
            List<Map<String, Object>> items, @Nullable MessageId next) {}

    private final Database database;
    private final ChatRoom room;
    private final Telling telling;
    private final Wire wire;

    History(Webhooks.Below below) {
        this.database = below.database();
        this.room = below.room();
        this.telling = new Telling(below.room(), below.channels(), below.desk(), below.wire());
        this.wire = below.wire();
    }

    public Page page(AccountId account, Asked asked) {
        return database.read(tx -> {
            var found = room.history().of(tx, account, piece(tx, account, asked));
            var shown = found.subList(0, Math.min(asked.limit(), found.size()));
            var next = found.size() > shown.size() ? shown.getLast().id() : null;
            return new Page(items(tx, account, shown), next);
        });
    }

    /// With one more than asked for, by which it is seen whether there is another page.
    private ClientHistory.Piece piece(Handle tx, AccountId account, Asked asked) {
        var taken = telling.ticked(tx, account);
        var channel = asked.channel();
        return new ClientHistory.Piece(
                asked.chatType(),
                asked.chatId(),
                channel == null ? taken : taken.contains(channel) ? Set.of(channel) : Set.of(),
                asked.from() == null ? Instant.EPOCH : asked.from(),
                asked.to() == null ? EVER : asked.to(),
                asked.before() == null ? new MessageId(Long.MAX_VALUE) : asked.before(),
                asked.limit() + 1);
    }

    public Optional<Map<String, Object>> find(AccountId account, MessageId id) {
        return database.read(tx -> {
            var taken = telling.ticked(tx, account);
            var found = room.messages()
                    .find(tx, account, id)
                    .filter(message -> !message.test() && taken.contains(message.channel()));
            return items(tx, account, found.stream().toList()).stream().findFirst();
        });
    }

    private List<Map<String, Object>> items(Handle tx, AccountId account, List<Message> messages) {
        var ids = messages.stream().map(Message::chat).collect(Collectors.toSet());
        var chats =
                room.chats().find(tx, account, ids).stream().collect(Collectors.toMap(Chat::id, Function.identity()));
        var quoted = Quoted.by(tx, room.messages(), account, messages);
        return messages.stream()
                .<Map<String, Object>>mapMulti((message, out) -> {
                    var chat = chats.get(message.chat());
                    if (chat != null) {
                        out.accept(item(chat, message, quoted));
                    }
                })
                .toList();
    }

    /// Who reads it again is not told what was there before it was deleted.
    private Map<String, Object> item(Chat chat, Message message, Quoted quoted) {
        var item = wire.message(chat, message, quoted, Wire.Notice.NONE);
        if (message.deleted()) {
            item.put("isDeleted", true);
        }
        return item;
    }
}
