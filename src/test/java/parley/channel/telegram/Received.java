package parley.channel.telegram;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import parley.platform.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// A call as it reached the server.
public record Received(String method, Map<String, JsonNode> parameters, Map<String, Upload> uploads) {

    public record Upload(String name, String mime, byte[] content) {}

    public String text(String parameter) {
        var value = parameters.get(parameter);
        return value == null ? "" : value.asString("");
    }

    boolean has(String parameter) {
        return parameters.containsKey(parameter);
    }

    static Received of(String method, String contentType, byte[] body) {
        if (contentType.startsWith("multipart/form-data; boundary=")) {
            return form(method, contentType.substring(contentType.indexOf('=') + 1), body);
        }
        var parameters = new LinkedHashMap<String, JsonNode>();
        if (body.length > 0) {
            Json.tree(body).properties().forEach(entry -> parameters.put(entry.getKey(), entry.getValue()));
        }
        return new Received(method, parameters, Map.of());
    }

    private static Received form(String method, String boundary, byte[] body) {
        var parameters = new LinkedHashMap<String, JsonNode>();
        var uploads = new LinkedHashMap<String, Upload>();
        var parts = new String(body, StandardCharsets.ISO_8859_1).split("(\r\n)?--" + boundary + "(--)?\r\n", -1);
        for (var part : parts) {
            var gap = part.indexOf("\r\n\r\n");
            if (gap < 0) {
                continue;
            }
            var head = utf8(part.substring(0, gap));
            var content = part.substring(gap + 4);
            var name = between(head, " name=\"");
            if (head.contains("filename=\"")) {
                var mime = head.substring(head.indexOf("Content-Type: ") + "Content-Type: ".length());
                uploads.put(
                        name,
                        new Upload(between(head, "filename=\""), mime, content.getBytes(StandardCharsets.ISO_8859_1)));
            } else {
                parameters.put(name, value(name, utf8(content)));
            }
        }
        return new Received(method, parameters, uploads);
    }

    /// In a form everything is text; what is documented as something else is JSON in it.
    private static JsonNode value(String name, String text) {
        if (name.equals("caption") || name.equals("text") || name.equals("title")) {
            return JsonNodeFactory.instance.stringNode(text);
        }
        try {
            return Json.tree(text);
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.stringNode(text);
        }
    }

    private static String between(String head, String opening) {
        var from = head.indexOf(opening) + opening.length();
        return head.substring(from, head.indexOf('"', from));
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
