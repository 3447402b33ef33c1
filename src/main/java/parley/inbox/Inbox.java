package parley.inbox;

import java.time.InstantSource;
import parley.auth.Auth;
import parley.channel.Channels;
import parley.chat.ChatRoom;
import parley.platform.Database;
import parley.realtime.Loudspeaker;
import parley.settings.Crms;
import parley.settings.SettingsDesk;

/// Everything that room `inbox` offers, made once.
public record Inbox(
        Boot boot,
        ChatList list,
        OneChat chat,
        Threads threads,
        Rows rows,
        Drafts drafts,
        Search search,
        Card card,
        AccessAnswer access,
        Viewers viewers,
        DecisionLines decisions,
        Streams streams,
        Waiting waiting,
        Unanswered unanswered) {

    /// The rooms below that this one looks into.
    public record Below(
            Database database,
            Auth auth,
            Channels channels,
            ChatRoom room,
            SettingsDesk desk,
            Crms crms,
            FileUrls urls,
            Loudspeaker loudspeaker,
            InstantSource clock) {}

    public static Inbox open(Below below) {
        var database = below.database();
        var room = below.room();
        var clock = below.clock();
        var moments = new Moments(database, room.feed(), below.desk()::current);
        var messageRows = new MessageRows(below.urls());
        var cards = new CardStore();
        var list = new ChatList(moments, room, clock);
        var access = new AccessAnswer(moments, room, cards);
        var reader = new ChangeReader(room);
        var sources = new Missed.Sources(room.feed(), reader, new Ops(messageRows, below.channels()));
        var streams = new Streams(below.auth().tickets, moments, room, below.channels(), sources, below.loudspeaker());
        return new Inbox(
                new Boot(moments, below.auth(), below.channels(), list),
                list,
                new OneChat(moments, room, access, streams),
                new Threads(moments, room, messageRows),
                new Rows(moments, room, messageRows),
                new Drafts(database, moments, room),
                new Search(moments, room, list, messageRows),
                new Card(database, moments, room, below.crms(), cards, clock),
                access,
                new Viewers(moments, room, cards),
                new DecisionLines(moments, room, below.desk(), cards),
                streams,
                new Waiting(moments, reader, below.loudspeaker()),
                new Unanswered(moments, clock));
    }
}
