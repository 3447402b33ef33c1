package parley.channel.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The file in a `multipart/form-data` body (RFC 7578), read as it streams by. Strict: the first part is called `file`
/// and has a file name; whatever follows it is not looked at.
///
/// Own and small, because below `http` no room knows the web server and its parser.
final class MultipartFile extends InputStream {

    private static final Pattern BOUNDARY = Pattern.compile(
            "multipart/form-data\\s*;\\s*boundary=\"?([0-9A-Za-z'()+_,./:=?-]{1,70})\"?\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern PART = Pattern.compile(
            "content-disposition:\\s*form-data;\\s*name=\"file\";\\s*filename=\"([^\"\\r\\n]*)\"\\s*",
            Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_LINE = 4096;
    private static final int MOST_HEADERS = 10;

    private final InputStream body;
    private final byte[] buffer = new byte[64 << 10];
    private int next;
    private int filled;

    /// What follows the file: a line end and the boundary.
    private byte[] end = {};

    private String name = "";
    private boolean isOver;

    private MultipartFile(InputStream body) {
        this.body = body;
    }

    /// Reads up to the first byte of the file; empty when the body is not what it should be.
    static Optional<MultipartFile> open(String contentType, InputStream body) throws IOException {
        var boundary = BOUNDARY.matcher(contentType);
        if (!boundary.matches()) {
            return Optional.empty();
        }
        var file = new MultipartFile(body);
        return file.begins("--" + boundary.group(1)) ? Optional.of(file) : Optional.empty();
    }

    private boolean begins(String dashes) throws IOException {
        if (!dashes.equals(line())) {
            return false;
        }
        var isNamed = false;
        for (int i = 0; i < MOST_HEADERS; i++) {
            var header = line();
            if (header.isEmpty()) {
                end = ("\r\n" + dashes).getBytes(StandardCharsets.ISO_8859_1);
                return isNamed;
            }
            var part = PART.matcher(header);
            if (part.matches()) {
                name = unescaped(part.group(1));
                isNamed = true;
            } else if (header.toLowerCase(Locale.ROOT).startsWith("content-transfer-encoding:")) {
                return false;
            }
        }
        return false;
    }

    /// As it was sent: nothing about it is to be trusted.
    String name() {
        return name;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /// Ends at the boundary; throws when the body breaks off before it.
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (isOver || length == 0) {
            return isOver ? -1 : 0;
        }
        fill();
        if (filled - next < end.length) {
            throw new IOException("the body broke off within the file");
        }
        // A boundary may begin at any of these places, and would be whole in the buffer.
        var last = Math.min(next + length, filled - end.length + 1);
        var place = next;
        while (place < last && !endsAt(place)) {
            place++;
        }
        isOver = place == next;
        if (isOver) {
            return -1;
        }
        var count = place - next;
        System.arraycopy(buffer, next, bytes, offset, count);
        next = place;
        return count;
    }

    private boolean endsAt(int place) {
        return buffer[place] == end[0] && Arrays.equals(buffer, place, place + end.length, end, 0, end.length);
    }

    private void fill() throws IOException {
        if (filled - next >= end.length) {
            return;
        }
        System.arraycopy(buffer, next, buffer, 0, filled - next);
        filled -= next;
        next = 0;
        while (filled < end.length) {
            var count = body.read(buffer, filled, buffer.length - filled);
            if (count < 0) {
                return;
            }
            filled += count;
        }
    }

    /// One line of the head, without its end. File names are UTF-8 there, as browsers write them.
    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        while (line.size() < LONGEST_LINE) {
            if (next == filled) {
                filled = Math.max(0, body.read(buffer));
                next = 0;
                if (filled == 0) {
                    break;
                }
            }
            var sign = buffer[next++];
            if (sign == '\n') {
                var text = line.toString(StandardCharsets.UTF_8);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            line.write(sign);
        }
        throw new IOException("the body broke off within its head");
    }

    private static String unescaped(String name) {
        return name.replace("%22", "\"").replace("%0D", "").replace("%0A", "");
    }
}
