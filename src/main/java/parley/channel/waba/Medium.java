package parley.channel.waba;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.channel.Content.Attachment;
import parley.channel.Content.Kind;

/// The kinds of file that WhatsApp tells apart, with what each takes.
enum Medium {
    IMAGE("image", 5L << 20, Set.of("image/jpeg", "image/png")),
    VIDEO("video", 16L << 20, Set.of("video/mp4", "video/3gpp")),
    AUDIO("audio", 16L << 20, Set.of("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg")),
    STICKER("sticker", 500L << 10, Set.of("image/webp")),
    DOCUMENT("document", 100L << 20, Set.of());

    final String type;
    final long most;
    final Set<String> mimes;

    Medium(String type, long most, Set<String> mimes) {
        this.type = type;
        this.most = most;
        this.mimes = mimes;
    }

    /// What the file goes as. Whatever WhatsApp would not play or show goes as a document; so does a message of kind
    /// FILE, because somebody wanted it unchanged.
    static Medium of(Kind kind, Attachment file) {
        if (kind == Kind.FILE) {
            return DOCUMENT;
        }
        for (var medium : values()) {
            var takes = medium.mimes.contains(mime(file.mime())) && file.size() <= medium.most;
            if (takes && (medium != STICKER || kind == Kind.STICKER)) {
                return medium;
            }
        }
        return DOCUMENT;
    }

    boolean hasCaption() {
        return this == IMAGE || this == VIDEO || this == DOCUMENT;
    }

    private static String mime(@Nullable String mime) {
        return mime == null ? "" : mime.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }
}
