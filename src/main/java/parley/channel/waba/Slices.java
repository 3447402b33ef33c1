package parley.channel.waba;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.channel.RawEvent;
import parley.platform.Json;
import parley.platform.Sha256;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// One delivery brings messages, statuses and news of many chats. Each becomes an event with its own name and chat, so
/// that none hides behind another and each is stored once (R70, R71).
final class Slices {

    static final String ALIAS = "alias";

    private static final String NO_CHAT = "-";
    private static final JsonNode NOTHING = JsonNodeFactory.instance.missingNode();

    private final Aliases aliases;
    private final List<RawEvent> events = new ArrayList<>();

    private Slices(Aliases aliases) {
        this.aliases = aliases;
    }

    static List<RawEvent> of(byte[] body, Aliases aliases) {
        var slices = new Slices(aliases);
        var tree = tree(body);
        for (var entry : tree.path("entry").values()) {
            for (var change : entry.path("changes").values()) {
                slices.change(entry, change);
            }
        }
        if (slices.events.isEmpty()) {
            slices.events.add(new RawEvent("sha256:" + Sha256.hex(body), NO_CHAT, Map.of(), body));
        }
        return slices.events;
    }

    private void change(JsonNode entry, JsonNode change) {
        var value = change.path("value");
        var before = events.size();
        int place = 0;
        for (var message : value.path("messages").values()) {
            var contact = contact(value, message, "from", "from_user_id", place++);
            element(entry, change, "message", message, contact, Person.from(message, contact), messageName(message));
        }
        for (var status : value.path("statuses").values()) {
            var contact = contact(value, status, "recipient_id", "recipient_user_id", -1);
            var name = Words.text(status, "id") == null
                    ? null
                    : "status:" + Words.text(status, "id") + ":" + Words.text(status, "status", "");
            element(entry, change, "status", status, contact, Person.recipient(status), name);
        }
        for (var echo : value.path("message_echoes").values()) {
            var contact = contact(value, echo, "to", "to_user_id", -1);
            element(entry, change, "echo", echo, contact, Person.to(echo, contact), messageName(echo));
        }
        for (var update : value.path("user_id_update").values()) {
            renamed(entry, change, update);
        }
        if (events.size() == before) {
            add(envelope(entry, change, "value", value, NOTHING), null, NO_CHAT, Map.of());
        }
    }

    private void element(
            JsonNode entry,
            JsonNode change,
            String what,
            JsonNode element,
            JsonNode contact,
            Person person,
            @Nullable String name) {
        if (person.group() == null && person.phone() != null && person.scoped() != null) {
            met(entry, person.scoped(), person.phone());
        }
        var before = person.isHidden() && person.scoped() != null ? aliases.phone(person.scoped()) : null;
        add(
                envelope(entry, change, what, element, contact),
                name,
                person.known(before).id(),
                before == null ? Map.of() : Map.of(ALIAS, before));
    }

    /// The first time that an id comes with a phone: a chat that was opened under the id goes on under the phone.
    private void met(JsonNode entry, String scoped, String phone) {
        if (aliases.learn(scoped, phone)) {
            var body = new LinkedHashMap<String, Object>();
            body.put("entry", Words.text(entry, "id", ""));
            body.put("what", "met");
            body.put("met", Map.of("user_id", scoped, "wa_id", phone));
            events.add(new RawEvent("met:" + scoped, scoped, Map.of(), Json.bytes(body)));
        }
    }

    /// A person whose id has changed: known by phone, he stays where he is.
    private void renamed(JsonNode entry, JsonNode change, JsonNode update) {
        var previous = Words.text(update.path("user_id"), "previous");
        var current = Words.text(update.path("user_id"), "current");
        var told = Words.text(update, "wa_id");
        var phone = Person.isPhone(told) || previous == null ? told : aliases.phone(previous);
        if (phone != null && current != null) {
            met(entry, current, phone);
        }
        add(
                envelope(entry, change, "renamed", update, NOTHING),
                null,
                previous == null ? NO_CHAT : previous,
                phone == null ? Map.of() : Map.of(ALIAS, phone));
    }

    private static Map<String, Object> envelope(
            JsonNode entry, JsonNode change, String what, JsonNode element, JsonNode contact) {
        var body = new LinkedHashMap<String, Object>();
        body.put("entry", Words.text(entry, "id", ""));
        body.put("field", Words.text(change, "field", ""));
        body.put("number", Words.text(change.path("value").path("metadata"), "phone_number_id", ""));
        body.put("what", what);
        body.put(what, element);
        if (!contact.isMissingNode()) {
            body.put("contact", contact);
        }
        var errors = change.path("value").path("errors");
        if (what.equals("message") && errors.isArray()) {
            body.put("errors", errors);
        }
        return body;
    }

    private void add(Map<String, Object> body, @Nullable String name, String chat, Map<String, String> headers) {
        var bytes = Json.bytes(body);
        events.add(new RawEvent(name == null ? "sha256:" + Sha256.hex(bytes) : name, chat, headers, bytes));
    }

    /// An edit and a revocation may bear the name of the message that they are about.
    private static @Nullable String messageName(JsonNode message) {
        var id = Words.text(message, "id");
        var type = Words.text(message, "type", "");
        if (id == null) {
            return null;
        }
        return type.equals("edit") || type.equals("revoke")
                ? type + ":" + id + ":" + Words.text(message, "timestamp", "")
                : "message:" + id;
    }

    /// The contact of a message: by phone, by id, else the one at the same place.
    private static JsonNode contact(JsonNode value, JsonNode element, String phone, String scoped, int place) {
        var contacts = value.path("contacts").values();
        var byPhone = Words.text(element, phone);
        var byScoped = Words.text(element, scoped);
        for (var contact : contacts) {
            var wa = Words.text(contact, "wa_id");
            var user = Words.text(contact, "user_id");
            if (byPhone != null && (byPhone.equals(wa) || byPhone.equals(user))
                    || byScoped != null && byScoped.equals(user)) {
                return contact;
            }
        }
        var there = place < 0 ? NOTHING : value.path("contacts").path(place);
        return there.isObject() && fits(there, byPhone, byScoped) ? there : NOTHING;
    }

    /// One that names somebody else is not his.
    private static boolean fits(JsonNode contact, @Nullable String phone, @Nullable String scoped) {
        var wa = Words.text(contact, "wa_id");
        var user = Words.text(contact, "user_id");
        return (wa == null || phone == null) && (user == null || scoped == null);
    }

    private static JsonNode tree(byte[] body) {
        try {
            var tree = Json.tree(body);
            return tree == null ? NOTHING : tree;
        } catch (JacksonException _) {
            return NOTHING;
        }
    }
}
