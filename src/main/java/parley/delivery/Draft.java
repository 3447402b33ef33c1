package parley.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.base.MessageId;

/// What somebody wants to be sent, as it was typed.
///
/// @param cid made by the sender before the first attempt: a UUID (R73)
/// @param chat the chat it belongs to; absent when he writes first
/// @param address a phone, a @name or the messenger's own id, for writing first
/// @param channel the channel he has picked (R45); absent leaves it to the rules
/// @param files ids of stored files, at most ten
/// @param voice whether the one file is a voice message
/// @param quote the message that it answers
/// @param clearUnanswered whether it counts as the answer (R58)
/// @param via `parley`, or `api` for a program
public record Draft(
        String cid,
        @Nullable ChatId chat,
        @Nullable String address,
        @Nullable ChannelId channel,
        @Nullable String text,
        List<String> files,
        boolean voice,
        @Nullable MessageId quote,
        boolean clearUnanswered,
        String via) {

    public Draft {
        files = List.copyOf(files);
        text = text == null || text.isBlank() ? null : text;
        address = address == null || address.isBlank() ? null : address.strip();
    }

    /// A reply in a chat, as the window sends it.
    public static Draft reply(String cid, ChatId chat, String text) {
        return new Draft(cid, chat, null, null, text, List.of(), false, null, true, "parley");
    }
}
