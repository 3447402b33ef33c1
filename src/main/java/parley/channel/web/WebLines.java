package parley.channel.web;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import parley.channel.ClientPages.Out;
import parley.platform.Json;

/// The live lines of visitors that end in this process.
final class WebLines {

    private static final int MOST_PER_VISITOR = 10;

    private final Map<String, Set<WebLine>> lines = new ConcurrentHashMap<>();

    WebLine open(Out out, Visitors visitors, Events events, Receipts receipts) {
        return new WebLine(this, out, visitors, events, receipts);
    }

    /// Whether there was room for one more.
    boolean add(String visitor, WebLine line) {
        var all = lines.computeIfAbsent(visitor, _ -> ConcurrentHashMap.newKeySet());
        return all.size() < MOST_PER_VISITOR && all.add(line);
    }

    void remove(@Nullable String visitor, WebLine line) {
        if (visitor != null) {
            lines.computeIfPresent(visitor, (_, all) -> {
                all.remove(line);
                return all.isEmpty() ? null : all;
            });
        }
    }

    /// Fleeting: whoever is not here now never hears of it.
    void typing(String visitor, String author) {
        var frame = Json.write(Map.of("type", "typing", "rep", Map.of("name", author)));
        lines.getOrDefault(visitor, Set.of()).forEach(line -> line.say(frame));
    }
}
