package parley.inbox;

import java.util.ArrayList;
import java.util.List;
import parley.auth.Viewer;
import parley.base.ChatId;
import parley.base.MessageId;
import parley.chat.Chat;
import parley.chat.ChatRoom;
import parley.chat.Message;

/// The messages of a chat, page by page.
public final class Threads {

    /// Where in a chat to look.
    public sealed interface Where {

        record End() implements Where {}

        record Before(long seq) implements Where {}

        record After(long seq) implements Where {}

        /// With as much before as behind.
        record Around(long seq) implements Where {}

        /// The same for a message of which only the id is known, as that of a quote; the end when it is not of this
        /// chat.
        record Quoted(MessageId message) implements Where {}
    }

    /// @param rows ascending by `seq`
    public record Page(List<MessageRow> rows, boolean moreBefore, boolean moreAfter, String pos) {}

    private record Part(List<Message> ascending, boolean moreBefore, boolean moreAfter) {}

    private final Moments moments;
    private final ChatRoom room;
    private final MessageRows messageRows;

    Threads(Moments moments, ChatRoom room, MessageRows messageRows) {
        this.moments = moments;
        this.room = room;
        this.messageRows = messageRows;
    }

    public Seen<Page> page(Viewer viewer, ChatId id, Where where, int limit) {
        return moments.at(
                viewer.account(),
                moment -> Seen.of(moment, viewer, room, id, (eyes, chat) -> {
                    var part = part(moment, chat, where, limit);
                    var rows = part.ascending().stream()
                            .map(message -> messageRows.row(viewer, eyes, message, moment.pos()))
                            .toList();
                    return new Page(rows, part.moreBefore(), part.moreAfter(), moment.pos());
                }));
    }

    private Part part(Moment moment, Chat chat, Where where, int limit) {
        return switch (where) {
            case Where.End() -> before(moment, chat, Long.MAX_VALUE, limit);
            case Where.Before(var seq) -> before(moment, chat, seq, limit);
            case Where.After(var seq) -> after(moment, chat, seq, limit);
            case Where.Quoted(var id) ->
                part(
                        moment,
                        chat,
                        room.messages()
                                .find(moment.tx(), moment.account(), id)
                                .filter(message -> message.chat().equals(chat.id()))
                                .<Where>map(message -> new Where.Around(message.seq()))
                                .orElseGet(Where.End::new),
                        limit);
            case Where.Around(var seq) -> {
                var above = before(moment, chat, seq, limit / 2);
                var below = after(moment, chat, seq - 1, limit - limit / 2);
                var all = new ArrayList<>(above.ascending());
                all.addAll(below.ascending());
                yield new Part(all, above.moreBefore(), below.moreAfter());
            }
        };
    }

    private Part before(Moment moment, Chat chat, long seq, int limit) {
        var found = room.messages().before(moment.tx(), moment.account(), chat.id(), seq, limit + 1);
        var shown = found.subList(0, Math.min(limit, found.size())).reversed();
        return new Part(shown, found.size() > limit, seq <= chat.seq());
    }

    private Part after(Moment moment, Chat chat, long seq, int limit) {
        var found = room.messages().after(moment.tx(), moment.account(), chat.id(), seq, limit + 1);
        return new Part(found.subList(0, Math.min(limit, found.size())), seq >= 1, found.size() > limit);
    }
}
