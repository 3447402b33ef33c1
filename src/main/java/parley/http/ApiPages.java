package parley.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/// The description of both interfaces: as a file for programs, as a page for people. Open to everybody; made when it is
/// first asked for.
final class ApiPages {

    private static final String FILE = "/openapi.yaml";
    private static final Pattern REFERENCE = Pattern.compile("#/components/schemas/(\\w+)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /// Made by whoever asks first.
    private static final class Made {
        static final byte[] PAGE = page().getBytes(StandardCharsets.UTF_8);
    }

    Answer file(Asked asked) {
        return Answer.bytes(200, "application/yaml; charset=utf-8", read(FILE)).with("Cache-Control", "no-cache");
    }

    Answer look(Asked asked) {
        return Answer.bytes(200, "text/css; charset=utf-8", read("/docs/api.css"))
                .with("Cache-Control", "no-cache");
    }

    Answer page(Asked asked) {
        return Answer.bytes(200, "text/html; charset=utf-8", Made.PAGE).with("Cache-Control", "no-cache");
    }

    private static byte[] read(String name) {
        try (var in = ApiPages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String page() {
        var api = ApiDescription.of(new String(read(FILE), StandardCharsets.UTF_8));
        var html = new StringBuilder("""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>API — Parley</title>
            <link rel="stylesheet" href="/docs/api.css">
            </head>
            <body>
            """);
        contents(html, api);
        html.append("<main>\n<h1>Parley: API</h1>\n<p>").append(words(api.about()));
        html.append("</p>\n<p>For programs: <a href=\"/openapi.yaml\">openapi.yaml</a>.</p>\n");
        for (var tag : api.tags()) {
            html.append("<h2 id=\"%s\">%s</h2>\n".formatted(tag.name(), words(tag.title())));
            of(api, tag).forEach(operation -> operation(html, operation));
        }
        html.append("<h2 id=\"schemas\">Schemas</h2>\n");
        for (var schema : api.schemas()) {
            html.append("<section><h3 id=\"schema-%1$s\">%1$s</h3>\n".formatted(escaped(schema.name())));
            yaml(html, schema.lines());
            html.append("</section>\n");
        }
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    private static List<ApiDescription.Operation> of(ApiDescription api, ApiDescription.Tag tag) {
        return api.operations().stream()
                .filter(operation -> operation.tag().equals(tag.name()))
                .toList();
    }

    private static void contents(StringBuilder html, ApiDescription api) {
        html.append("<nav aria-label=\"Contents\">\n");
        for (var tag : api.tags()) {
            html.append("<details><summary>%s</summary>\n<ul>\n".formatted(words(tag.title())));
            of(api, tag)
                    .forEach(operation -> html.append("<li><a href=\"#%s\"><b>%s</b> %s</a></li>\n"
                            .formatted(operation.id(), operation.method(), escaped(operation.path()))));
            html.append("</ul></details>\n");
        }
        html.append("<a href=\"#schemas\">Schemas</a>\n</nav>\n");
    }

    private static void operation(StringBuilder html, ApiDescription.Operation operation) {
        html.append("<section>\n<h3 id=\"%s\"><b>%s</b> %s</h3>\n"
                .formatted(operation.id(), operation.method(), escaped(operation.path())));
        html.append("<p>").append(words(operation.summary())).append("</p>\n");
        if (!operation.description().isEmpty()) {
            html.append("<p>").append(words(operation.description())).append("</p>\n");
        }
        yaml(html, operation.lines());
        html.append("</section>\n");
    }

    /// As it was written; what it refers to is a step away.
    private static void yaml(StringBuilder html, List<String> lines) {
        var text = escaped(String.join("\n", lines));
        html.append("<pre tabindex=\"0\">")
                .append(REFERENCE.matcher(text).replaceAll("<a href=\"#schema-$1\">$1</a>"))
                .append("</pre>\n");
    }

    private static String words(String text) {
        return CODE.matcher(escaped(text)).replaceAll("<code>$1</code>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
