package parley.chat;

import parley.base.ChatId;
import parley.platform.NewJob;

/// The payload of a job of kind `route`: what is pending for the chat is carried out, or it is decided who gets it.
public record RouteOrder(ChatId chat) {

    public static final String KIND = "route";

    /// Two chats of one client follow each other in his lane, so that he becomes one contact and one deal (R30).
    ///
    /// @param key names the occasion: the message's place in the chat, or the decision to be carried out
    public static NewJob of(Chat chat, String key) {
        return new NewJob(chat.account(), KIND, chat.id() + ":" + key, lane(chat), new RouteOrder(chat.id()));
    }

    /// In which a client's routing is done.
    public static String lane(Chat chat) {
        var phone = chat.address().phone();
        return phone != null && chat.person().verified()
                ? "client:" + phone
                : "client:" + chat.address().network() + ":" + chat.address().id();
    }
}
