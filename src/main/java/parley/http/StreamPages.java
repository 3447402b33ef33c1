package parley.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import parley.auth.Tickets;
import parley.base.ChatId;
import parley.inbox.Streams;

/// Tickets for live lines, and the same frames for browsers that get none (UX 6.4).
final class StreamPages {

    private static final Pattern POSITION = Pattern.compile("\\d{1,18}");
    private static final int LONGEST_WAIT = 25;

    private final Tickets tickets;
    private final Streams streams;

    StreamPages(Tickets tickets, Streams streams) {
        this.tickets = tickets;
        this.streams = streams;
    }

    Answer ticket(Asked asked) {
        var window = asked.window();
        if (window.isPresent()) {
            return Answer.ok(Map.of("ticket", tickets.issue(window.get())));
        }
        var session = asked.cookie(SessionCookie.name(asked.isSecure()))
                .orElseThrow(() -> Refused.with(403, "no_session", "A live line belongs to a browser's session."));
        return Answer.ok(Map.of("ticket", tickets.issue(asked.viewer(), session)));
    }

    Answer poll(Asked asked) {
        var after = asked.query("after").map(StreamPages::number).orElse(null);
        var wait = asked.query("wait").map(StreamPages::number).orElse(0L);
        var frames =
                streams.poll(asked.viewer(), after, watched(asked), Duration.ofSeconds(Math.min(LONGEST_WAIT, wait)));
        var body = "{\"frames\":[" + String.join(",", frames) + "]}";
        return Answer.bytes(200, Answer.JSON, body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static List<ChatId> watched(Asked asked) {
        var ids = asked.query("watch").map(list -> list.split(",")).orElseGet(() -> new String[0]);
        return new ArrayList<>(
                Arrays.stream(ids).map(id -> new ChatId(number(id))).toList());
    }

    private static long number(String typed) {
        if (!POSITION.matcher(typed).matches()) {
            throw Refused.with(400, "bad_parameter", "A position, a number of seconds and a chat are numbers.");
        }
        return Long.parseLong(typed);
    }
}
