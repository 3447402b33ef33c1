package parley.inbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.base.ChatId;
import parley.base.MessageId;
import parley.chat.Chat;
import parley.chat.ChatRoom;
import parley.chat.FeedSpan;
import parley.chat.Message;

/// Reads what has changed since a position: each chat and each message once, in a handful of questions.
final class ChangeReader {

    /// Whatever is more than that is fetched anew (UX 6.4).
    static final int MOST = 500;

    private static final int LIVE = 20_000;
    private static final int MISSED = 50_000;

    private final ChatRoom room;

    ChangeReader(ChatRoom room) {
        this.room = room;
    }

    /// What has changed lately, for windows that have come to different positions.
    record Lately(FeedSpan.Reach reach, Changes all) {

        /// @param from not before the position from which it was read
        Changes since(long from) {
            return all.within(reach.after(from));
        }
    }

    /// For many windows at once. Empty when that is too much to tell.
    Optional<Changes> since(Moment moment, long from, Set<ChatId> watched) {
        return lately(moment, from, watched).map(Lately::all);
    }

    /// The same, also for windows that know more than others. Empty when that is too much to tell.
    Optional<Lately> lately(Moment moment, long from, Set<ChatId> watched) {
        var reach = FeedSpan.reach(moment.tx(), moment.account(), from, moment.position(), watched, LIVE);
        var span = reach.after(from);
        if (!span.complete()) {
            return Optional.empty();
        }
        var needed = new HashSet<>(span.chats().keySet());
        needed.addAll(span.messages().keySet());
        if (span.settings() || !span.lists().isEmpty()) {
            // Whoever sees less from now on loses what is open on his screen.
            needed.addAll(watched);
        }
        return Optional.of(new Lately(reach, load(moment, span, needed)));
    }

    /// For one viewer who was away, perhaps for long: what is not for him is not even loaded. Empty when that is too
    /// much to tell.
    Optional<Changes> missed(Moment moment, long from, @Nullable Eyes eyes, Set<ChatId> watched) {
        var span = FeedSpan.of(moment.tx(), moment.account(), from, moment.position(), watched, MISSED);
        if (!span.complete()) {
            return Optional.empty();
        }
        var needed = new HashSet<ChatId>();
        if (eyes != null) {
            needed.addAll(visible(moment, eyes, span.chats().keySet()));
            span.chats().forEach((chat, before) -> {
                if (before.stream().anyMatch(eyes::sees)) {
                    needed.add(chat);
                }
            });
            if (needed.size() > MOST) {
                return Optional.empty();
            }
            needed.addAll(watched);
        }
        return Optional.of(load(moment, span, needed));
    }

    private static List<ChatId> visible(Moment moment, Eyes eyes, Collection<ChatId> chats) {
        var law = eyes.law();
        return moment.tx()
                .createQuery("SELECT id FROM chat WHERE account_id = :account AND id = ANY(:chats) AND "
                        + law.condition() + " LIMIT :most")
                .bind("account", moment.account().value())
                .bind("chats", chats.stream().map(ChatId::value).toArray(Long[]::new))
                .bindMap(law.parameters())
                .bind("most", MOST + 1)
                .map((rs, _) -> new ChatId(rs.getLong("id")))
                .list();
    }

    /// The messages of some chats that changed since a position, and nothing else.
    Changes messages(Moment moment, long from, Set<ChatId> chats) {
        var span = FeedSpan.of(moment.tx(), moment.account(), from, moment.position(), chats, LIVE);
        var alone = new FeedSpan(false, Set.of(), Map.of(), span.messages(), span.complete());
        return load(moment, alone, span.messages().keySet());
    }

    private Changes load(Moment moment, FeedSpan span, Set<ChatId> needed) {
        Map<ChatId, Chat> chats = needed.isEmpty()
                ? Map.of()
                : room.chats().find(moment.tx(), moment.account(), needed).stream()
                        .collect(Collectors.toMap(Chat::id, Function.identity()));
        return Changes.of(moment, span, chats, messages(moment, span));
    }

    private Map<ChatId, List<Message>> messages(Moment moment, FeedSpan span) {
        var ids = new ArrayList<MessageId>();
        // Of a chat with more than that a window is told to fetch it, so none of them is needed.
        span.messages().values().stream().filter(some -> some.size() <= MOST).forEach(ids::addAll);
        var found = new HashMap<ChatId, List<Message>>();
        span.messages().keySet().forEach(chat -> found.put(chat, new ArrayList<>()));
        if (!ids.isEmpty()) {
            room.messages()
                    .find(moment.tx(), moment.account(), ids)
                    .forEach(message -> found.computeIfAbsent(message.chat(), _ -> new ArrayList<>())
                            .add(message));
        }
        return found;
    }
}
