package parley.channel.web;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.channel.ChannelTools;
import parley.channel.ClientPages;
import parley.platform.PageAnswer;
import parley.platform.PageRequest;
import tools.jackson.databind.JsonNode;

/// The calls of visitors' browsers, all on one screen. The visitor's token travels in the header `X-Visitor`.
final class WebPages implements ClientPages {

    static final String TOKEN = "x-visitor";

    private static final int SMALL = 4 << 10;
    private static final long LONGEST_WAIT = 25;

    private final Widget widget;
    private final Doorkeeper door;
    private final Visitors visitors;
    private final Events events;
    private final Receipts receipts;
    private final Telling telling;
    private final Session session;
    private final Writing writing;
    private final Uploads uploads;
    private final Downloads downloads;
    private final WebLines lines;
    private final Limits typing;

    WebPages(Widget widget, Events events, Downloads downloads, WebLines lines) {
        this.widget = widget;
        this.events = events;
        this.downloads = downloads;
        this.lines = lines;
        this.door = new Doorkeeper(widget);
        this.visitors = new Visitors(widget);
        this.telling = new Telling(widget);
        this.receipts = new Receipts(visitors, events, telling);
        this.uploads = new Uploads(widget);
        this.session = new Session(widget, visitors, events);
        this.writing = new Writing(widget, visitors, events, telling, uploads);
        this.typing = new Limits(widget.tools().clock(), 20);
    }

    @Override
    public PageAnswer answer(PageRequest request) {
        if (!door.letsIn(request)) {
            return Answers.refused(403, "origin", "This site is not on the channel's list of sites.");
        }
        var answer = allowed(request);
        return door.foreign(request)
                .map(site -> Answers.with(Answers.with(answer, "Access-Control-Allow-Origin", site), "Vary", "Origin"))
                .orElse(answer);
    }

    private PageAnswer allowed(PageRequest request) {
        try {
            return switch (request.method() + " " + request.path()) {
                case "GET config" -> session.config();
                case "POST session" -> session.open(request);
                case "POST messages" -> of(request, writing::write);
                case "POST uploads" -> of(request, uploads::store);
                case "GET events" -> of(request, this::events);
                case "POST typing" -> of(request, this::typing);
                case "POST read" -> of(request, this::read);
                case "POST contact" -> of(request, session::contact);
                default -> request.method().equals("OPTIONS") ? preflight() : Answers.notFound();
            };
        } catch (ChannelTools.Unavailable _) {
            return Answers.unavailable();
        }
    }

    private PageAnswer of(PageRequest request, BiFunction<PageRequest, String, PageAnswer> call) {
        return visitors.of(request.headers().get(TOKEN))
                .map(visitor -> call.apply(request, visitor))
                .orElseGet(Answers::unknownVisitor);
    }

    private static PageAnswer preflight() {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
        headers.put("Access-Control-Allow-Headers", "Content-Type, X-Visitor");
        headers.put("Access-Control-Max-Age", "7200");
        return new PageAnswer(204, headers, new byte[0]);
    }

    /// What came after an event, waiting for it up to `wait` seconds; or, with `before`, the page of history that ends
    /// there. Asking for what comes after an event acknowledges it.
    private PageAnswer events(PageRequest request, String visitor) {
        var before = request.query().get("before");
        if (before != null) {
            return told(visitor, events.before(visitor, number(before)), number(before));
        }
        var after = number(request.query().getOrDefault("after", "0"));
        var wait = Math.min(number(request.query().getOrDefault("wait", "0")), LONGEST_WAIT);
        receipts.acknowledged(visitor, after);
        return told(visitor, events.await(visitor, after, Duration.ofSeconds(wait)), after);
    }

    private PageAnswer told(String visitor, java.util.List<parley.channel.ChannelLog.Entry> entries, long otherwise) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("events", entries.stream().map(events::told).toList());
        answer.put(
                "last_event_id",
                Long.toString(entries.isEmpty() ? otherwise : entries.getLast().position()));
        return Answers.ok(200, answer);
    }

    /// A hint to whoever has the chat open; more than one in three seconds is not passed on.
    private PageAnswer typing(PageRequest request, String visitor) {
        if (typing.take(visitor).isEmpty() && events.last(visitor) > 0) {
            telling.typing(visitor, visitors.known(visitor));
        }
        return Answers.done();
    }

    private PageAnswer read(PageRequest request, String visitor) {
        var body = json(request, SMALL);
        if (body == null) {
            return Answers.noJson();
        }
        receipts.read(visitor, number(body.path("up_to_event_id").asString("0")));
        return Answers.done();
    }

    @Override
    public @Nullable Download download(PageRequest request) {
        return downloads.open(request.path());
    }

    @Override
    public @Nullable Line open(PageRequest handshake, Out out) {
        return door.letsIn(handshake) ? lines.open(out, visitors, events, receipts) : null;
    }

    @Override
    public void frameAncestors(Consumer<String> origin) {
        widget.form().sites().origins().forEach(origin);
    }

    /// The object in a body of at most so many bytes; nothing when there is none.
    static @Nullable JsonNode json(PageRequest request, int limit) {
        try {
            var bytes = request.body().readNBytes(limit + 1);
            return bytes.length > limit ? null : Words.object(bytes).orElse(null);
        } catch (IOException _) {
            return null;
        }
    }

    static long number(String typed) {
        return typed.matches("\\d{1,18}") ? Long.parseLong(typed) : 0;
    }
}
