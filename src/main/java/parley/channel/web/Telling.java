package parley.channel.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.channel.ChannelTools.StoredFile;
import parley.channel.DeliveryStatus;
import parley.channel.RawEvent;
import parley.platform.Json;

/// Tells the hub what visitors do, in the raw events that {@link Reading} understands. Returns when they are durable.
final class Telling {

    private final Widget widget;

    Telling(Widget widget) {
        this.widget = widget;
    }

    void message(
            String visitor,
            Visitors.Known known,
            String id,
            @Nullable String text,
            @Nullable StoredFile file,
            @Nullable String replyTo,
            @Nullable String page) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "message");
        body.put("id", id);
        put(body, "text", text);
        put(body, "reply_to", replyTo);
        put(body, "page", page);
        if (file != null) {
            body.put("files", List.of(file));
        }
        tell(visitor, known, "m:" + id, body);
    }

    void typing(String visitor, Visitors.Known known) {
        tell(
                visitor,
                known,
                "t:" + visitor + ":" + widget.tools().clock().millis(),
                new LinkedHashMap<>(Map.of("type", "typing")));
    }

    /// @param ids of messages that employees sent, oldest first
    void status(String visitor, Visitors.Known known, DeliveryStatus status, List<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "status");
        body.put("status", status.name());
        body.put("ids", new ArrayList<>(ids));
        tell(visitor, known, status.name() + ":" + visitor + ":" + ids.getFirst() + ":" + ids.getLast(), body);
    }

    private void tell(String visitor, Visitors.Known known, String key, Map<String, Object> body) {
        Instant now = widget.tools().clock().instant();
        body.put("at", now.toEpochMilli());
        var client = new LinkedHashMap<String, Object>();
        client.put("visitor", visitor);
        put(client, "name", known.name());
        put(client, "email", known.email());
        put(client, "phone", known.phone());
        client.put("verified", known.verified());
        body.put("client", client);
        var event = new RawEvent(key, visitor, Map.of(), Json.bytes(body));
        widget.tools().inbox().accept(widget.config(), List.of(event));
    }

    private static void put(Map<String, Object> object, String field, @Nullable Object value) {
        if (value != null) {
            object.put(field, value);
        }
    }
}
