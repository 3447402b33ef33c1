package parley.chat;

import java.time.InstantSource;
import parley.platform.Jobs;

/// Everything that room `chat` offers, made once.
public record ChatRoom(
        ChatStore chats,
        ChatsOf chatsOf,
        ChatCounters counters,
        Appending appending,
        Ownership ownership,
        MessageStore messages,
        ClientHistory history,
        SentMessages sent,
        Happenings happenings,
        Decisions decisions,
        Turns turns,
        Claims claims,
        TimelineLines lines,
        Feed feed) {

    /// @param plan which messages go into the CRM's timeline, and when
    public static ChatRoom open(Feed feed, Jobs jobs, TimelineLines.Plan plan, InstantSource clock) {
        var chats = new ChatStore();
        var counters = new ChatCounters();
        var ownership = new Ownership();
        var messages = new MessageStore();
        var decisions = new Decisions();
        var lines = new TimelineLines(jobs, plan, clock);
        var happenings = new Happenings(chats, messages, counters);
        return new ChatRoom(
                chats,
                new ChatsOf(),
                counters,
                new Appending(counters, lines, happenings),
                ownership,
                messages,
                new ClientHistory(),
                new SentMessages(),
                happenings,
                decisions,
                new Turns(),
                new Claims(ownership, decisions, jobs),
                lines,
                feed);
    }
}
