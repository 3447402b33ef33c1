package parley.platform;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import parley.platform.GuardedHttp.Call;
import parley.platform.GuardedHttp.Outcome.Answered;

/// HTTP/1.1 (RFC 9112) as far as one request and its answer need it.
final class HttpText {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");
    private static final int LONGEST_HEAD = 64 << 10;
    private static final int FIRST_FINAL = 200;
    private static final int NO_CONTENT = 204;
    private static final int HEX = 16;

    private HttpText() {}

    static byte[] request(Call call) {
        var address = URI.create(call.address().toASCIIString());
        var path = address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        var query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        var port = address.getPort() < 0 ? "" : ":" + address.getPort();
        var head = new StringBuilder(call.method() + " " + path + query + " HTTP/1.1\r\n");
        header(head, "Host", PublicOnly.host(address) + port);
        header(head, "Connection", "close");
        header(head, "Content-Length", Integer.toString(call.body().length));
        call.headers().forEach((name, value) -> header(head, name, value));
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(call.body());
        return bytes.toByteArray();
    }

    private static void header(StringBuilder head, String name, String value) {
        if (value.chars().anyMatch(letter -> letter < ' ' || letter > '~')) {
            throw new IllegalArgumentException("header " + name + " cannot be sent");
        }
        head.append(name).append(": ").append(value).append("\r\n");
    }

    /// Throws when it is no HTTP, or breaks off before its end or its limit.
    static Answered answer(InputStream in, int most) throws IOException {
        var left = new int[] {LONGEST_HEAD};
        while (true) {
            var line = STATUS.matcher(line(in, left));
            if (!line.matches()) {
                throw new IOException("no HTTP");
            }
            var status = Integer.parseInt(line.group(1));
            var headers = headers(in, left);
            // 100 and 103 come before the answer.
            if (status >= FIRST_FINAL) {
                return new Answered(status, headers, status == NO_CONTENT ? new byte[0] : body(in, headers, most));
            }
        }
    }

    private static Map<String, String> headers(InputStream in, int[] left) throws IOException {
        var headers = new HashMap<String, String>();
        for (var line = line(in, left); !line.isEmpty(); line = line(in, left)) {
            var colon = line.indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private static byte[] body(InputStream in, Map<String, String> headers, int most) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .endsWith("chunked")) {
            return chunks(in, most);
        }
        var length = headers.get("content-length");
        if (length == null) {
            return in.readNBytes(most);
        }
        var wanted = (int) Math.min(number(length, 10), most);
        var body = in.readNBytes(wanted);
        if (body.length < wanted) {
            throw new EOFException("the answer broke off");
        }
        return body;
    }

    private static byte[] chunks(InputStream in, int most) throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            var size =
                    number(line(in, new int[] {LONGEST_HEAD}).split(";", 2)[0].strip(), HEX);
            if (size == 0) {
                return body.toByteArray();
            }
            var wanted = (int) Math.min(size, most - body.size());
            var chunk = in.readNBytes(wanted);
            body.writeBytes(chunk);
            if (chunk.length < wanted) {
                throw new EOFException("the answer broke off");
            }
            if (wanted < size || body.size() == most) {
                return body.toByteArray();
            }
            line(in, new int[] {LONGEST_HEAD});
        }
    }

    private static long number(String text, int radix) throws IOException {
        try {
            var number = Long.parseLong(text, radix);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Falls through to the same word.
        }
        throw new IOException("no length");
    }

    /// @param left how many bytes the head may still have
    private static String line(InputStream in, int[] left) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var one = in.read(); one != '\n'; one = in.read()) {
            if (one < 0) {
                throw new EOFException("the answer broke off");
            }
            if (left[0]-- <= 0) {
                throw new IOException("a head without an end");
            }
            line.write(one);
        }
        var text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
