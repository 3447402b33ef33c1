package parley.delivery;

import parley.base.ChatId;
import parley.base.MessageId;
import parley.chat.Chat;
import parley.platform.NewJob;

/// The payload of a job of kind `send`: this message is to go out.
record SendOrder(ChatId chat, MessageId message) {

    static final String KIND = "send";

    /// @param time 0, or how often a person has asked to send it again
    static NewJob of(Chat chat, MessageId message, long time) {
        return new NewJob(chat.account(), KIND, key(message, time), lane(chat), new SendOrder(chat.id(), message));
    }

    static String key(MessageId message, long time) {
        return time == 0 ? message.toString() : message + ":" + time;
    }

    /// All that leaves a chat leaves it in one line (R71).
    static String lane(Chat chat) {
        return "chat:" + chat.id() + ":out";
    }
}
