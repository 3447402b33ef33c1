package parley.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Cases as data under `src/test/resources/vectors`: the pages' tests read the same files.
public final class Vectors {

    private Vectors() {}

    public static List<JsonNode> json(String name) {
        return List.copyOf(JsonMapper.shared().readTree(text(name)).values());
    }

    static List<String[]> csv(String name) {
        return text(name).lines().skip(1).map(line -> line.split(",")).toList();
    }

    private static String text(String name) {
        try (var stream = Vectors.class.getResourceAsStream("/vectors/" + name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
