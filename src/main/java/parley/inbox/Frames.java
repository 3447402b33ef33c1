package parley.inbox;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import parley.base.ChatId;
import parley.platform.Json;

/// What goes to a window over its line (UX 6.4).
final class Frames {

    private Frames() {}

    static String ready(long pos) {
        return "{\"t\":\"ready\",\"pos\":\"" + pos + "\"}";
    }

    /// @param why `too_old`, `too_many`, `rights` or `epoch`
    static String reset(String why) {
        return "{\"t\":\"reset\",\"why\":\"" + why + "\"}";
    }

    static String rows(long pos, long prev, List<String> ops) {
        return "{\"t\":\"rows\",\"pos\":\"" + pos + "\",\"prev\":\"" + prev + "\",\"ops\":[" + String.join(",", ops)
                + "]}";
    }

    static String beat(long pos, long prev) {
        return "{\"t\":\"beat\",\"pos\":\"" + pos + "\",\"prev\":\"" + prev + "\"}";
    }

    static String stale(ChatId chat) {
        return "{\"t\":\"stale\",\"chat\":\"" + chat + "\"}";
    }

    static String resync(long from) {
        return "{\"t\":\"resync\",\"from\":\"" + from + "\"}";
    }

    static String going(int seconds) {
        return "{\"t\":\"going\",\"within\":" + seconds + "}";
    }

    static String build(String id) {
        return Json.write(new TreeMap<>(Map.of("t", "build", "id", id)));
    }

    static String typing(ChatId chat, Named by) {
        return Json.write(new Typing("typing", chat, by));
    }

    static String presence(ChatId chat, List<Named> looking, List<Named> writing) {
        return Json.write(new Present("presence", chat, looking, writing));
    }

    private record Typing(String t, ChatId chat, Named by) {}

    private record Present(String t, ChatId chat, List<Named> looking, List<Named> writing) {}
}
