package parley.channel.telegram;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Somebody who writes to the bot.
public final class BotClient {

    private static final long SAID_AT = 1_795_511_700L;

    private final BotApiServer server;
    private final long id;
    private final String name;

    /// Starts the bot.
    public BotClient(BotApiServer server, long id, String name) {
        this.server = server;
        this.id = id;
        this.name = name;
        server.chats.person(id, name);
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    /// Answers the id of the message.
    public long writes(String text) {
        return sends(Map.of("text", text));
    }

    public long replies(String text, long quoted, String quotedText) {
        var original = new LinkedHashMap<String, Object>(head(quoted));
        original.put("text", quotedText);
        return sends(Map.of("text", text, "reply_to_message", original));
    }

    /// With these fields of a message.
    public long sends(Map<String, Object> fields) {
        var message = server.chats.nextId();
        server.updates.add(id, Map.of("message", with(message, fields)));
        return message;
    }

    public void edits(long message, String text) {
        server.updates.add(
                id, Map.of("edited_message", with(message, Map.of("text", text, "edit_date", SAID_AT + 60))));
    }

    /// Without an emoji it is taken back.
    public void reacts(long message, String... emoji) {
        var now = java.util.Arrays.stream(emoji)
                .map(one -> Map.of("type", "emoji", "emoji", one))
                .toList();
        server.updates.add(
                id,
                Map.of(
                        "message_reaction",
                        Map.of(
                                "chat",
                                server.chats.chat(id),
                                "message_id",
                                message,
                                "user",
                                server.chats.person(id),
                                "date",
                                SAID_AT,
                                "old_reaction",
                                List.of(),
                                "new_reaction",
                                now)));
    }

    public void sendsPhoto(String file, byte[] content, String caption) {
        server.chats.file(file, content);
        sends(Map.of(
                "photo",
                List.of(
                        Map.of("file_id", "small-" + file, "file_unique_id", "s", "width", 90, "height", 60),
                        Map.of(
                                "file_id",
                                file,
                                "file_unique_id",
                                "l",
                                "width",
                                1280,
                                "height",
                                853,
                                "file_size",
                                content.length)),
                "caption",
                caption));
    }

    public void blocks() {
        server.chats.block(id, true);
        member("kicked");
    }

    public void unblocks() {
        server.chats.block(id, false);
        member("member");
    }

    private void member(String status) {
        var bot = Map.of("id", BotChats.BOT, "is_bot", true, "first_name", "Shop");
        server.updates.add(
                id,
                Map.of(
                        "my_chat_member",
                        Map.of(
                                "chat", server.chats.chat(id),
                                "from", server.chats.person(id),
                                "date", SAID_AT,
                                "old_chat_member", Map.of("user", bot, "status", "member"),
                                "new_chat_member", Map.of("user", bot, "status", status))));
    }

    private Map<String, Object> with(long message, Map<String, Object> fields) {
        var all = new LinkedHashMap<>(head(message));
        all.putAll(fields);
        return all;
    }

    private Map<String, Object> head(long message) {
        return Map.of(
                "message_id", message, "from", server.chats.person(id), "chat", server.chats.chat(id), "date", SAID_AT);
    }
}
