package parley.chat;

import java.time.Instant;
import parley.base.ChatId;
import parley.platform.Job;
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

    /// The same once more, behind what waits in its lane by now: what it waits for may be there.
    public static NewJob behind(Job job, Instant due) {
        return new NewJob(job.account(), KIND, "behind:" + job.id(), job.lane(), job.payload(RouteOrder.class), due);
    }

    private static String lane(Chat chat) {
        var phone = chat.address().phone();
        return phone != null && chat.person().verified()
                ? "client:" + phone
                : "client:" + chat.address().network() + ":" + chat.address().id();
    }
}
