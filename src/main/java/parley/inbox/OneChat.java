package parley.inbox;

import java.util.List;
import parley.auth.Viewer;
import parley.base.ChatId;
import parley.chat.ChatRoom;

/// A chat as it is opened: its row, why it is seen, who else looks at it.
public final class OneChat {

    /// @param looking others who have it open
    public record Opened(ChatRow row, AccessAnswer.Answer access, Presence presence, String pos) {}

    public record Presence(List<Named> looking, List<Named> writing) {}

    private final Moments moments;
    private final ChatRoom room;
    private final AccessAnswer access;
    private final Streams streams;

    OneChat(Moments moments, ChatRoom room, AccessAnswer access, Streams streams) {
        this.moments = moments;
        this.room = room;
        this.access = access;
        this.streams = streams;
    }

    public Seen<Opened> open(Viewer viewer, ChatId id) {
        return moments.at(
                viewer.account(),
                moment -> Seen.of(
                        moment,
                        viewer,
                        room,
                        id,
                        (eyes, chat) -> new Opened(
                                ChatRows.of(moment, eyes, List.of(chat)).getFirst(),
                                access.of(moment, eyes, chat),
                                new Presence(streams.lookers(moment, chat, viewer), List.of()),
                                moment.pos())));
    }
}
