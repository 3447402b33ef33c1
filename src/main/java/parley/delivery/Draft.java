package parley.delivery;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.base.ChatId;
import parley.base.MessageId;

/// What somebody wants to be sent, as it was typed.
///
/// @param cid made by the sender before the first attempt: a UUID (R73)
/// @param to absent when nobody was named
/// @param files ids of stored files, at most ten
/// @param voice whether the one file is a voice message
/// @param quote the message that it answers
/// @param clearUnanswered whether it counts as the answer (R58)
/// @param via `parley`, or `api` for a program
/// @param enclosed what a program adds; absent for people
/// @param template the template that it is made from; its words are the text then
public record Draft(
        String cid,
        @Nullable Target to,
        @Nullable String text,
        List<String> files,
        boolean voice,
        @Nullable MessageId quote,
        boolean clearUnanswered,
        String via,
        @Nullable Enclosed enclosed,
        @Nullable FromTemplate template) {

    /// @param file where the one file of the message is fetched from before it goes out
    /// @param crmMessageId the CRM's own id: for a minute the same one is not sent again
    public record Enclosed(@Nullable URI file, @Nullable String crmMessageId) {}

    /// Which template, and what stands for its variables, by their names.
    public record FromTemplate(String name, String language, Map<String, String> variables) {

        public FromTemplate {
            variables = Map.copyOf(variables);
        }
    }

    public Draft {
        files = List.copyOf(files);
        text = text == null || text.isBlank() ? null : text;
    }

    /// A reply in a chat, as the window sends it.
    public static Draft reply(String cid, ChatId chat, String text) {
        return new Draft(cid, new Target.InChat(chat, null), text, List.of(), false, null, true, "parley", null, null);
    }

    /// The same in the words of its template.
    Draft saying(String words) {
        return new Draft(cid, to, words, files, voice, quote, clearUnanswered, via, enclosed, template);
    }

    @Nullable
    URI file() {
        return enclosed == null ? null : enclosed.file();
    }

    @Nullable
    String crmMessageId() {
        return enclosed == null ? null : enclosed.crmMessageId();
    }
}
