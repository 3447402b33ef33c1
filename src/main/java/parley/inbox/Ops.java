package parley.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.ChatId;
import parley.base.EmployeeId;
import parley.base.MessageId;
import parley.channel.Channels;
import parley.chat.Chat;
import parley.platform.Json;
import parley.rules.ChatFacts;
import parley.rules.Reason;

/// What one viewer is told of changes: whole rows to put, and rows to remove with the reason (UX 6.4).
final class Ops {

    private static final String CHANNELS = "channels";

    /// @param all as JSON, in an order in which they can be applied
    /// @param stale watched chats of which so much has changed that they are to be fetched anew
    record Told(List<String> all, List<ChatId> stale) {}

    private final MessageRows messageRows;
    private final Channels channels;

    Ops(MessageRows messageRows, Channels channels) {
        this.messageRows = messageRows;
        this.channels = channels;
    }

    /// A chat to everybody who stands alike, but for those whom it mentions.
    private record SameChat(
            ChatId chat, Standpoint standpoint, @Nullable EmployeeId self, boolean near) {}

    /// A message to everybody who sees its chat.
    private record SameMessage(MessageId message, @Nullable EmployeeId self, boolean watchesOver) {}

    Told of(Changes changes, Viewer viewer, @Nullable Eyes eyes, Standpoint standpoint, Set<ChatId> watched) {
        var ops = new ArrayList<String>();
        var stale = new ArrayList<ChatId>();
        if (eyes != null) {
            chats(changes, eyes, standpoint, watched, ops);
            messages(changes, viewer, eyes, watched, ops, stale);
        }
        lists(changes, viewer, ops);
        return new Told(ops, stale);
    }

    private static void chats(
            Changes changes, Eyes eyes, Standpoint standpoint, Set<ChatId> watched, List<String> ops) {
        changes.changed().forEach((id, before) -> {
            var chat = changes.chats().get(id);
            if (chat == null || !eyes.looksAt(chat)) {
                return;
            }
            var self = changes.mentions().in(id, eyes.me()) ? eyes.me() : null;
            var near = watched.contains(id);
            var op = changes.told(
                    new SameChat(id, standpoint, self, near), () -> chat(changes, eyes, chat, before, near));
            if (!op.isEmpty()) {
                ops.add(op);
            }
        });
    }

    /// Empty when it does not concern him.
    private static String chat(Changes changes, Eyes eyes, Chat chat, Set<ChatFacts> before, boolean near) {
        if (eyes.sees(chat)) {
            var row = ChatRows.row(
                    eyes, chat, changes.personal(), changes.moment().pos());
            return put("chats", Json.write(row));
        }
        return near || before.stream().anyMatch(eyes::sees) ? remove(chat, Losses.why(eyes, chat, before)) : "";
    }

    private void messages(
            Changes changes, Viewer viewer, Eyes eyes, Set<ChatId> watched, List<String> ops, List<ChatId> stale) {
        changes.messages().forEach((id, messages) -> {
            var chat = changes.chats().get(id);
            if (chat == null || !watched.contains(id) || !eyes.sees(chat)) {
                return;
            }
            // Left out when they were too many: ChangeReader.
            if (messages.isEmpty()) {
                stale.add(id);
            }
            for (var message : messages) {
                // The addresses of files are for him alone.
                var self = message.files().isEmpty() ? null : eyes.me();
                var same = new SameMessage(message.id(), self, eyes.watchesOver(message.channel()));
                ops.add(changes.told(
                        same,
                        () -> put(
                                "messages",
                                Json.write(messageRows.row(
                                        viewer, eyes, message, changes.moment().pos())))));
            }
        });
    }

    private void lists(Changes changes, Viewer viewer, List<String> ops) {
        var moment = changes.moment();
        if (changes.settings() || changes.lists().contains(CHANNELS)) {
            channels(changes, viewer, ops);
        }
        for (var list : changes.lists()) {
            if (!list.equals(CHANNELS)) {
                ops.add(put(list, mark(list, moment.pos())));
            }
        }
        if (changes.settings() && viewer.administrator()) {
            ops.add(put("settings", mark("settings", moment.pos())));
        }
    }

    private void channels(Changes changes, Viewer viewer, List<String> ops) {
        var moment = changes.moment();
        var rows = ChannelRow.of(moment, viewer, channels);
        rows.forEach(row -> ops.add(changes.told(row, () -> put(CHANNELS, Json.write(row)))));
        var shown = rows.stream().map(ChannelRow::id).collect(Collectors.toSet());
        channels.ever(moment.tx(), moment.account()).stream()
                .filter(channel -> !shown.contains(channel.id()))
                .forEach(channel -> ops.add("{\"remove\":\"channels\",\"id\":\"" + channel.id() + "\"}"));
    }

    /// Those of the watched chats that the viewer does not see any more, whatever was the reason.
    List<String> lost(Changes changes, @Nullable Eyes eyes, Set<ChatId> watched) {
        if (eyes == null) {
            return watched.stream()
                    .map(chat -> "{\"remove\":\"chats\",\"id\":\"" + chat + "\",\"why\":\"no_role\",\"args\":{}}")
                    .toList();
        }
        return watched.stream()
                .map(changes.chats()::get)
                .filter(chat -> chat != null && eyes.looksAt(chat) && !eyes.sees(chat))
                .map(chat -> remove(chat, Losses.why(eyes, chat)))
                .toList();
    }

    static String counters(Counters counters) {
        return put("counters", Json.write(counters));
    }

    /// Of lists that windows fetch again by themselves: that there is something new.
    private static String mark(String list, String pos) {
        return Json.write(new Mark(list, pos));
    }

    private record Mark(String id, String v) {}

    private static String put(String list, String row) {
        return "{\"put\":" + Json.write(list) + ",\"row\":" + row + "}";
    }

    private static String remove(Chat chat, Reason why) {
        return Json.write(new Removal("chats", chat.id(), why.code(), why.args()));
    }

    private record Removal(String remove, ChatId id, String why, java.util.Map<String, String> args) {}
}
