package parley.delivery;

import java.net.URI;
import java.util.Locale;
import parley.base.ChatId;
import parley.base.MessageId;
import parley.channel.CleanText;
import parley.chat.Chat;
import parley.chat.FileInChat;
import parley.platform.NewJob;

/// The payload of a job that fetches the file of a message before it goes out.
record FileOrder(ChatId chat, MessageId message) {

    static final String KIND = "enclose";

    /// In the lane of what is sent, and before the message itself: nothing overtakes it (R71).
    static NewJob of(Chat chat, MessageId message) {
        return new NewJob(
                chat.account(), KIND, message.toString(), SendOrder.lane(chat), new FileOrder(chat.id(), message));
    }

    SendOrder whole() {
        return new SendOrder(chat, message);
    }

    /// The file as it stands in the message until it is here.
    static FileInChat loading(URI from) {
        return new FileInChat(null, from.toString(), name(from), null, 0, null, null, null, "loading");
    }

    /// The last part of the path, as people see it in the chat; escaped there may be what no database holds.
    static String name(URI from) {
        var path = from.getPath() == null ? "" : from.getPath();
        var last = CleanText.of(path.substring(path.lastIndexOf('/') + 1)).strip();
        return last.isEmpty() ? String.valueOf(from.getHost()).toLowerCase(Locale.ROOT) : last;
    }
}
