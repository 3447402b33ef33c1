package parley.http;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.channel.ChannelConfig;
import parley.channel.Hook;
import parley.channel.RawEvent;
import parley.platform.Acceptance;
import parley.platform.Arrival;
import parley.platform.Failpoint;
import parley.platform.Ingress;
import parley.platform.Metrics;

/// Where messengers deliver. The proof of origin first, then the raw bytes into the database, then the commit, and only
/// then 200: whatever is acknowledged here can no longer be lost (R70).
final class Hooks {

    private static final int LIMIT = 4 << 20;

    private final ChannelDirectory channels;
    private final Ingress ingress;
    private final Metrics.Counter refused;

    Hooks(ChannelDirectory channels, Ingress ingress, Metrics metrics) {
        this.channels = channels;
        this.ingress = ingress;
        this.refused = metrics.counter("parley_hook_refused_total", "Hooks without proof of origin", "transport");
    }

    Answer accept(Asked asked) {
        var transport = asked.path("transport");
        var live = channels.byKey(transport, asked.path("key")).orElse(null);
        if (live == null) {
            return Answer.notFound();
        }
        var hook = new Hook(asked.method(), headers(asked), query(asked), asked.bytes(LIMIT));
        return switch (live.connection().verify(hook)) {
            case Hook.Verdict.Refused(var status) -> {
                refused.increment(transport);
                yield Answer.error(status, "no_proof", "The proof of origin is missing or wrong.");
            }
            case Hook.Verdict.Answer(var status, var type, var body) ->
                Answer.bytes(status, type, body.getBytes(StandardCharsets.UTF_8));
            case Hook.Verdict.Events(var events, var answer) -> store(live.config(), events, answer);
        };
    }

    private Answer store(ChannelConfig channel, List<RawEvent> events, String answer) {
        return switch (ingress.accept(
                events.stream().map(event -> arrival(channel, event)).toList())) {
            case Acceptance.Accepted() -> {
                Failpoint.HOOK_ANSWERS.hit();
                yield Answer.bytes(200, "text/plain; charset=utf-8", answer.getBytes(StandardCharsets.UTF_8));
            }
            case Acceptance.Overloaded(var after) -> Gate.unavailable(after.toSeconds());
            case Acceptance.Unavailable(var after) -> Gate.unavailable(after.toSeconds());
        };
    }

    private static Arrival arrival(ChannelConfig channel, RawEvent event) {
        return new Arrival(
                channel.account(), channel.id(), event.dedupKey(), event.chatKey(), event.headers(), event.body());
    }

    /// Names in lower case, first value each.
    static Map<String, String> headers(Asked asked) {
        var headers = new HashMap<String, String>();
        for (var header : asked.headers()) {
            headers.put(header.headerName().lowerCase(), header.get());
        }
        return headers;
    }

    static Map<String, String> query(Asked asked) {
        var query = new HashMap<String, String>();
        asked.query().names().forEach(name -> asked.query(name).ifPresent(value -> query.put(name, value)));
        return query;
    }
}
