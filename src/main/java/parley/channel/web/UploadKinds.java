package parley.channel.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What visitors may send: pictures, sound, film and papers, known by their first bytes; never programs, and never
/// pages that a browser would run. The name must agree with the bytes.
final class UploadKinds {

    /// Bytes.
    static final long LIMIT = 25L << 20;

    /// How many first bytes {@link #kind} looks at.
    static final int HEAD = 512;

    private static final int LONGEST_NAME = 120;

    /// Signs that turn the reading direction or do not show: they hide what a name ends in.
    private static final Pattern HIDING = Pattern.compile("[\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF]");
    private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cc}\\uFFFD<>:\"|?*]+");

    /// What the first bytes tell → how names of such files may end.
    private static final Map<String, Set<String>> ENDINGS = Map.ofEntries(
            Map.entry("image/jpeg", Set.of("jpg", "jpeg", "jfif")),
            Map.entry("image/png", Set.of("png")),
            Map.entry("image/gif", Set.of("gif")),
            Map.entry("image/webp", Set.of("webp")),
            Map.entry("image/heic", Set.of("heic", "heif", "avif")),
            Map.entry("application/pdf", Set.of("pdf")),
            Map.entry(
                    "application/zip",
                    Set.of("zip", "docx", "xlsx", "pptx", "odt", "ods", "odp", "pages", "numbers", "key")),
            Map.entry("application/x-ole-storage", Set.of("doc", "xls", "ppt", "msg")),
            Map.entry("application/rtf", Set.of("rtf", "doc")),
            Map.entry("video/mp4", Set.of("mp4", "m4v", "mov", "m4a", "3gp")),
            Map.entry("video/webm", Set.of("webm", "mkv")),
            Map.entry("audio/ogg", Set.of("ogg", "oga", "opus")),
            Map.entry("audio/mpeg", Set.of("mp3")),
            Map.entry("audio/wav", Set.of("wav")),
            Map.entry("text/plain", Set.of("txt", "csv", "log", "vcf", "ics")));

    private record Magic(String mime, int at, byte[] bytes) {}

    private static final List<Magic> MAGIC = List.of(
            magic("image/jpeg", 0, "\u00FF\u00D8\u00FF"),
            magic("image/png", 0, "\u0089PNG\r\n\u001A\n"),
            magic("image/gif", 0, "GIF87a"),
            magic("image/gif", 0, "GIF89a"),
            magic("image/webp", 8, "WEBP"),
            magic("image/heic", 4, "ftypheic"),
            magic("image/heic", 4, "ftypheix"),
            magic("image/heic", 4, "ftypmif1"),
            magic("image/heic", 4, "ftypavif"),
            magic("video/mp4", 4, "ftyp"),
            magic("application/pdf", 0, "%PDF-"),
            magic("application/zip", 0, "PK\u0003\u0004"),
            magic("application/x-ole-storage", 0, "\u00D0\u00CF\u0011\u00E0"),
            magic("application/rtf", 0, "{\\rtf"),
            magic("video/webm", 0, "\u001A\u0045\u00DF\u00A3"),
            magic("audio/ogg", 0, "OggS"),
            magic("audio/mpeg", 0, "ID3"),
            magic("audio/mpeg", 0, "\u00FF\u00FB"),
            magic("audio/mpeg", 0, "\u00FF\u00F3"),
            magic("audio/wav", 8, "WAVE"));

    private UploadKinds() {}

    /// A name that a screen and a disk can hold, without folders; empty when it hides what it is.
    static Optional<String> name(String sent) {
        if (HIDING.matcher(sent).find()) {
            return Optional.empty();
        }
        var last = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
        var clean = FORBIDDEN.matcher(Words.clean(last)).replaceAll("_").strip().replaceFirst("^[.\\s]+", "");
        if (clean.isEmpty()) {
            return Optional.of("file");
        }
        var ending = ending(clean);
        var stem = ending.isEmpty() ? clean : clean.substring(0, clean.length() - ending.length() - 1);
        return Optional.of(
                ending.isEmpty()
                        ? Words.cut(clean, LONGEST_NAME)
                        : Words.cut(stem, LONGEST_NAME - ending.length() - 1) + "." + ending);
    }

    /// The kind of a file by its first bytes, if visitors may send it under this name.
    static Optional<String> kind(String name, byte[] head) {
        var ending = ending(name).toLowerCase(Locale.ROOT);
        return sniff(head)
                .filter(mime -> ending.isEmpty()
                        ? !mime.equals("application/zip") && !mime.equals("text/plain")
                        : ENDINGS.getOrDefault(mime, Set.of()).contains(ending));
    }

    private static Optional<String> sniff(byte[] head) {
        for (var magic : MAGIC) {
            if (begins(head, magic)) {
                return Optional.of(magic.mime());
            }
        }
        return isText(head) ? Optional.of("text/plain") : Optional.empty();
    }

    private static boolean begins(byte[] head, Magic magic) {
        if (head.length < magic.at() + magic.bytes().length) {
            return false;
        }
        for (int i = 0; i < magic.bytes().length; i++) {
            if (head[magic.at() + i] != magic.bytes()[i]) {
                return false;
            }
        }
        return true;
    }

    /// Plain text has no control bytes, and begins neither a page nor a script.
    private static boolean isText(byte[] head) {
        for (var sign : head) {
            if (sign >= 0 && sign < ' ' && sign != '\n' && sign != '\r' && sign != '\t') {
                return false;
            }
        }
        var start =
                new String(head, StandardCharsets.UTF_8).replace("\uFEFF", "").stripLeading();
        return !start.startsWith("<") && !start.startsWith("#!");
    }

    private static String ending(String name) {
        var dot = name.lastIndexOf('.');
        var ending = dot <= 0 ? "" : name.substring(dot + 1);
        return ending.length() > 10 ? "" : ending;
    }

    private static Magic magic(String mime, int at, String bytes) {
        return new Magic(mime, at, bytes.getBytes(StandardCharsets.ISO_8859_1));
    }
}
