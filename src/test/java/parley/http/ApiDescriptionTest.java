package parley.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `openapi.yaml` says what the hub does: every address of both interfaces stands in it, and nothing else does.
class ApiDescriptionTest {

    private static final Path SOURCE = Path.of("src/main/java/parley/http");

    /// Files of our own pages: for browsers, not for programs.
    private static final Predicate<String> PAGES = Pattern.compile(
                    "\\w+ (/|/app.*|/assets/.*|/widget\\.js|/widget/frame|/widget/demo/.*|/crm/.*/oauth|/docs/.*"
                            + "|/openapi\\.yaml)")
            .asMatchPredicate();

    private static final Pattern OURS =
            Pattern.compile("\\b(get|post|put|patch|delete)\\(\\s*[A-Z]+,\\s*(API \\+ )?\"([^\"]+)\"");
    private static final Pattern ANY_METHOD = Pattern.compile("route\\([A-Z]+, \"([A-Z]+)\", (API \\+ )?\"([^\"]+)\"");
    private static final Pattern PUBLIC = Pattern.compile("\\badd\\(\"([A-Z]+)\",\\s*\\w+,\\s*\"([^\"]+)\"");
    private static final Pattern COMMON = Pattern.compile("addCommon\\(\"([^\"]+)\"");
    private static final Pattern REFERENCE = Pattern.compile("#/components/(schemas|responses)/(\\w+)");

    private final String yaml = read(Path.of("openapi.yaml"));
    private final ApiDescription api = ApiDescription.of(yaml);

    @Test
    void everyAddressIsDescribedAndNothingElse() {
        var described = api.operations().stream()
                .map(operation -> operation.method() + " " + operation.path())
                .collect(Collectors.toCollection(TreeSet::new));
        var real = routes();
        assertTrue(real.size() > 100, "the routes were found: " + real.size());

        assertEquals(Set.of(), without(real, described), "not described in openapi.yaml");
        assertEquals(Set.of(), without(described, real), "described, but there is no such route");
    }

    @Test
    void everyOperationSaysWhatItIsAndHowItEnds() {
        var tags = api.tags().stream().map(ApiDescription.Tag::name).collect(Collectors.toSet());
        for (var operation : api.operations()) {
            var name = operation.method() + " " + operation.path();
            assertFalse(operation.summary().isBlank(), name);
            assertTrue(tags.contains(operation.tag()), name + ": tag " + operation.tag());
            assertTrue(operation.lines().stream().anyMatch(line -> line.strip().startsWith("'2")), name);
            assertTrue(operation.lines().stream().anyMatch(line -> line.startsWith("security:")), name);
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        var schemas = api.schemas().stream().map(ApiDescription.Schema::name).collect(Collectors.toSet());
        var missing = REFERENCE
                .matcher(yaml)
                .results()
                .filter(reference -> reference.group(1).equals("schemas"))
                .map(reference -> reference.group(2))
                .filter(name -> !schemas.contains(name))
                .collect(Collectors.toSet());

        assertEquals(Set.of(), missing);
    }

    private static Set<String> without(Set<String> one, Set<String> other) {
        var rest = new TreeSet<>(one);
        rest.removeAll(other);
        return rest;
    }

    /// As the two lists of routes name them.
    private static Set<String> routes() {
        var routes = new TreeSet<String>();
        var ours = read(SOURCE.resolve("Routes.java"));
        OURS.matcher(ours)
                .results()
                .forEach(found -> routes.add(found.group(1) + " " + path(found.group(2), found.group(3))));
        ANY_METHOD
                .matcher(ours)
                .results()
                .forEach(
                        found -> routes.add(found.group(1).toLowerCase() + " " + path(found.group(2), found.group(3))));
        List.of("get", "post", "put", "delete").forEach(method -> routes.add(method + " /api/v1/crm/{rest}"));
        var open = read(SOURCE.resolve("v3/Routes.java"));
        PUBLIC.matcher(open)
                .results()
                .forEach(found -> routes.add(found.group(1).toLowerCase() + " " + found.group(2)));
        COMMON.matcher(open)
                .results()
                .map(found -> found.group(1))
                .forEach(path -> routes.addAll(List.of(
                        "patch " + path + "/bulk_delete", "get " + path + "/{id}", "delete " + path + "/{id}")));
        routes.removeIf(PAGES);
        return routes;
    }

    private static String path(String prefix, String path) {
        return (prefix == null ? "" : "/api/v1") + path.replace("[/]", "").replace("{+rest}", "{rest}");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
