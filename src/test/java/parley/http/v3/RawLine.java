package parley.http.v3;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One line to the hub that is kept alive and sends whatever it is told, also what no client would send.
final class RawLine implements AutoCloseable {

    /// @param path as it stands in the first line
    /// @param key absent sends none
    record Request(String method, String path, @Nullable String key, String type, byte[] body) {

        @Override
        public String toString() {
            return method + " " + path + " " + new String(body, StandardCharsets.UTF_8);
        }
    }

    record Answer(int status, Map<String, String> headers, String body) {}

    private final int port;
    private @Nullable Socket socket;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();

    RawLine(int port) {
        this.port = port;
    }

    Answer send(Request request) {
        try {
            connect();
            write(request);
            var answer = read(request.method.equals("HEAD"));
            if (answer.headers.getOrDefault("connection", "").equalsIgnoreCase("close")) {
                close();
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(request.toString(), e);
        }
    }

    private void connect() throws IOException {
        if (socket == null) {
            var fresh = new Socket("127.0.0.1", port);
            fresh.setTcpNoDelay(true);
            fresh.setSoTimeout(30_000);
            in = new BufferedInputStream(fresh.getInputStream());
            out = fresh.getOutputStream();
            socket = fresh;
        }
    }

    private void write(Request request) throws IOException {
        var head = new StringBuilder(request.method + " " + request.path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        if (request.key != null) {
            head.append("Authorization: ").append(request.key).append("\r\n");
        }
        if (!request.type.isEmpty()) {
            head.append("Content-Type: ").append(request.type).append("\r\n");
        }
        head.append("Content-Length: ").append(request.body.length).append("\r\n\r\n");
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
        whole.writeBytes(request.body);
        out.write(whole.toByteArray());
        out.flush();
    }

    private Answer read(boolean head) throws IOException {
        var first = line();
        var status = Integer.parseInt(first.split(" ")[1]);
        var headers = new HashMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            var colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        if (status == 100) {
            return read(head);
        }
        var length = head ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Answer(status, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int one = in.read(); one != '\n'; one = in.read()) {
            if (one < 0) {
                throw new IOException("the hub has hung up");
            }
            if (one != '\r') {
                line.write(one);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
