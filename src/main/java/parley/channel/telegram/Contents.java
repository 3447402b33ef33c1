package parley.channel.telegram;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.channel.CleanText;
import parley.channel.Content;
import parley.channel.Content.Attachment;
import parley.channel.Content.Kind;
import tools.jackson.databind.JsonNode;

/// What one message of Telegram says. Pure.
final class Contents {

    private static final String START = "/start";

    private Contents() {}

    static Content of(Update.Message message, JsonNode raw) {
        var details = around(message);
        var text = CleanText.orNull(message.text());
        if (text != null) {
            if (text.equals(START) || text.startsWith(START + " ")) {
                details.put("start", text.substring(START.length()).strip());
            }
            return new Content(Kind.TEXT, text, List.of(), details);
        }
        var file = file(message, details);
        if (file != null) {
            return file;
        }
        if (message.contact() != null) {
            return contact(message.contact(), details);
        }
        var place = message.venue() != null && message.venue().location() != null
                ? message.venue().location()
                : message.location();
        if (place != null && place.latitude() != null && place.longitude() != null) {
            return location(place, message.venue(), details);
        }
        return Placeholder.of(raw, details);
    }

    static @Nullable String fullName(@Nullable String first, @Nullable String last) {
        var name = Stream.of(first == null ? "" : first, last == null ? "" : last)
                .map(CleanText::of)
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        return name.isEmpty() ? null : name;
    }

    private static Map<String, String> around(Update.Message message) {
        var details = new HashMap<String, String>();
        put(details, "album", message.mediaGroupId());
        if (message.forwardOrigin() != null) {
            put(details, "forwarded", origin(message.forwardOrigin()));
        }
        if (message.chat() != null && !message.chat().isPrivate()) {
            put(details, "author", author(message));
        }
        return details;
    }

    private static String origin(Update.Origin origin) {
        var chat = origin.senderChat() == null ? origin.chat() : origin.senderChat();
        var user = origin.senderUser();
        return Stream.of(
                        user == null ? null : fullName(user.firstName(), user.lastName()),
                        CleanText.orNull(origin.senderUserName()),
                        chat == null ? null : CleanText.orNull(chat.title()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("?");
    }

    private static @Nullable String author(Update.Message message) {
        if (message.senderChat() != null && message.senderChat().title() != null) {
            return message.senderChat().title();
        }
        var from = message.from();
        return from == null ? null : fullName(from.firstName(), from.lastName());
    }

    /// An animation comes as a document as well, and so does whatever Telegram may add to a photo: the first kind
    /// that fits is the one.
    private static @Nullable Content file(Update.Message message, Map<String, String> details) {
        var photo = photo(message.photo());
        if (photo != null) {
            return new Content(Kind.IMAGE, caption(message), List.of(photo), details);
        }
        if (message.animation() != null) {
            details.put("type", "animation");
            return file(Kind.VIDEO, message.animation(), "animation.mp4", "video/mp4", message, details);
        }
        if (message.video() != null) {
            return file(Kind.VIDEO, message.video(), "video.mp4", "video/mp4", message, details);
        }
        if (message.videoNote() != null) {
            details.put("type", "video_note");
            return file(Kind.VIDEO, message.videoNote(), "video.mp4", "video/mp4", message, details);
        }
        if (message.audio() != null) {
            return file(Kind.AUDIO, message.audio(), "audio.mp3", "audio/mpeg", message, details);
        }
        if (message.voice() != null) {
            return file(Kind.VOICE, message.voice(), "voice.ogg", "audio/ogg", message, details);
        }
        if (message.sticker() != null) {
            put(details, "emoji", message.sticker().emoji());
            return sticker(message.sticker(), message, details);
        }
        return message.document() == null ? null : file(Kind.FILE, message.document(), "file", null, message, details);
    }

    private static @Nullable Content sticker(
            Update.Media sticker, Update.Message message, Map<String, String> details) {
        if (Boolean.TRUE.equals(sticker.isVideo())) {
            return file(Kind.STICKER, sticker, "sticker.webm", "video/webm", message, details);
        }
        return Boolean.TRUE.equals(sticker.isAnimated())
                ? file(Kind.STICKER, sticker, "sticker.tgs", "application/x-tgsticker", message, details)
                : file(Kind.STICKER, sticker, "sticker.webp", "image/webp", message, details);
    }

    private static @Nullable Content file(
            Kind kind,
            Update.Media media,
            String name,
            @Nullable String mime,
            Update.Message message,
            Map<String, String> details) {
        var reference = CleanText.orNull(media.fileId());
        if (reference == null) {
            return null;
        }
        var given = CleanText.orNull(media.fileName());
        var type = CleanText.orNull(media.mimeType());
        return new Content(
                kind,
                caption(message),
                List.of(new Attachment(
                        reference,
                        given == null ? name : given,
                        type == null ? mime : type,
                        size(media.fileSize()),
                        media.width() == null ? media.length() : media.width(),
                        media.height() == null ? media.length() : media.height(),
                        media.duration())),
                details);
    }

    /// All sizes of one picture: the largest is the picture.
    private static @Nullable Attachment photo(@Nullable List<Update.PhotoSize> sizes) {
        if (sizes == null) {
            return null;
        }
        return sizes.stream()
                .filter(size ->
                        size != null && size.fileId() != null && !size.fileId().isBlank())
                .max(Comparator.comparingLong(Update.PhotoSize::area).thenComparingLong(size -> size(size.fileSize())))
                .map(size -> new Attachment(
                        CleanText.of(Objects.requireNonNullElse(size.fileId(), "")),
                        "photo.jpg",
                        "image/jpeg",
                        size(size.fileSize()),
                        size.width(),
                        size.height(),
                        null))
                .orElse(null);
    }

    private static Content contact(Update.ContactCard card, Map<String, String> details) {
        put(details, "name", fullName(card.firstName(), card.lastName()));
        var phone = Reading.phone(card.phoneNumber());
        put(details, "phone", phone == null ? card.phoneNumber() : phone);
        return new Content(Kind.CONTACT, null, List.of(), details);
    }

    private static Content location(Update.Location place, Update.@Nullable Venue venue, Map<String, String> details) {
        put(details, "latitude", place.latitude());
        put(details, "longitude", place.longitude());
        if (place.livePeriod() != null) {
            details.put("live", Long.toString(place.livePeriod()));
        }
        if (venue != null) {
            put(details, "title", venue.title());
            put(details, "address", venue.address());
        }
        return new Content(Kind.LOCATION, null, List.of(), details);
    }

    private static @Nullable String caption(Update.Message message) {
        return CleanText.orNull(message.caption());
    }

    private static long size(@Nullable Long bytes) {
        return bytes == null ? 0 : Math.max(0, bytes);
    }

    private static void put(Map<String, String> details, String key, @Nullable String value) {
        var clean = CleanText.orNull(value);
        if (clean != null) {
            details.put(key, clean);
        }
    }
}
