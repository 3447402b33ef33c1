package parley.channel;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import parley.platform.Json;

/// A form with files, streamed: a file of 50 MB is never in memory as a whole, and the length is known beforehand.
public final class Multipart implements AutoCloseable {

    private static final int BOUNDARY_BYTES = 24;

    /// @param size bytes, exactly
    public record Upload(String field, String name, String mime, long size, Opening content) {}

    /// Opens the bytes of a stored file.
    @FunctionalInterface
    public interface Opening {
        InputStream open() throws IOException;
    }

    private final String boundary;
    private final ArrayList<InputStream> opened = new ArrayList<>();
    private final BodyPublisher body;

    /// Opens the files. The boundary is a new one each time, so that no text or file can be written to contain it.
    ///
    /// @param fields what is no text goes as JSON
    public Multipart(Map<String, ?> fields, List<Upload> files, RandomGenerator random) throws IOException {
        var bytes = new byte[BOUNDARY_BYTES];
        random.nextBytes(bytes);
        this.boundary = "parley-" + HexFormat.of().formatHex(bytes);
        try {
            this.body = body(fields, files);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    public String type() {
        return "multipart/form-data; boundary=" + boundary;
    }

    public BodyPublisher body() {
        return body;
    }

    @Override
    public void close() {
        for (var stream : opened) {
            try {
                stream.close();
            } catch (IOException e) {
                // It was only read; whoever was to get it has answered already.
            }
        }
    }

    private BodyPublisher body(Map<String, ?> fields, List<Upload> files) throws IOException {
        var parts = new ArrayList<BodyPublisher>();
        fields.forEach((name, value) -> parts.add(bytes(field(name, value))));
        for (var file : files) {
            var stream = file.content().open();
            opened.add(stream);
            parts.add(bytes(head(file)));
            var content = BodyPublishers.ofInputStream(() -> stream);
            parts.add(file.size() > 0 ? BodyPublishers.fromPublisher(content, file.size()) : content);
            parts.add(bytes("\r\n"));
        }
        parts.add(bytes("--" + boundary + "--\r\n"));
        return BodyPublishers.concat(parts.toArray(BodyPublisher[]::new));
    }

    private String field(String name, Object value) {
        var text = value instanceof String string ? string : Json.write(value);
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + text + "\r\n";
    }

    private String head(Upload file) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + file.field() + "\"; filename=\""
                + quoted(file.name()) + "\"\r\nContent-Type: " + quoted(file.mime()) + "\r\n\r\n";
    }

    /// As browsers write it.
    private static String quoted(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static BodyPublisher bytes(String text) {
        return BodyPublishers.ofByteArray(text.getBytes(StandardCharsets.UTF_8));
    }
}
