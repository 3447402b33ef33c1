package parley.channel.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.base.Address;
import parley.channel.Content;
import parley.channel.DeliveryStatus;
import parley.channel.Outbound;
import parley.channel.SendResult;
import parley.platform.Database;

/// What employees say, into the visitor's log. A message has its `cid` for a key, so it is one message however often it
/// is sent (R73), and nothing is ever left unknown.
final class Sending {

    private final Events events;

    Sending(Events events) {
        this.events = events;
    }

    SendResult send(Outbound command) {
        var visitor = command.to().id();
        try {
            // A visitor who has never said anything has no window that could show it.
            if (!isKnown(command.to())) {
                return new SendResult.Refused("no_account", "", SendResult.Client.UNREACHABLE);
            }
            var id = switch (command) {
                case Outbound.Send send -> message(visitor, send);
                case Outbound.Edit edit -> edit(visitor, edit);
                case Outbound.Delete delete -> delete(visitor, delete);
                case Outbound.React react -> react(visitor, react);
            };
            return new SendResult.Accepted(List.of(id), DeliveryStatus.SENT);
        } catch (RuntimeException problem) {
            if (Database.isPassing(problem)) {
                // Certainly harmless to repeat: the key makes it once.
                return new SendResult.TryLater(java.time.Duration.ofSeconds(2), "database", SendResult.Hold.CHANNEL);
            }
            throw problem;
        }
    }

    private boolean isKnown(Address to) {
        return Visitors.isId(to.id()) && events.last(to.id()) > 0;
    }

    private String message(String visitor, Outbound.Send send) {
        var id = "out:" + send.cid();
        var event = new LinkedHashMap<String, Object>();
        event.put("type", Events.CREATED);
        event.put("message_id", id);
        event.put("author", "rep");
        if (send.author() != null) {
            event.put("rep", Map.of("name", send.author()));
        }
        put(event, "text", text(send.content()));
        put(event, "reply_to", send.replyTo());
        var files = new ArrayList<Map<String, Object>>();
        for (var file : send.content().files()) {
            files.add(Events.attachment(
                    file.reference(), file.name(), file.mime(), file.size(), file.width(), file.height()));
        }
        if (!files.isEmpty()) {
            event.put("attachments", files);
        }
        events.append(visitor, id, event);
        return id;
    }

    private String edit(String visitor, Outbound.Edit edit) {
        events.append(
                visitor,
                events.once("edit"),
                Map.of("type", Events.EDITED, "message_id", edit.externalId(), "text", edit.text()));
        return edit.externalId();
    }

    private String delete(String visitor, Outbound.Delete delete) {
        events.append(
                visitor,
                "delete:" + delete.externalId(),
                Map.of("type", Events.DELETED, "message_id", delete.externalId()));
        return delete.externalId();
    }

    private String react(String visitor, Outbound.React react) {
        var event = new LinkedHashMap<String, Object>();
        event.put("type", Events.REACTION);
        event.put("message_id", react.externalId());
        put(event, "emoji", react.emoji());
        events.append(visitor, events.once("react"), event);
        return react.externalId();
    }

    /// The widget shows text and files: places and contacts become text.
    private static @Nullable String text(Content content) {
        var details = content.details();
        return switch (content.kind()) {
            case LOCATION ->
                lines(
                        content.text(),
                        details.get("title"),
                        details.get("address"),
                        "https://www.openstreetmap.org/?mlat=" + details.get("latitude") + "&mlon="
                                + details.get("longitude"));
            case CONTACT -> lines(content.text(), details.get("name"), details.get("phone"));
            case STICKER -> lines(content.text(), details.get("emoji"));
            case TEXT, IMAGE, VIDEO, AUDIO, VOICE, FILE, TEMPLATE, SYSTEM, UNSUPPORTED -> content.text();
        };
    }

    private static String lines(@Nullable String... lines) {
        var said = new ArrayList<String>();
        for (var line : lines) {
            if (line != null && !line.isBlank()) {
                said.add(line);
            }
        }
        return String.join("\n", said);
    }

    private static void put(Map<String, Object> object, String field, @Nullable Object value) {
        if (value != null) {
            object.put(field, value);
        }
    }
}
