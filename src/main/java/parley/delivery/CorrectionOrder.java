package parley.delivery;

import org.jspecify.annotations.Nullable;
import parley.base.ChatId;
import parley.base.MessageId;
import parley.chat.Chat;
import parley.platform.NewJob;

/// The payload of a job that changes a message at the messenger.
///
/// @param text the new one, for an edit
/// @param emoji absent takes the reaction back
/// @param by whose wish it is: the id of an employee, or the name of a program
record CorrectionOrder(
        What what,
        ChatId chat,
        MessageId message,
        @Nullable String text,
        @Nullable String emoji,
        String by) {

    static final String KIND = "correct";

    enum What {
        EDIT,
        DELETE,
        REACT
    }

    /// In the lane of what is sent, so that nothing is changed before it has gone (R71).
    ///
    /// @param wish tells the wishes for one message apart
    NewJob job(Chat chat, long wish) {
        return new NewJob(chat.account(), KIND, message + ":" + wish, SendOrder.lane(chat), this);
    }

    SendOrder whole() {
        return new SendOrder(chat, message);
    }
}
