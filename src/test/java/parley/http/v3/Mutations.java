package parley.http.v3;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes out of requests that are right others that mostly are not. The same seed makes the same ones.
final class Mutations {

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    private static final List<String> TYPES =
            List.of("", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1", "?");
    private static final List<String> KEYS =
            List.of("", "Bearer", "Bearer 00000000000000000000000000000000", "Digest x", "Bearer  ", "bearer\t%s");
    private static final List<String> SEGMENTS = List.of(
            "%00",
            "%2F",
            "%2e%2e",
            "%ff%fe",
            "%D0%B8",
            "null",
            "-1",
            "%F0%9F%99%82",
            "a".repeat(300),
            "%20",
            "'--",
            "7061726c-6579-8002-8000-0000000fffff",
            "0",
            "%7B%7D",
            "+",
            ";a=b");
    private static final List<String> QUERIES = List.of(
            "?offset=-1",
            "?offset=x",
            "?limit=99999999999",
            "?offset=%00",
            "?limit=0&offset=5",
            "?",
            "??",
            "?a[]=1",
            "?offset=1&offset=2",
            "?limit=%zz");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1e400",
            "1.5",
            "99999999999999999999999999",
            "\"\"",
            "\" \"",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\ud83d\\ude42\"",
            "\"<script>\"",
            "\"'; DROP TABLE x\"",
            "{\"a\":1}",
            "[1,\"2\",null,{}]",
            "\"%\"",
            "\"\\\\\"",
            "\"true\"",
            "\"0b5f2a7c-4c1e-4d0a-9a3b-2f6d1c8e7a10\"",
            "\"7061726c-6579-8001-8000-00000000ffff\"",
            "\"+\"",
            "\"@\"",
            "\"http://127.0.0.1:1/x\"");

    private final Random random;

    Mutations(long seed) {
        this.random = new Random(seed);
    }

    RawLine.Request next(List<RawLine.Request> seeds) {
        var mutated = one(seeds.get(random.nextInt(seeds.size())));
        while (random.nextInt(4) == 0) {
            mutated = one(mutated);
        }
        return mutated;
    }

    private RawLine.Request one(RawLine.Request from) {
        return switch (random.nextInt(24)) {
            case 0 -> new RawLine.Request(pick(METHODS), from.path(), from.key(), from.type(), from.body());
            case 1 -> new RawLine.Request(from.method(), path(from.path()), from.key(), from.type(), from.body());
            case 2 ->
                new RawLine.Request(from.method(), from.path() + pick(QUERIES), from.key(), from.type(), from.body());
            case 3 -> new RawLine.Request(from.method(), from.path(), from.key(), pick(TYPES), from.body());
            case 4 ->
                random.nextInt(4) > 0
                        ? from
                        : new RawLine.Request(from.method(), from.path(), pick(KEYS), from.type(), from.body());
            case 5, 6, 7 -> with(from, bytes(from.body().clone()));
            default -> with(from, tree(from.body()));
        };
    }

    private static RawLine.Request with(RawLine.Request from, byte[] body) {
        return new RawLine.Request(from.method(), from.path(), from.key(), from.type(), body);
    }

    private String path(String path) {
        var parts = new ArrayList<>(List.of(path.split("/", -1)));
        switch (random.nextInt(4)) {
            case 0 -> parts.set(parts.size() - 1, pick(SEGMENTS));
            case 1 -> parts.add(pick(SEGMENTS));
            case 2 -> parts.add("");
            default -> parts.set(random.nextInt(parts.size()), pick(SEGMENTS));
        }
        var whole = String.join("/", parts);
        return whole.startsWith("/") ? whole : "/" + whole;
    }

    /// Breaks the text itself.
    private byte[] bytes(byte[] body) {
        if (body.length == 0) {
            return pick(VALUES).getBytes(StandardCharsets.UTF_8);
        }
        var place = random.nextInt(body.length);
        switch (random.nextInt(5)) {
            case 0 -> body[place] = (byte) random.nextInt(256);
            case 1 -> {
                return Arrays.copyOf(body, place);
            }
            case 2 -> {
                return ("[".repeat(1 + random.nextInt(200)) + new String(body, StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8);
            }
            case 3 -> body[place] ^= (byte) (1 << random.nextInt(8));
            default -> {
                return (new String(body, StandardCharsets.UTF_8) + pick(VALUES)).getBytes(StandardCharsets.UTF_8);
            }
        }
        return body;
    }

    /// Changes one value of the tree, or the shape of one object or list.
    private byte[] tree(byte[] body) {
        JsonNode tree;
        try {
            tree = Json.tree(body);
        } catch (RuntimeException _) {
            return bytes(body);
        }
        var inner = new ArrayList<JsonNode>();
        gather(tree, inner);
        if (inner.isEmpty()) {
            return value().getBytes(StandardCharsets.UTF_8);
        }
        switch (inner.get(random.nextInt(inner.size()))) {
            case ObjectNode object -> change(object);
            case ArrayNode array -> change(array);
            default -> throw new IllegalStateException("neither an object nor a list");
        }
        // A lone half of a pair cannot be written as UTF-8, but escaped it travels.
        return Json.write(tree).replace("\ud800", "\\ud800").getBytes(StandardCharsets.UTF_8);
    }

    private void change(ObjectNode object) {
        var names = List.copyOf(object.propertyNames());
        if (names.isEmpty() || random.nextInt(12) == 0) {
            object.set("unknown" + random.nextInt(5), read());
            return;
        }
        var name = pick(names);
        switch (random.nextInt(6)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(name.toUpperCase(java.util.Locale.ROOT), object.remove(name));
            case 2 -> object.set(name, object.get(pick(names)).deepCopy());
            default -> object.set(name, read());
        }
    }

    private void change(ArrayNode array) {
        switch (random.nextInt(4)) {
            case 0 -> array.add(read());
            case 1 -> {
                if (!array.isEmpty()) {
                    array.add(array.get(random.nextInt(array.size())).deepCopy());
                }
            }
            case 2 -> {
                for (int more = random.nextInt(120); more > 0; more--) {
                    array.add(array.isEmpty() ? read() : array.get(0).deepCopy());
                }
            }
            default -> {
                if (!array.isEmpty()) {
                    array.remove(random.nextInt(array.size()));
                }
            }
        }
    }

    private static void gather(JsonNode node, List<JsonNode> inner) {
        if (node.isContainer()) {
            inner.add(node);
            node.values().forEach(child -> gather(child, inner));
        }
    }

    private JsonNode read() {
        return Json.tree(value());
    }

    private String value() {
        return random.nextInt(20) == 0 ? "\"" + "я".repeat(195 + random.nextInt(12)) + "\"" : pick(VALUES);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
