package parley.channel.telegram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The people who have started the bot, and what was said in their chats.
final class BotChats {

    static final long BOT = 123456789L;
    private static final int TEXT = 4096;
    private static final int CAPTION = 1024;

    /// A refusal as the real server words it.
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;

        final int code;

        Refusal(int code, String description) {
            super(description);
            this.code = code;
        }
    }

    /// What lies in a chat.
    static final class Post {
        final long id;
        final Received sent;

        @Nullable
        String text;

        @Nullable
        String reaction;

        boolean deleted;

        Post(long id, Received sent, @Nullable String text) {
            this.id = id;
            this.sent = sent;
            this.text = text;
        }
    }

    private final Map<Long, Map<String, Object>> people = new LinkedHashMap<>();
    private final Map<Long, List<Post>> posts = new HashMap<>();
    private final Set<Long> blocked = new HashSet<>();
    private final Map<String, byte[]> files = new HashMap<>();
    private final AtomicLong ids = new AtomicLong(100);

    synchronized Map<String, Object> person(long id, String name) {
        return people.computeIfAbsent(
                id, _ -> Map.of("id", id, "is_bot", false, "first_name", name, "username", name.toLowerCase() + "_x"));
    }

    synchronized Map<String, Object> person(long id) {
        return people.get(id);
    }

    synchronized Map<String, Object> chat(long id) {
        var person = people.get(id);
        return Map.of(
                "id",
                id,
                "type",
                "private",
                "first_name",
                person.get("first_name"),
                "username",
                person.get("username"));
    }

    long nextId() {
        return ids.incrementAndGet();
    }

    synchronized void block(long person, boolean on) {
        if (on) {
            blocked.add(person);
        } else {
            blocked.remove(person);
        }
    }

    synchronized void file(String id, byte[] content) {
        files.put(id, content);
    }

    synchronized byte @Nullable [] content(String path) {
        return files.get(path.replaceFirst("^documents/", ""));
    }

    /// What the bot has posted and not deleted, oldest first.
    synchronized List<Post> posted(long chat) {
        return posts.getOrDefault(chat, List.of()).stream()
                .filter(post -> !post.deleted)
                .toList();
    }

    synchronized Object carryOut(Received call) {
        return switch (call.method()) {
            case "getMe" ->
                Map.of(
                        "id",
                        BOT,
                        "is_bot",
                        true,
                        "first_name",
                        "Shop",
                        "username",
                        "shop_bot",
                        "can_join_groups",
                        true);
            case "getFile" -> file(call.text("file_id"));
            case "answerCallbackQuery" -> true;
            case "sendChatAction" -> chatOf(call) > 0;
            case "editMessageText", "editMessageCaption" -> edit(call);
            case "deleteMessage" -> {
                post(call, "message to delete not found").deleted = true;
                yield true;
            }
            case "setMessageReaction" -> {
                var reaction = call.parameters().get("reaction");
                post(call, "message to react not found").reaction = reaction == null || reaction.isEmpty()
                        ? null
                        : reaction.path(0).path("emoji").asString();
                yield true;
            }
            case "sendMediaGroup" -> {
                var album = new ArrayList<Object>();
                for (var item : call.parameters().get("media")) {
                    album.add(send(call, item.path("caption").asString(null)));
                }
                yield album;
            }
            default -> send(call, call.has("text") ? call.text("text") : call.text("caption"));
        };
    }

    private Object send(Received call, @Nullable String text) {
        var chat = chatOf(call);
        if (call.has("text") && call.text("text").length() > TEXT) {
            throw new Refusal(400, "Bad Request: message is too long");
        }
        if (call.has("caption") && call.text("caption").length() > CAPTION) {
            throw new Refusal(400, "Bad Request: message caption is too long");
        }
        var reply = call.parameters().get("reply_parameters");
        if (reply != null && !reply.path("allow_sending_without_reply").asBoolean(false)) {
            throw new Refusal(400, "Bad Request: message to be replied not found");
        }
        var post = new Post(nextId(), call, text == null || text.isEmpty() ? null : text);
        posts.computeIfAbsent(chat, _ -> new ArrayList<>()).add(post);
        return message(post, chat);
    }

    private Map<String, Object> message(Post post, long chat) {
        var message = new LinkedHashMap<String, Object>();
        message.put("message_id", post.id);
        message.put("from", Map.of("id", BOT, "is_bot", true, "first_name", "Shop"));
        message.put("chat", chat(chat));
        message.put("date", 1_795_511_700L);
        if (post.text != null) {
            message.put(post.sent.has("text") ? "text" : "caption", post.text);
        }
        return message;
    }

    private Object edit(Received call) {
        var post = post(call, "message to edit not found");
        var text = call.text(call.method().equals("editMessageText") ? "text" : "caption");
        if (text.equals(post.text)) {
            throw new Refusal(
                    400,
                    "Bad Request: message is not modified: specified new message content and reply"
                            + " markup are exactly the same as a current content and reply markup of the message");
        }
        post.text = text;
        return message(post, chatOf(call));
    }

    private Post post(Received call, String otherwise) {
        var id = call.parameters().get("message_id").asLong();
        return posts.getOrDefault(chatOf(call), List.of()).stream()
                .filter(post -> post.id == id && !post.deleted)
                .findFirst()
                .orElseThrow(() -> new Refusal(400, "Bad Request: " + otherwise));
    }

    private long chatOf(Received call) {
        var id = call.parameters().get("chat_id").asLong(0);
        if (!people.containsKey(id)) {
            throw new Refusal(400, "Bad Request: chat not found");
        }
        if (blocked.contains(id)) {
            throw new Refusal(403, "Forbidden: bot was blocked by the user");
        }
        return id;
    }

    private Object file(String id) {
        var content = files.get(id);
        if (content == null) {
            throw new Refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable");
        }
        if (content.length > 20 << 20) {
            throw new Refusal(400, "Bad Request: file is too big");
        }
        return Map.of("file_id", id, "file_unique_id", id, "file_size", content.length, "file_path", "documents/" + id);
    }
}
