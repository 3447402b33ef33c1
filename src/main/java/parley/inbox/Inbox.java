package parley.inbox;

import java.time.InstantSource;
import parley.auth.Auth;
import parley.channel.Channels;
import parley.chat.ChatRoom;
import parley.platform.Database;
import parley.settings.SettingsDesk;

/// Everything that room `inbox` offers, made once.
public record Inbox(Boot boot, ChatList list, Threads threads, Rows rows, Drafts drafts) {

    /// The rooms below that this one looks into.
    public record Below(
            Database database,
            Auth auth,
            Channels channels,
            ChatRoom room,
            SettingsDesk desk,
            FileUrls urls,
            InstantSource clock) {}

    public static Inbox open(Below below) {
        var room = below.room();
        var moments = new Moments(below.database(), room.feed(), below.desk());
        var messageRows = new MessageRows(below.urls());
        var list = new ChatList(moments, room, below.clock());
        return new Inbox(
                new Boot(moments, below.auth(), below.channels(), list),
                list,
                new Threads(moments, room, messageRows),
                new Rows(moments, room, messageRows),
                new Drafts(below.database(), moments, room));
    }
}
