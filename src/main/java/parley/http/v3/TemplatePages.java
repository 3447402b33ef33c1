package parley.http.v3;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.base.PublicId;
import parley.channel.Channels.Channel;
import parley.channel.Template;
import parley.channel.Template.Part;
import parley.channel.TemplateBook.Kept;
import parley.delivery.Draft;

/// Templates of WhatsApp Business accounts (contract, 5.7).
final class TemplatePages {

    private static final int MOST = 1_000;

    private final Below below;

    TemplatePages(Below below) {
        this.below = below;
    }

    /// Of the channels that are ticked (R9), channel by channel, by name.
    Answer all(Call call) {
        var limit = call.number("limit", 100, MOST);
        var offset = call.number("offset", 0, Integer.MAX_VALUE);
        var settings = below.desk().current(call.account()).map(agreed -> agreed.settings());
        var rows = new ArrayList<Map<String, Object>>();
        settings.ifPresent(agreed -> below.channels().all(call.account()).stream()
                .filter(channel -> agreed.channel(channel.id()).isPresent())
                .flatMap(channel -> below.delivery().templates().all(call.account(), channel.id()).stream())
                .skip(offset)
                .limit(limit)
                .map(TemplatePages::row)
                .forEach(rows::add));
        return Answer.ok(rows);
    }

    /// The template that a message is to be made from, its values by their places. Refuses an unknown one, one of
    /// another channel, and a wrong number of values.
    static Draft.FromTemplate chosen(Below below, Channel channel, String id, List<String> values) {
        var number = PublicId.template(id);
        var template = (number.isEmpty()
                        ? java.util.Optional.<Kept>empty()
                        : below.delivery().templates().find(channel.account(), number.getAsLong()))
                .filter(kept -> kept.channel().equals(channel.id()))
                .map(Kept::template)
                .orElseThrow(() -> Refusal.fields(Wish.CODE, List.of("templateId")));
        var variables = template.variables();
        if (variables.size() != values.size()) {
            throw Refusal.fields(Wish.CODE, List.of("templateValues"));
        }
        var words = new HashMap<String, String>();
        for (int place = 0; place < values.size(); place++) {
            words.put(variables.get(place), values.get(place));
        }
        return new Draft.FromTemplate(template.name(), template.language(), words);
    }

    private static Map<String, Object> row(Kept kept) {
        var template = kept.template();
        var guid = PublicId.ofTemplate(kept.id()).toString();
        var row = new LinkedHashMap<String, Object>();
        row.put("templateGuid", guid);
        row.put("title", template.name());
        row.put("name", template.name());
        row.put("language", template.language());
        row.put("category", template.category().toUpperCase(Locale.ROOT));
        row.put("status", template.status());
        row.put("channels", List.of(PublicId.of(kept.channel()).toString()));
        row.put("components", components(template.parts()));
        row.put("templateCode", code(guid, template));
        return row;
    }

    /// With the contract's names for the variables, in sending order.
    private static String code(String guid, Template template) {
        var counts = new HashMap<String, Integer>();
        var variables = template.variables().stream()
                .map(variable -> variable.replaceFirst("\\..*", ""))
                .map(place -> "[[" + place + "Var" + counts.merge(place, 1, Integer::sum) + "]]")
                .collect(Collectors.joining("; "));
        return "@template: " + guid + (variables.isEmpty() ? "" : " { " + variables + " }");
    }

    private static List<Map<String, Object>> components(List<Part> parts) {
        var components = new ArrayList<Map<String, Object>>();
        var buttons = new ArrayList<Map<String, Object>>();
        for (var part : parts) {
            if (part.place().startsWith("button.")) {
                buttons.add(component(buttonType(part.kind()), part.text(), "url", part.url()));
            } else {
                var format = part.place().equals("header") ? part.kind().toUpperCase(Locale.ROOT) : null;
                components.add(component(part.place().toUpperCase(Locale.ROOT), part.text(), "format", format));
            }
        }
        if (!buttons.isEmpty()) {
            components.add(Map.of("type", "BUTTONS", "buttons", buttons));
        }
        return components;
    }

    private static String buttonType(String kind) {
        return switch (kind) {
            case "url" -> "URL";
            case "code" -> "COPY_CODE";
            default -> "QUICK_REPLY";
        };
    }

    private static Map<String, Object> component(
            String type, @Nullable String text, String more, @Nullable String value) {
        var component = new LinkedHashMap<String, Object>();
        component.put("type", type);
        component.put("text", text);
        component.put(more, value);
        return component;
    }
}
