package parley.crm.builtin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import parley.base.ChatType;
import parley.crm.MessengerAddress;
import parley.platform.Json;
import parley.platform.PageRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A body being read. Mistakes are collected; {@link #check} tells them all.
final class Form {

    private static final int LONGEST = 500;
    private static final int MOST = 50;
    private static final BigDecimal LARGEST = new BigDecimal("99999999999999.99");

    private final JsonNode json;
    private final List<Refused.Mistake> mistakes = new ArrayList<>();

    private Form(JsonNode json) {
        this.json = json;
    }

    static Form of(PageRequest request) {
        try {
            if (Json.tree(request.body().readAllBytes()) instanceof ObjectNode object) {
                return new Form(object);
            }
        } catch (JacksonException _) {
            throw Refused.malformed();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw Refused.malformed();
    }

    /// An element of a list, whose mistakes are told under the list's path by whoever asked for it.
    List<JsonNode> elements(String path) {
        var node = json.path(path);
        if (!node.isMissingNode() && !node.isNull() && (!node.isArray() || node.size() > MOST)) {
            mistake(path, node.isArray() ? "too_many" : "wrong_type");
            return List.of();
        }
        return StreamSupport.stream(node.spliterator(), false).toList();
    }

    String text(String path) {
        var text = optional(path);
        if (text == null) {
            mistake(path, "required");
        }
        return text == null ? "" : text;
    }

    @Nullable
    String optional(String path) {
        return optional(path, LONGEST);
    }

    @Nullable
    String optional(String path, int longest) {
        return read(json.path(path), path, longest);
    }

    /// A text inside an element of a list; absent and blank are the same.
    @Nullable
    String read(JsonNode node, String path, int longest) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isString() && !node.isIntegralNumber()) {
            mistake(path, "wrong_type");
            return null;
        }
        var text = node.asString().strip();
        if (text.length() > longest) {
            mistakes.add(new Refused.Mistake(path, "too_long", Map.of("max", longest)));
            return null;
        }
        if (text.indexOf('\0') >= 0) {
            mistake(path, "wrong_type");
            return null;
        }
        return text.isEmpty() ? null : text;
    }

    boolean flag(String path, boolean otherwise) {
        var node = json.path(path);
        if (node.isMissingNode()) {
            return otherwise;
        }
        if (!node.isBoolean()) {
            mistake(path, "wrong_type");
        }
        return node.asBoolean(otherwise);
    }

    long version() {
        var node = json.path("version");
        if (!node.isIntegralNumber()) {
            mistake("version", "required");
            return 0;
        }
        return node.asLong();
    }

    @Nullable
    BigDecimal amount() {
        var node = json.path("amount");
        if (node.isMissingNode()
                || node.isNull()
                || node.isString() && node.asString().isBlank()) {
            return null;
        }
        try {
            var amount = new BigDecimal(node.asString().strip().replace(',', '.'));
            if (amount.signum() >= 0 && amount.compareTo(LARGEST) <= 0 && amount.scale() <= 2 && amount.scale() > -20) {
                return amount;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        mistake("amount", "amount");
        return null;
    }

    List<String> texts(String path) {
        var texts = new ArrayList<String>();
        var elements = elements(path);
        for (int place = 0; place < elements.size(); place++) {
            var text = read(elements.get(place), path + "." + place, LONGEST);
            if (text != null && !texts.contains(text)) {
                texts.add(text);
            }
        }
        return texts;
    }

    List<MessengerAddress> addresses() {
        var addresses = new ArrayList<MessengerAddress>();
        var elements = elements("addresses");
        for (int place = 0; place < elements.size(); place++) {
            var path = "addresses." + place;
            var network = read(elements.get(place).path("network"), path + ".network", 40);
            var id = read(elements.get(place).path("id"), path + ".id", LONGEST);
            var username = read(elements.get(place).path("username"), path + ".username", LONGEST);
            if (network == null || id == null) {
                mistake(path + (network == null ? ".network" : ".id"), "required");
            } else {
                addresses.add(new MessengerAddress(new ChatType(network), id, username));
            }
        }
        return addresses;
    }

    void mistake(String path, String code) {
        mistakes.add(new Refused.Mistake(path, code));
    }

    void mistake(String path, String code, Map<String, ?> args) {
        mistakes.add(new Refused.Mistake(path, code, args));
    }

    /// Throws when there was any mistake.
    void check() {
        if (!mistakes.isEmpty()) {
            throw Refused.invalid(mistakes);
        }
    }
}
