package parley.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChatId;
import parley.base.EmployeeId;
import parley.chat.FileLinks;
import parley.delivery.Attachments;
import parley.delivery.Attachments.Uploaded;
import parley.platform.Media.StoredFile;

/// Files in and out. What clients send is never run here: it comes with a sandbox, under the type its bytes have, and
/// as a download unless browsers show it safely.
final class FilePages {

    private static final Set<String> SHOWN = Set.of(
            "image/jpeg",
            "image/png",
            "image/webp",
            "image/gif",
            "video/mp4",
            "video/webm",
            "audio/mpeg",
            "audio/mp4",
            "audio/ogg",
            "audio/webm");
    private static final Set<String> ACTIVE = Set.of("svg", "html", "xml", "javascript");

    /// @param url for the one who uploaded it, until the message has one
    record Row(
            String id,
            String name,
            long size,
            String mime,
            String url,
            @Nullable Integer w,
            @Nullable Integer h) {}

    /// What is taken and thrown away so that a browser, which reads no answer while it sends, learns why.
    private static final long MOST_DISCARDED = 2L * Attachments.LIMIT;

    private final Attachments attachments;
    private final AccountId account;

    FilePages(Attachments attachments, AccountId account) {
        this.attachments = attachments;
        this.account = account;
    }

    /// The body is the file; it goes to the disk as it comes.
    Answer upload(Asked asked) throws IOException {
        if (asked.header("Content-Length").filter(FilePages::isTooLong).isPresent()) {
            asked.discard(MOST_DISCARDED);
            return tooBig(Attachments.LIMIT);
        }
        var name = asked.query("name").orElse("file");
        var mime = asked.header("Content-Type").orElse(null);
        try (var body = new Body(asked.stream())) {
            return switch (attachments.upload(asked.viewer(), name, mime, body)) {
                case Uploaded.Stored(var file, var url) ->
                    Answer.json(
                            201,
                            new Row(
                                    file.id(),
                                    file.name(),
                                    file.size(),
                                    file.mime(),
                                    url,
                                    file.width(),
                                    file.height()));
                case Uploaded.TooBig(var max) -> tooBig(max);
                case Uploaded.Empty() -> Answer.invalid(List.of(ApiError.Field.of("file", "empty")));
                case Uploaded.NotAllowed() ->
                    Answer.error(403, "no_role", "Only employees of the CRM send files to clients.");
            };
        } catch (BrokenOff _) {
            return Answer.error(400, "incomplete", "The body broke off.").with("Connection", "close");
        }
    }

    private static boolean isTooLong(String length) {
        return !length.matches("\\d{1,15}") || Long.parseLong(length) > Attachments.LIMIT;
    }

    private static Answer tooBig(long max) {
        return Answer.json(
                        413,
                        new ApiError(
                                "too_big", "The file is too big.", List.of(), Map.of("max", max, "type", "Parley")))
                .with("Connection", "close");
    }

    /// A file by a signed link. Whatever is wrong with the link, there is nothing here.
    Answer media(Asked asked) throws IOException {
        var link = link(asked);
        var file = link == null ? null : attachments.find(account, link).orElse(null);
        if (link == null || file == null) {
            return Answer.notFound();
        }
        var etag = "\"" + file.sha256().substring(0, 32) + "\"";
        var headers = headers(file, etag);
        if (asked.header("If-None-Match").orElse("").contains(etag)) {
            return new Answer(304, headers, new Answer.Body.Bytes(new byte[0]));
        }
        var fresh = asked.header("If-Range").map(etag::equals).orElse(true);
        var range = asked.header("Range")
                .filter(_ -> fresh)
                .map(header -> ByteRange.read(header, file.size()))
                .orElseGet(ByteRange.Whole::new);
        return switch (range) {
            case ByteRange.Whole() -> answer(200, headers, file, new ByteRange.Part(0, file.size() - 1));
            case ByteRange.Part part ->
                answer(206, headers, file, part)
                        .with("Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + file.size());
            case ByteRange.Unsatisfiable() ->
                Answer.error(416, "no_such_range", "The file ends before.")
                        .with("Content-Range", "bytes */" + file.size());
        };
    }

    private FileLinks.@Nullable Link link(Asked asked) {
        var employee = asked.query("e").orElse("");
        var chat = asked.query("c").orElse("");
        var ends = asked.query("t").orElse("");
        if (employee.isEmpty() && !chat.isEmpty() || !ends.matches("\\d{1,12}") || !chat.matches("\\d{0,18}")) {
            return null;
        }
        return attachments
                .links()
                .read(
                        account,
                        asked.path("id"),
                        employee.isEmpty() ? null : new EmployeeId(employee),
                        chat.isEmpty() ? null : new ChatId(Long.parseLong(chat)),
                        Long.parseLong(ends),
                        asked.query("s").orElse(""))
                .orElse(null);
    }

    private static Map<String, String> headers(StoredFile file, String etag) {
        var headers = new LinkedHashMap<String, String>();
        var active = ACTIVE.stream().anyMatch(file.mime()::contains);
        headers.put("Content-Type", active ? "application/octet-stream" : file.mime());
        headers.put("Content-Disposition", disposition(file));
        headers.put(SecurityHeaders.CSP, "sandbox; default-src 'none'");
        headers.put("Accept-Ranges", "bytes");
        headers.put("ETag", etag);
        // As long as the shortest link lives: the browser asks nobody meanwhile.
        headers.put("Cache-Control", "private, max-age=1800, immutable");
        return headers;
    }

    /// RFC 6266: a plain name for old clients, the real one for all others.
    private static String disposition(StoredFile file) {
        var plain = file.name().replaceAll("[^A-Za-z0-9._ -]", "_");
        var real = URLEncoder.encode(file.name(), StandardCharsets.UTF_8).replace("+", "%20");
        return (SHOWN.contains(file.mime()) ? "inline" : "attachment") + "; filename=\"" + plain
                + "\"; filename*=UTF-8''" + real;
    }

    private Answer answer(int status, Map<String, String> headers, StoredFile file, ByteRange.Part part)
            throws IOException {
        InputStream content;
        try {
            content = attachments.open(account, file);
        } catch (NoSuchFileException _) {
            return Answer.notFound();
        }
        content.close();
        return new Answer(status, headers, new Answer.Body.Stream(part.length(), out -> copy(file, part, out)));
    }

    private void copy(StoredFile file, ByteRange.Part part, OutputStream out) throws IOException {
        try (var content = attachments.open(account, file)) {
            content.skipNBytes(part.first());
            var buffer = new byte[32 << 10];
            for (long left = part.length(); left > 0; ) {
                int read = content.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new IOException("the file is shorter than it was");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }

    /// The other side stopped sending.
    private static final class BrokenOff extends IOException {
        private static final long serialVersionUID = 1;

        BrokenOff(Throwable cause) {
            super(cause);
        }
    }

    /// Tells a line that broke from a disk that did.
    private static final class Body extends FilterInputStream {

        Body(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException | RuntimeException e) {
                throw new BrokenOff(e);
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (IOException | RuntimeException e) {
                throw new BrokenOff(e);
            }
        }
    }
}
