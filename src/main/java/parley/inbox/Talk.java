package parley.inbox;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.base.ChatId;
import parley.platform.Json;
import parley.realtime.Line;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What a browser says over its line (UX 6.4), and what comes of it. Frames come one after the other; that the reader
/// is too slow may be noticed by any thread.
public final class Talk {

    /// How a line ends, for the other side.
    private static final int NO_SENSE = 4400;

    private static final long TYPING_EVERY_NANOS = 1_000_000_000;

    private final Streams streams;
    private final Line line;
    private final String build;
    private volatile @Nullable Window window;
    private volatile @Nullable Company company;
    private long typedAtNanos = System.nanoTime() - TYPING_EVERY_NANOS;

    Talk(Streams streams, Line line, String build) {
        this.streams = streams;
        this.line = line;
        this.build = build;
    }

    /// One frame.
    public void hear(String frame) {
        JsonNode said;
        try {
            said = Json.tree(frame);
        } catch (JacksonException _) {
            line.end(NO_SENSE, "no JSON");
            return;
        }
        var kind = said.path("t").asString("");
        if (kind.equals("hello")) {
            hello(said);
            return;
        }
        var known = window;
        var home = company;
        if (known == null || home == null) {
            line.end(NO_SENSE, "hello first");
            return;
        }
        switch (kind) {
            case "watch" -> home.watch(known, chats(said.path("add")), chats(said.path("drop")));
            case "looking" -> streams.presence().looks(home, known, chat(said.path("chat")));
            case "typing" -> typing(home, known, chat(said.path("chat")));
            default -> {
                // `ack`, and whatever a newer client may say: nothing depends on it.
            }
        }
    }

    private void hello(JsonNode said) {
        var pass = streams.tickets().redeem(said.path("ticket").asString("")).orElse(null);
        if (pass == null) {
            line.end(Streams.SIGNED_OUT, "no ticket");
            return;
        }
        leave();
        var fresh = new Window(line, pass);
        window = fresh;
        company = streams.join(fresh, position(said.path("after")), Window.atMost(chats(said.path("watch"))));
        var theirs = said.path("build").asString("");
        if (!theirs.isEmpty() && !build.isEmpty() && !theirs.equals(build)) {
            line.say(Frames.build(build));
        }
    }

    private void typing(Company home, Window known, @Nullable ChatId chat) {
        var now = System.nanoTime();
        if (chat != null && now - typedAtNanos >= TYPING_EVERY_NANOS) {
            typedAtNanos = now;
            streams.presence().types(home, known, chat);
        }
    }

    /// The reader is too slow; what was on the way has been dropped.
    public void overflowed() {
        var known = window;
        var home = company;
        if (known != null && home != null) {
            home.overflowed(known);
        }
    }

    /// The line is no more.
    public void ended() {
        leave();
    }

    private void leave() {
        var known = window;
        var home = company;
        window = null;
        company = null;
        if (known != null && home != null) {
            streams.leave(home, known);
            streams.presence().looks(home, known, null);
        }
    }

    private static @Nullable Long position(JsonNode after) {
        return after.isNull() || after.isMissingNode() ? null : after.asLong(-1);
    }

    private static @Nullable ChatId chat(JsonNode id) {
        var number = id.asLong(-1);
        return number < 0 ? null : new ChatId(number);
    }

    private static List<ChatId> chats(JsonNode ids) {
        var chats = new ArrayList<ChatId>();
        for (var id : ids) {
            var chat = chat(id);
            if (chat != null) {
                chats.add(chat);
            }
        }
        return chats;
    }
}
