package parley.channel.telegram;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.channel.Content;
import parley.channel.Content.Attachment;

/// The kinds of file that Telegram tells apart, each with its own method and field.
enum Medium {
    PHOTO("sendPhoto", "photo"),
    VIDEO("sendVideo", "video"),
    ANIMATION("sendAnimation", "animation"),
    AUDIO("sendAudio", "audio"),
    VOICE("sendVoice", "voice"),
    STICKER("sendSticker", "sticker"),
    DOCUMENT("sendDocument", "document");

    private static final long PHOTO_BYTES = 10L << 20;
    private static final int PHOTO_SIDES = 10_000;
    private static final int PHOTO_RATIO = 20;

    private static final Set<String> PHOTOS = Set.of("image/jpeg", "image/png", "image/webp");
    private static final Set<String> VIDEOS = Set.of("video/mp4");
    private static final Set<String> AUDIOS =
            Set.of("audio/mpeg", "audio/mp3", "audio/mp4", "audio/x-m4a", "audio/m4a");
    private static final Set<String> VOICES = Set.of("audio/ogg", "audio/opus", "application/ogg");
    private static final Set<String> STICKERS = Set.of("image/webp", "video/webm", "application/x-tgsticker");

    final String method;
    final String field;

    Medium(String method, String field) {
        this.method = method;
        this.field = field;
    }

    /// What the file goes as. Whatever Telegram would not play goes as a document; so does a message of kind FILE,
    /// because somebody wanted it unchanged.
    static Medium of(Content.Kind kind, Attachment file) {
        var mime = mime(file.mime());
        return switch (kind) {
            case FILE -> DOCUMENT;
            case VOICE -> VOICES.contains(mime) || AUDIOS.contains(mime) ? VOICE : DOCUMENT;
            case STICKER -> STICKERS.contains(mime) ? STICKER : byMime(mime, file);
            case TEXT, IMAGE, VIDEO, AUDIO, LOCATION, CONTACT, TEMPLATE, SYSTEM, UNSUPPORTED -> byMime(mime, file);
        };
    }

    boolean hasCaption() {
        return this != STICKER;
    }

    /// Photos and videos share an album; documents and sounds keep to their own kind; the rest goes alone.
    boolean goesWith(Medium other) {
        return switch (this) {
            case PHOTO, VIDEO -> other == PHOTO || other == VIDEO;
            case AUDIO, DOCUMENT -> other == this;
            case ANIMATION, VOICE, STICKER -> false;
        };
    }

    private static Medium byMime(String mime, Attachment file) {
        if (mime.equals("image/gif")) {
            return ANIMATION;
        }
        if (PHOTOS.contains(mime) && fits(file)) {
            return PHOTO;
        }
        if (VIDEOS.contains(mime)) {
            return VIDEO;
        }
        return AUDIOS.contains(mime) ? AUDIO : DOCUMENT;
    }

    private static boolean fits(Attachment file) {
        if (file.size() > PHOTO_BYTES) {
            return false;
        }
        if (file.width() == null || file.height() == null) {
            return true;
        }
        var longer = Math.max(file.width(), file.height());
        var shorter = Math.max(1, Math.min(file.width(), file.height()));
        return longer + shorter <= PHOTO_SIDES && longer <= (long) shorter * PHOTO_RATIO;
    }

    private static String mime(@Nullable String mime) {
        return mime == null ? "" : mime.replaceFirst(";.*", "").strip().toLowerCase(java.util.Locale.ROOT);
    }
}
