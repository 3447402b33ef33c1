package parley.http;

import java.util.ArrayList;
import java.util.List;

/// `openapi.yaml`, cut into what people read: its operations and its schemas. Cut by indentation alone, two spaces a
/// step; what stands inside stays as it was written.
///
/// @param about what the whole is
record ApiDescription(String about, List<Tag> tags, List<Operation> operations, List<Schema> schemas) {

    private static final String STEP = "  ";

    record Tag(String name, String title) {}

    /// @param lines of its description, but for the tag and the words
    record Operation(String method, String path, String tag, String summary, String description, List<String> lines) {

        /// Names it on the page.
        String id() {
            return method + path.replaceAll("[^A-Za-z0-9]+", "-");
        }
    }

    record Schema(String name, List<String> lines) {}

    /// A key and the lines below it, each a step to the left of where it stood.
    private record Block(String key, String value, List<String> lines) {

        /// The text of the value, which may go on below.
        String text() {
            return value.equals(">-") ? String.join(" ", lines) : unquoted(value);
        }
    }

    static ApiDescription of(String yaml) {
        var whole = blocks(yaml.lines().toList());
        var operations = new ArrayList<Operation>();
        for (var path : blocks(find(whole, "paths").lines())) {
            for (var method : blocks(path.lines())) {
                operations.add(operation(method.key(), path.key(), blocks(method.lines())));
            }
        }
        var schemas = blocks(find(blocks(find(whole, "components").lines()), "schemas")
                        .lines())
                .stream()
                .map(block -> new Schema(block.key(), block.lines()))
                .toList();
        var about = text(blocks(find(whole, "info").lines()), "description");
        return new ApiDescription(about, tags(find(whole, "tags").lines()), List.copyOf(operations), schemas);
    }

    private static List<Tag> tags(List<String> lines) {
        var tags = new ArrayList<Tag>();
        for (int line = 0; line + 1 < lines.size(); line += 2) {
            tags.add(new Tag(
                    lines.get(line).replaceFirst("- name: ", ""),
                    unquoted(lines.get(line + 1).strip().replaceFirst("description: ", ""))));
        }
        return List.copyOf(tags);
    }

    private static Operation operation(String method, String path, List<Block> blocks) {
        var lines = new ArrayList<String>();
        for (var block : blocks) {
            if (!List.of("tags", "summary", "description").contains(block.key())) {
                lines.add((block.key() + ": " + block.value()).stripTrailing());
                block.lines().forEach(line -> lines.add(STEP + line));
            }
        }
        var tag = text(blocks, "tags").replaceAll("[\\[\\]]", "");
        return new Operation(
                method, path, tag, text(blocks, "summary"), text(blocks, "description"), List.copyOf(lines));
    }

    private static List<Block> blocks(List<String> lines) {
        var blocks = new ArrayList<Block>();
        var below = new ArrayList<String>();
        for (var line : lines.reversed()) {
            if (line.startsWith(STEP)) {
                below.addFirst(line.substring(STEP.length()));
            } else if (line.startsWith("- ")) {
                below.addFirst(line);
            } else {
                var colon = line.indexOf(':');
                blocks.addFirst(new Block(
                        unquoted(line.substring(0, colon)),
                        line.substring(colon + 1).strip(),
                        List.copyOf(below)));
                below.clear();
            }
        }
        return blocks;
    }

    private static Block find(List<Block> blocks, String key) {
        return blocks.stream()
                .filter(block -> block.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("openapi.yaml has no " + key));
    }

    private static String text(List<Block> blocks, String key) {
        return blocks.stream()
                .filter(block -> block.key().equals(key))
                .map(Block::text)
                .findFirst()
                .orElse("");
    }

    private static String unquoted(String value) {
        return value.length() > 1 && value.startsWith("'") && value.endsWith("'")
                ? value.substring(1, value.length() - 1).replace("''", "'")
                : value;
    }
}
