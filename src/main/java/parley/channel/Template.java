package parley.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.platform.Json;

/// A message that the messenger has approved beforehand, with places for words of our own.
///
/// @param status in lower case: `approved` ones can be sent
public record Template(String name, String language, String category, String status, List<Part> parts) {

    /// The details of a message that is made from a template ({@link Content#details}).
    public static final String NAME = "template";

    public static final String LANGUAGE = "language";
    /// JSON: variable → what stands for it.
    public static final String VARIABLES = "variables";

    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([A-Za-z0-9_]{1,60})\\s*}}");

    /// @param place `header`, `body`, `footer` or `button.0`: variables are named after it, as `body.1`
    /// @param kind `text`; of a header also `image`, `video`, `document`; of a button `url`, `code` or `button`
    /// @param text what is read there; absent for a file
    /// @param url where a button leads
    public record Part(
            String place,
            String kind,
            @Nullable String text,
            @Nullable String url) {}

    public Template {
        parts = List.copyOf(parts);
    }

    public boolean usable() {
        return status.equals("approved");
    }

    /// What has to be filled in, in the order in which it is read. A header's picture is the address of one.
    public List<String> variables() {
        return parts.stream().flatMap(Template::variables).distinct().toList();
    }

    private static Stream<String> variables(Part part) {
        return switch (part.kind()) {
            case "text" -> named(part.place(), part.text());
            case "url" -> named(part.place(), part.url());
            case "code" -> Stream.of(part.place() + ".code");
            case "image", "video", "document" -> Stream.of(part.place() + "." + part.kind());
            default -> Stream.of();
        };
    }

    private static Stream<String> named(String place, @Nullable String text) {
        var found = new ArrayList<String>();
        var matcher = VARIABLE.matcher(Objects.requireNonNullElse(text, ""));
        while (matcher.find()) {
            found.add(place + "." + matcher.group(1));
        }
        return found.stream();
    }

    /// What the client will read, with these words in their places.
    public String preview(Map<String, String> words) {
        return parts.stream()
                .filter(part -> part.kind().equals("text") && part.text() != null)
                .map(part -> filled(part, words))
                .collect(Collectors.joining("\n"));
    }

    private static String filled(Part part, Map<String, String> words) {
        return VARIABLE.matcher(Objects.requireNonNullElse(part.text(), ""))
                .replaceAll(found -> Matcher.quoteReplacement(
                        words.getOrDefault(part.place() + "." + found.group(1), found.group())));
    }

    /// What goes along with the message.
    public Map<String, String> details(Map<String, String> words) {
        return Map.of(NAME, name, LANGUAGE, language, VARIABLES, Json.write(new TreeMap<>(words)));
    }
}
