package parley.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import parley.platform.Json;

/// What goes back. Headers named here replace the ones that every answer gets.
record Answer(int status, Map<String, String> headers, Body body) {

    static final String JSON = "application/json; charset=utf-8";

    sealed interface Body {
        record Bytes(byte[] bytes) implements Body {}

        /// @param length bytes that the writer will write
        record Stream(long length, Writer writer) implements Body {}
    }

    @FunctionalInterface
    interface Writer {
        void write(OutputStream out) throws IOException;
    }

    Answer {
        headers = Map.copyOf(headers);
    }

    static Answer ok(Object value) {
        return json(200, value);
    }

    static Answer json(int status, Object value) {
        return bytes(status, JSON, Json.bytes(value));
    }

    static Answer empty() {
        return new Answer(204, Map.of(), new Body.Bytes(new byte[0]));
    }

    static Answer bytes(int status, String contentType, byte[] bytes) {
        return new Answer(status, Map.of("Content-Type", contentType), new Body.Bytes(bytes));
    }

    static Answer error(int status, String code, String description) {
        return json(status, ApiError.of(code, description));
    }

    static Answer notFound() {
        return error(404, "not_found", "There is nothing at this address.");
    }

    /// 422 with every mistake.
    static Answer invalid(List<ApiError.Field> fields) {
        return json(
                422, new ApiError("invalid", "Some fields are not right; all of them are listed.", fields, Map.of()));
    }

    Answer with(String header, String value) {
        var more = new TreeMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }

    Answer withStatus(int other) {
        return new Answer(other, headers, body);
    }
}
