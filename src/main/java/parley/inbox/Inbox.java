package parley.inbox;

import parley.chat.ChatRoom;
import parley.platform.Database;
import parley.settings.SettingsDesk;

/// Everything that room `inbox` offers, made once.
public record Inbox(Rows rows) {

    public static Inbox open(Database database, ChatRoom room, SettingsDesk desk, FileUrls urls) {
        var moments = new Moments(database, room.feed(), desk);
        var messageRows = new MessageRows(urls);
        return new Inbox(new Rows(moments, room, messageRows));
    }
}
