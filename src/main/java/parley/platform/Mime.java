package parley.platform;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What kind of file it is. The first bytes decide; a name or a sender may only make a harmless kind more precise,
/// never turn something into a page that a browser would run.
final class Mime {

    static final String UNKNOWN = "application/octet-stream";

    private record Magic(int at, String bytes, String mime) {}

    private static final List<Magic> MAGIC = List.of(
            new Magic(0, "\u00ff\u00d8\u00ff", "image/jpeg"),
            new Magic(0, "\u0089PNG\r\n\u001a\n", "image/png"),
            new Magic(0, "GIF87a", "image/gif"),
            new Magic(0, "GIF89a", "image/gif"),
            new Magic(8, "WEBP", "image/webp"),
            new Magic(4, "ftypheic", "image/heic"),
            new Magic(4, "ftypavif", "image/avif"),
            new Magic(4, "ftypM4A", "audio/mp4"),
            new Magic(4, "ftypqt", "video/quicktime"),
            new Magic(4, "ftyp", "video/mp4"),
            new Magic(0, "OggS", "audio/ogg"),
            new Magic(0, "ID3", "audio/mpeg"),
            new Magic(0, "\u00ff\u00fb", "audio/mpeg"),
            new Magic(0, "\u00ff\u00f3", "audio/mpeg"),
            new Magic(0, "\u00ff\u00f1", "audio/aac"),
            new Magic(0, "#!AMR", "audio/amr"),
            new Magic(0, "fLaC", "audio/flac"),
            new Magic(8, "WAVE", "audio/wav"),
            new Magic(8, "AVI ", "video/x-msvideo"),
            new Magic(0, "\u001aE\u00df\u00a3", "video/webm"),
            new Magic(0, "%PDF-", "application/pdf"),
            new Magic(0, "PK\u0003\u0004", "application/zip"),
            new Magic(0, "Rar!\u001a\u0007", "application/vnd.rar"),
            new Magic(0, "7z\u00bc\u00af'\u001c", "application/x-7z-compressed"),
            new Magic(0, "\u001f\u008b", "application/gzip"),
            new Magic(0, "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1", "application/x-ole-storage"));

    /// By the ending, for the two wrappers in which offices put everything.
    private static final Map<String, Map<String, String>> WRAPPED = Map.of(
            "application/zip",
            Map.of(
                    "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                    "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                    "odt", "application/vnd.oasis.opendocument.text",
                    "ods", "application/vnd.oasis.opendocument.spreadsheet"),
            "application/x-ole-storage",
            Map.of(
                    "doc", "application/msword",
                    "xls", "application/vnd.ms-excel",
                    "ppt", "application/vnd.ms-powerpoint"));

    /// Kinds of text that no browser runs.
    private static final Map<String, String> TEXTS =
            Map.of("txt", "text/plain", "csv", "text/csv", "vcf", "text/vcard", "json", "application/json");

    /// A container says what is in it only at greater length: the sender may choose between these.
    private static final Map<String, Set<String>> BETWEEN = Map.of(
            "audio/ogg", Set.of("audio/ogg", "video/ogg"),
            "video/webm", Set.of("video/webm", "audio/webm", "video/x-matroska"),
            "video/mp4", Set.of("video/mp4", "audio/mp4"));

    private Mime() {}

    /// @param claimed as the sender says
    static String of(byte[] head, String name, @Nullable String claimed) {
        var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        var said = claimed == null ? "" : claimed.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        var sniffed = sniffed(head);
        if (sniffed == null) {
            return isText(head) ? TEXTS.getOrDefault(ending, textByWord(said)) : UNKNOWN;
        }
        if (BETWEEN.getOrDefault(sniffed, Set.of()).contains(said)) {
            return said;
        }
        return WRAPPED.getOrDefault(sniffed, Map.of()).getOrDefault(ending, sniffed);
    }

    private static String textByWord(String said) {
        return TEXTS.containsValue(said) ? said : UNKNOWN;
    }

    /// Nothing when the first bytes are of no kind that is known.
    static @Nullable String sniffed(byte[] head) {
        var text = new String(head, 0, Math.min(head.length, 32), StandardCharsets.ISO_8859_1);
        return MAGIC.stream()
                .filter(magic -> text.startsWith(magic.bytes(), magic.at()))
                .map(Magic::mime)
                .findFirst()
                .orElse(null);
    }

    private static boolean isText(byte[] head) {
        var text = CharBuffer.allocate(head.length);
        // More is to come: the last character may be cut in two.
        var read = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(head), text, false);
        return !read.isError() && text.flip().chars().noneMatch(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r');
    }
}
