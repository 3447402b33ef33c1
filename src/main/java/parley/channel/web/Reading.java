package parley.channel.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.base.Address;
import parley.base.ChatType;
import parley.channel.Connection.StoredEvent;
import parley.channel.Content;
import parley.channel.Content.Attachment;
import parley.channel.Content.Kind;
import parley.channel.DeliveryStatus;
import parley.channel.Inbound;
import parley.channel.MessengerTime;
import tools.jackson.databind.JsonNode;

/// The raw events of {@link Telling} in Parley's words. Pure.
final class Reading {

    private static final ChatType WEB = new ChatType("web");
    private static final int LONGEST_ID = 200;
    private static final int MOST_IDS = 500;

    private Reading() {}

    static List<Inbound> read(StoredEvent event) {
        var body = Words.object(event.body()).orElse(null);
        if (body == null) {
            return List.of(new Inbound.Ignored("no object"));
        }
        var client = client(body.path("client"));
        if (client == null) {
            return List.of(new Inbound.Ignored("no visitor"));
        }
        var at = MessengerTime.of(Words.number(body, "at", 0), event.receivedAt());
        return switch (body.path("type").asString("")) {
            case "message" -> List.of(message(body, client, at));
            case "typing" -> List.of(new Inbound.Typing(client));
            case "status" -> statuses(body, client, at);
            default -> List.of(new Inbound.Ignored("unknown type"));
        };
    }

    private static Inbound message(JsonNode body, Inbound.Client client, Instant at) {
        var id = Words.line(body, "id", LONGEST_ID);
        var text = Words.text(body, "text");
        var files = files(body.path("files"));
        if (id == null || (text == null && files.isEmpty())) {
            return new Inbound.Ignored("empty message");
        }
        var kind = files.isEmpty() ? Kind.TEXT : kind(files.getFirst().mime());
        var page = Words.line(body, "page", 1000);
        var content = new Content(kind, text, files, page == null ? Map.of() : Map.of("page", page));
        return new Inbound.Message(client, id, at, content, Words.line(body, "reply_to", LONGEST_ID), null);
    }

    private static List<Inbound> statuses(JsonNode body, Inbound.Client client, Instant at) {
        var status = switch (body.path("status").asString("")) {
            case "DELIVERED" -> DeliveryStatus.DELIVERED;
            case "READ" -> DeliveryStatus.READ;
            default -> null;
        };
        if (status == null) {
            return List.of(new Inbound.Ignored("unknown status"));
        }
        var statuses = new ArrayList<Inbound>();
        for (var id : body.path("ids")) {
            if (id.isString() && statuses.size() < MOST_IDS) {
                statuses.add(new Inbound.Status(client, Words.clean(id.asString()), status, at, null));
            }
        }
        return List.copyOf(statuses);
    }

    /// What nobody vouches for finds no contact (R31): `verified` goes with it. A phone stays as it was typed:
    /// whether a leading 8 is a 7 is the integration's setting (R52).
    private static Inbound.@Nullable Client client(JsonNode client) {
        var visitor = client.path("visitor").asString("");
        if (!Visitors.isId(visitor)) {
            return null;
        }
        var address = new Address(WEB, visitor, phone(Words.line(client, "phone", 40)), null);
        return new Inbound.Client(
                address,
                Words.line(client, "name", 100),
                Words.line(client, "email", 200),
                Words.flag(client, "verified"));
    }

    private static @Nullable String phone(@Nullable String typed) {
        if (typed == null) {
            return null;
        }
        var digits = typed.replaceAll("\\D", "");
        if (digits.length() < 5 || digits.length() > 15) {
            return null;
        }
        return typed.startsWith("+") ? "+" + digits : digits;
    }

    private static List<Attachment> files(JsonNode files) {
        var attachments = new ArrayList<Attachment>();
        for (var file : files) {
            var id = Words.line(file, "id", LONGEST_ID);
            var name = Words.line(file, "name", LONGEST_ID);
            if (id != null && name != null) {
                attachments.add(new Attachment(
                        "parley:" + id,
                        name,
                        Words.line(file, "mime", 100),
                        Math.max(0, Words.number(file, "size", 0)),
                        pixels(file, "width"),
                        pixels(file, "height"),
                        null));
            }
        }
        return attachments;
    }

    private static @Nullable Integer pixels(JsonNode file, String side) {
        var length = (int) Words.number(file, side, 0);
        return length > 0 ? length : null;
    }

    private static Kind kind(@Nullable String mime) {
        var family = mime == null ? "" : mime.split("/", 2)[0];
        return switch (family) {
            case "image" -> Kind.IMAGE;
            case "video" -> Kind.VIDEO;
            case "audio" -> Kind.AUDIO;
            default -> Kind.FILE;
        };
    }
}
