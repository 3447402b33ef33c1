package parley.channel.telegram;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parley.channel.ChannelTools.Files;
import parley.channel.Content;
import parley.channel.Content.Attachment;
import parley.channel.Multipart;
import parley.channel.Outbound;

/// The calls by which one message goes out, in their order. Pure, and the same each time: a retry goes by the number
/// of a call.
final class Plan {

    static final int TEXT = 4096;
    static final int CAPTION = 1024;
    private static final int ALBUM = 10;
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private final Object chat;
    private final Outbound.Send message;
    private final Files files;
    private final List<Call> calls = new ArrayList<>();

    private Plan(Outbound.Send message, Files files) {
        this.chat = chatId(message.to().id());
        this.message = message;
        this.files = files;
    }

    static List<Call> of(Outbound.Send message, Files files) {
        var plan = new Plan(message, files);
        plan.draw(message.content());
        return List.copyOf(plan.calls);
    }

    /// A number where it is one, as Telegram documents it.
    static Object chatId(String id) {
        return id.matches("-?\\d{1,18}") ? (Object) Long.valueOf(id) : id;
    }

    /// The id of a message within its chat; absent when it is none of Telegram's.
    static @Nullable Long messageId(@Nullable String externalId) {
        if (externalId == null) {
            return null;
        }
        var id = externalId.substring(externalId.lastIndexOf(':') + 1);
        return id.matches("\\d{1,18}") ? Long.valueOf(id) : null;
    }

    private void draw(Content content) {
        switch (content.kind()) {
            case TEXT, TEMPLATE, IMAGE, VIDEO, AUDIO, VOICE, FILE, STICKER -> {
                var caption = files(content);
                text(caption ? null : content.text());
            }
            case LOCATION -> {
                location(content.details());
                text(content.text());
            }
            case CONTACT -> {
                contact(content.details());
                text(content.text());
            }
            case SYSTEM, UNSUPPORTED -> {}
        }
    }

    private void text(@Nullable String text) {
        if (text != null && !text.isBlank()) {
            Splitting.of(text, TEXT).forEach(part -> add(start("sendMessage").with("text", part)));
        }
    }

    /// Whether the text has gone along as a caption. One that is too long follows as a message of its own.
    private boolean files(Content content) {
        var caption = content.text() == null || content.text().isBlank() ? null : content.text();
        if (caption != null && caption.length() > CAPTION) {
            caption = null;
        }
        var gone = false;
        for (var group : groups(content)) {
            var here = gone || !medium(content, group.getFirst()).hasCaption() ? null : caption;
            add(group.size() == 1 ? single(content, group.getFirst(), here) : album(content, group, here));
            gone |= here != null;
        }
        return gone;
    }

    private static List<List<Attachment>> groups(Content content) {
        var groups = new ArrayList<List<Attachment>>();
        for (var file : content.files()) {
            var last = groups.isEmpty() ? List.<Attachment>of() : groups.getLast();
            if (!last.isEmpty()
                    && last.size() < ALBUM
                    && medium(content, last.getFirst()).goesWith(medium(content, file))) {
                last.add(file);
            } else {
                groups.add(new ArrayList<>(List.of(file)));
            }
        }
        return groups;
    }

    private Call single(Content content, Attachment file, @Nullable String caption) {
        var medium = medium(content, file);
        var call = start(medium.method).with("caption", caption);
        for (var known : measures(medium, file).entrySet()) {
            call = call.with(known.getKey(), known.getValue());
        }
        return call.upload(upload(medium.field, file));
    }

    private Call album(Content content, List<Attachment> group, @Nullable String caption) {
        var media = new ArrayList<Map<String, Object>>();
        var call = start("sendMediaGroup");
        for (var file : group) {
            var medium = medium(content, file);
            var field = "file" + media.size();
            var item = new LinkedHashMap<String, Object>();
            item.put("type", medium.field);
            item.put("media", "attach://" + field);
            if (media.isEmpty() && caption != null) {
                item.put("caption", caption);
            }
            item.putAll(measures(medium, file));
            media.add(item);
            call = call.upload(upload(field, file));
        }
        return call.with("media", media);
    }

    private static Map<String, Object> measures(Medium medium, Attachment file) {
        var measures = new LinkedHashMap<String, Object>();
        switch (medium) {
            case VIDEO, ANIMATION -> {
                put(measures, "width", file.width());
                put(measures, "height", file.height());
                put(measures, "duration", file.seconds());
                if (medium == Medium.VIDEO) {
                    measures.put("supports_streaming", true);
                }
            }
            case AUDIO, VOICE -> put(measures, "duration", file.seconds());
            case PHOTO, STICKER, DOCUMENT -> {}
        }
        return measures;
    }

    private void location(Map<String, String> details) {
        var title = details.get("title");
        var address = details.get("address");
        var venue = title != null && address != null;
        var call = start(venue ? "sendVenue" : "sendLocation")
                .with("latitude", degrees(details.get("latitude")))
                .with("longitude", degrees(details.get("longitude")));
        add(venue ? call.with("title", title).with("address", address) : call);
    }

    private void contact(Map<String, String> details) {
        var phone = Objects.requireNonNullElse(details.get("phone"), "");
        add(start("sendContact").with("phone_number", phone).with("first_name", details.getOrDefault("name", phone)));
    }

    private Call start(String method) {
        return Call.of(method).with("chat_id", chat);
    }

    /// The quoted message is named by the first part only.
    private void add(Call call) {
        var quoted = calls.isEmpty() ? messageId(message.replyTo()) : null;
        calls.add(
                quoted == null
                        ? call
                        : call.with(
                                "reply_parameters", Map.of("message_id", quoted, "allow_sending_without_reply", true)));
    }

    private Multipart.Upload upload(String field, Attachment file) {
        var mime = file.mime() == null ? UNKNOWN_TYPE : file.mime();
        return new Multipart.Upload(field, file.name(), mime, file.size(), () -> files.open(file.reference()));
    }

    private static Medium medium(Content content, Attachment file) {
        return Medium.of(content.kind(), file);
    }

    /// What is no number stays as it is, and Telegram says what it thinks of it.
    private static Object degrees(@Nullable String written) {
        try {
            return Double.valueOf(Objects.requireNonNullElse(written, ""));
        } catch (NumberFormatException e) {
            return Objects.requireNonNullElse(written, "");
        }
    }

    private static void put(Map<String, Object> measures, String key, @Nullable Integer value) {
        if (value != null && value > 0) {
            measures.put(key, value);
        }
    }
}
