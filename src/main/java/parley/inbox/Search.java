package parley.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.ChatId;
import parley.base.MessageId;
import parley.chat.ChatRoom;
import parley.chat.Message;

/// Finds clients by name, @name and phone, and messages by their words; never what the viewer may not see (UX 9.2).
public final class Search {

    private static final int AROUND = 40;

    /// @param message absent when the client himself was found
    public record Hit(ChatRow chat, @Nullable MessageRow message, List<Part> snippet) {}

    /// A piece of text, and whether it is what was searched for.
    public record Part(String text, boolean hit) {}

    public record Hits(List<Hit> rows, @Nullable String next) {}

    private final Moments moments;
    private final ChatRoom room;
    private final ChatList list;
    private final MessageRows messageRows;

    Search(Moments moments, ChatRoom room, ChatList list, MessageRows messageRows) {
        this.moments = moments;
        this.room = room;
        this.list = list;
        this.messageRows = messageRows;
    }

    /// Clients, in the order of the list.
    public Hits contacts(Viewer viewer, String q, @Nullable String after, int limit) {
        var wanted = new Wanted(Wanted.View.ALL, null, null, false, false, q, after, limit);
        var page = list.page(viewer, wanted);
        var hits = page.rows().stream()
                .map(row -> new Hit(row, null, snippet(words(row), q)))
                .toList();
        return new Hits(hits, page.next());
    }

    private static String words(ChatRow row) {
        var words = new ArrayList<String>();
        if (row.name() != null) {
            words.add(row.name());
        }
        if (row.address().username() != null) {
            words.add("@" + row.address().username());
        }
        if (row.address().phone() != null) {
            words.add(row.address().phone());
        }
        return String.join(" · ", words);
    }

    /// Messages, newest first.
    ///
    /// @param chat only of this one; absent: of all that he sees
    public Hits messages(Viewer viewer, String q, @Nullable ChatId chat, @Nullable MessageId after, int limit) {
        return moments.at(
                viewer.account(),
                moment -> moment.eyes(viewer)
                        .map(eyes ->
                                messages(moment, viewer, eyes, new TextSearch.Asked(q.strip(), chat, after, limit)))
                        .orElseGet(() -> new Hits(List.of(), null)));
    }

    private Hits messages(Moment moment, Viewer viewer, Eyes eyes, TextSearch.Asked asked) {
        var ids = TextSearch.find(moment, eyes.law(), asked, TextSearch.Reach.USUAL);
        var more = ids.size() > asked.limit();
        var shown = more ? ids.subList(0, asked.limit()) : ids;
        var messages = room.messages().find(moment.tx(), moment.account(), shown).stream()
                .collect(Collectors.toMap(Message::id, Function.identity()));
        var chatIds = messages.values().stream().map(Message::chat).distinct().toList();
        var chats = room.chats().find(moment.tx(), moment.account(), chatIds);
        var rows =
                ChatRows.of(moment, eyes, chats).stream().collect(Collectors.toMap(ChatRow::id, Function.identity()));
        var hits = new ArrayList<Hit>();
        for (var id : shown) {
            var message = messages.get(id);
            if (message != null && rows.containsKey(message.chat())) {
                var text = message.text() == null ? "" : message.text();
                hits.add(new Hit(
                        rows.get(message.chat()),
                        messageRows.row(viewer, eyes, message, moment.pos()),
                        snippet(text, asked.q())));
            }
        }
        return new Hits(hits, more ? shown.getLast().toString() : null);
    }

    /// The text around the first place where it was found; from its beginning when it was found otherwise, as a phone
    /// that is spelled differently.
    static List<Part> snippet(String text, String q) {
        var place = q.isEmpty() ? -1 : text.toLowerCase(Locale.ROOT).indexOf(q.toLowerCase(Locale.ROOT));
        if (place < 0 || place + q.length() > text.length()) {
            return List.of(new Part(cut(text, 0, 2 * AROUND), false));
        }
        var end = place + q.length();
        var parts = new ArrayList<Part>();
        var before = cut(text, Math.max(0, place - AROUND), place);
        if (!before.isEmpty()) {
            parts.add(new Part((place > AROUND ? "…" : "") + before, false));
        }
        parts.add(new Part(text.substring(place, end), true));
        var behind = cut(text, end, end + AROUND);
        if (!behind.isEmpty()) {
            parts.add(new Part(behind + (end + AROUND < text.length() ? "…" : ""), false));
        }
        return parts;
    }

    /// Never through the middle of a character.
    private static String cut(String text, int from, int to) {
        var end = Math.min(to, text.length());
        var begin = Math.min(from, end);
        if (begin > 0 && begin < end && Character.isLowSurrogate(text.charAt(begin))) {
            begin++;
        }
        if (end < text.length() && end > begin && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(begin, end);
    }
}
