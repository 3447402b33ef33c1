package parley.chat;

import java.time.InstantSource;
import parley.platform.Jobs;

/// Everything that room `chat` offers, made once.
public record ChatRoom(
        ChatStore chats,
        ChatCounters counters,
        Ownership ownership,
        MessageStore messages,
        Happenings happenings,
        Decisions decisions,
        Turns turns,
        Claims claims,
        TimelineLines lines,
        Feed feed) {

    public static ChatRoom open(Jobs jobs, TimelineLines.Plan plan, InstantSource clock) {
        var chats = new ChatStore();
        var counters = new ChatCounters();
        var ownership = new Ownership();
        var messages = new MessageStore();
        var decisions = new Decisions();
        return new ChatRoom(
                chats,
                counters,
                ownership,
                messages,
                new Happenings(chats, messages, counters),
                decisions,
                new Turns(),
                new Claims(ownership, decisions, jobs),
                new TimelineLines(jobs, plan, clock),
                new Feed(clock));
    }
}
