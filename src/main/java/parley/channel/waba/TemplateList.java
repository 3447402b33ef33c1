package parley.channel.waba;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.channel.Template;
import parley.channel.Template.Part;
import tools.jackson.databind.JsonNode;

/// The templates of the business, in our words.
final class TemplateList {

    private static final int MOST_PAGES = 10;

    private final Account account;
    private final Graph graph;

    TemplateList(Account account, Graph graph) {
        this.account = account;
        this.graph = graph;
    }

    /// All of them; absent when Meta does not tell them now.
    @Nullable
    List<Template> all() {
        var all = new ArrayList<Template>();
        var path = "/" + account.business()
                + "/message_templates?fields=name,language,status,category,components&limit=100";
        var next = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            if (!(graph.get(path + next) instanceof Answer.Done(var found))) {
                return null;
            }
            found.path("data").values().stream()
                    .filter(one -> Words.text(one, "name") != null && Words.text(one, "language") != null)
                    .map(TemplateList::template)
                    .filter(one -> all.stream().noneMatch(known -> isSame(known, one)))
                    .forEach(all::add);
            var after = Words.text(found.path("paging").path("cursors"), "after");
            if (after == null || Words.text(found.path("paging"), "next") == null) {
                break;
            }
            next = "&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8);
        }
        return all;
    }

    private static boolean isSame(Template one, Template other) {
        return one.name().equals(other.name()) && one.language().equals(other.language());
    }

    static Template template(JsonNode node) {
        var parts = node.path("components").values().stream()
                .flatMap(TemplateList::parts)
                .toList();
        return new Template(
                Words.text(node, "name", ""),
                Words.text(node, "language", ""),
                lower(node, "category"),
                lower(node, "status"),
                parts);
    }

    private static Stream<Part> parts(JsonNode component) {
        var type = lower(component, "type");
        return switch (type) {
            case "header" -> {
                var format = lower(component, "format");
                yield Stream.of(
                        new Part("header", format.isEmpty() ? "text" : format, Words.text(component, "text"), null));
            }
            case "body", "footer" -> Stream.of(new Part(type, "text", Words.text(component, "text"), null));
            case "buttons" -> {
                var buttons = component.path("buttons");
                yield IntStream.range(0, buttons.size()).mapToObj(place -> button(place, buttons.path(place)));
            }
            default -> Stream.of();
        };
    }

    private static Part button(int place, JsonNode button) {
        var kind = switch (lower(button, "type")) {
            case "url" -> "url";
            case "copy_code" -> "code";
            default -> "button";
        };
        return new Part("button." + place, kind, Words.text(button, "text"), Words.text(button, "url"));
    }

    private static String lower(JsonNode node, String field) {
        return Words.text(node, field, "").toLowerCase(Locale.ROOT);
    }
}
