package parley.platform;

import java.util.Map;

/// An answer in words that know no web server.
public record PageAnswer(int status, Map<String, String> headers, byte[] body) {

    public PageAnswer {
        headers = Map.copyOf(headers);
    }

    public static PageAnswer json(int status, byte[] body) {
        return new PageAnswer(status, Map.of("Content-Type", "application/json; charset=utf-8"), body);
    }

    public static PageAnswer empty(int status) {
        return new PageAnswer(status, Map.of(), new byte[0]);
    }
}
