package parley.channel.waba;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Meta's store of files: what clients sent, and what was uploaded.
final class GraphFiles {

    private final Map<String, byte[]> media = new ConcurrentHashMap<>();
    private final AtomicInteger uploads = new AtomicInteger();

    void hold(String id, byte[] content) {
        media.put(id, content);
    }

    /// Empty when there is none.
    byte[] content(String id) {
        return media.getOrDefault(id, new byte[0]);
    }

    /// What is told about a file before it is fetched; absent when there is none.
    @Nullable
    Map<String, Object> told(String id, String origin) {
        var content = media.get(id);
        return content == null
                ? null
                : Map.of("url", origin + "/files/" + id, "file_size", Integer.toString(content.length), "id", id);
    }

    /// Takes an uploaded form; answers the id.
    String upload(byte[] body, List<String> flaws) {
        var form = new String(body, StandardCharsets.ISO_8859_1);
        for (var field : List.of("messaging_product", "type", "file")) {
            if (!form.contains("name=\"" + field + "\"")) {
                flaws.add("an upload without " + field);
            }
        }
        var head = form.indexOf("\r\n\r\n", form.indexOf("filename=")) + 4;
        var id = "UP" + uploads.incrementAndGet();
        var content = form.substring(head, form.lastIndexOf("\r\n--parley"));
        media.put(id, content.getBytes(StandardCharsets.ISO_8859_1));
        return id;
    }
}
