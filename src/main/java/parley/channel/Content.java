package parley.channel;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a message says (R74).
///
/// @param text plain text; a caption when there are files
/// @param details kind by kind: `latitude`, `longitude`, `title`, `address`, `live` seconds (LOCATION); `name`, `phone`
///     (CONTACT); `type` the messenger's own word (UNSUPPORTED, SYSTEM, and where ours is coarser); `emoji` (STICKER).
///     With any kind: `album` the messenger's id of a group of pictures; `forwarded` who said it first; `author` who
///     of a
///     group wrote; `start` what the link said by which the client came
public record Content(Kind kind, @Nullable String text, List<Attachment> files, Map<String, String> details) {

    public enum Kind {
        TEXT,
        IMAGE,
        VIDEO,
        AUDIO,
        VOICE,
        FILE,
        STICKER,
        LOCATION,
        CONTACT,
        TEMPLATE,
        SYSTEM,
        UNSUPPORTED
    }

    public Content {
        files = List.copyOf(files);
        details = Map.copyOf(details);
    }

    public static Content text(String text) {
        return new Content(Kind.TEXT, text, List.of(), Map.of());
    }

    /// A file inside a message.
    ///
    /// @param reference coming in: the messenger's handle, resolved by {@link Connection#fetch}, or
    ///     `parley:<file id>` when the file is stored already; going out: always the id of a stored file
    /// @param size bytes; 0 when unknown
    public record Attachment(
            String reference,
            String name,
            @Nullable String mime,
            long size,
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable Integer seconds) {}
}
