package parley.channel.waba;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.base.MessageId;
import parley.channel.Connection.StoredEvent;
import parley.channel.Content;
import parley.channel.DeliveryStatus;
import parley.channel.Inbound;
import parley.channel.MessengerTime;
import parley.platform.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Meta's words into ours, one slice of a delivery at a time. Pure, so every odd shape seen in the wild becomes a test.
final class Reading {

    /// What goes along with each message that Parley sends, before its id.
    static final String OURS = "parley:";

    private static final String PHONE_APP = "phone";

    private final Account account;
    private final StoredEvent event;
    private final JsonNode slice;

    private Reading(Account account, StoredEvent event, JsonNode slice) {
        this.account = account;
        this.event = event;
        this.slice = slice;
    }

    static List<Inbound> of(Account account, StoredEvent event) {
        JsonNode slice;
        try {
            slice = Json.tree(event.body());
        } catch (JacksonException _) {
            return ignored("no JSON");
        }
        return slice == null || !slice.isObject() ? ignored("no delivery") : new Reading(account, event, slice).all();
    }

    private List<Inbound> all() {
        var number = Words.text(slice, "number");
        if (number != null && !number.equals(account.number())) {
            return ignored("another number");
        }
        return switch (Words.text(slice, "what", "")) {
            case "message" -> message(slice.path("message"));
            case "status" -> List.of(status(slice.path("status")));
            case "echo" -> echo(slice.path("echo"));
            case "met" -> met(slice.path("met"));
            case "renamed" -> renamed(slice.path("renamed").path("user_id"));
            default -> news(Words.text(slice, "field", "unknown"));
        };
    }

    private List<Inbound> news(String field) {
        var templates = field.startsWith("message_template_") || field.equals("template_category_update");
        return templates && account.business().equals(Words.text(slice, "entry"))
                ? List.of(new Inbound.TemplatesChanged())
                : ignored(field);
    }

    private List<Inbound> message(JsonNode message) {
        var person = known(Person.from(message, slice.path("contact")));
        var id = Words.text(message, "id");
        if (!person.isSomebody() || id == null) {
            return ignored("a message without a sender or an id");
        }
        var at = at(message);
        return switch (Words.text(message, "type", "")) {
            case "reaction" -> reaction(person, message.path("reaction"), at);
            case "edit" -> edit(person, message.path("edit"), at);
            case "revoke" -> revoke(person, message.path("revoke"), at);
            case "system" -> system(person, id, message.path("system"), at);
            case "contacts" -> contacts(person, id, message, at);
            default -> List.of(said(person, id, message, Contents.of(message, slice.path("errors")), at));
        };
    }

    private Inbound said(Person person, String id, JsonNode message, Content content, Instant at) {
        var context = message.path("context");
        var quoted = Words.text(context, "id");
        var groups = person.group() == null ? content : Contents.by(content, author(message));
        return new Inbound.Message(person.client(), id, at, groups, quoted, null);
    }

    /// In a group each message says who wrote it.
    private String author(JsonNode message) {
        var name = Words.text(slice.path("contact").path("profile"), "name");
        return name == null ? Words.text(message, "from", "") : name;
    }

    /// Several cards in one message: one message each. Whoever was asked for his number answers with a card of his own.
    private List<Inbound> contacts(Person person, String id, JsonNode message, Instant at) {
        var all = new ArrayList<Inbound>();
        for (var card : message.path("contacts").values()) {
            var own = "contact_request".equals(Words.text(card, "origin")) ? Contents.phone(card) : null;
            var named = all.isEmpty() ? id : id + "#" + (all.size() + 1);
            all.add(said(
                    own == null ? person : person.known(own.substring(1)), named, message, Contents.card(card), at));
        }
        if (all.isEmpty()) {
            return List.of(said(person, id, message, Contents.of(message, slice.path("errors")), at));
        }
        return all.size() > Contents.MOST_CARDS ? List.copyOf(all.subList(0, Contents.MOST_CARDS)) : all;
    }

    private static List<Inbound> reaction(Person person, JsonNode reaction, Instant at) {
        var of = Words.text(reaction, "message_id");
        return of == null
                ? ignored("a reaction to nothing")
                : List.of(new Inbound.Reacted(person.client(), of, at, Words.text(reaction, "emoji")));
    }

    private static List<Inbound> edit(Person person, JsonNode edit, Instant at) {
        var of = Words.text(edit, "original_message_id");
        return of == null
                ? ignored("an edit of nothing")
                : List.of(new Inbound.Edited(
                        person.client(), of, at, Contents.of(edit.path("message"), edit.path("errors"))));
    }

    private static List<Inbound> revoke(Person person, JsonNode revoke, Instant at) {
        var of = Words.text(revoke, "original_message_id");
        return of == null ? ignored("a revocation of nothing") : List.of(new Inbound.Deleted(person.client(), of, at));
    }

    /// A client with a new number keeps his chat; the note of it stands there.
    private static List<Inbound> system(Person person, String id, JsonNode system, Instant at) {
        var type = Words.text(system, "type", "system");
        var phone = Words.text(system, "wa_id");
        var moved = switch (type) {
            case "user_changed_number", "customer_changed_number" -> Person.isPhone(phone) ? phone : null;
            case "user_changed_user_id" -> person.phone() == null ? Words.text(system, "user_id") : null;
            default -> null;
        };
        var now = moved == null ? person : Person.ofPhone(moved);
        var body = Words.text(system, "body");
        var note = new Content(Content.Kind.SYSTEM, body, List.of(), Map.of("type", type));
        var told = new Inbound.Message(now.client(), id, at, note, null, null);
        return moved == null ? List.of(told) : List.of(new Inbound.Moved(person.client(), now.address(), at), told);
    }

    private Inbound status(JsonNode status) {
        var id = Words.text(status, "id");
        var said = Words.text(status, "status", "");
        var reached = switch (said) {
            case "sent" -> DeliveryStatus.SENT;
            case "delivered" -> DeliveryStatus.DELIVERED;
            case "read", "played" -> DeliveryStatus.READ;
            case "failed" -> DeliveryStatus.FAILED;
            default -> null;
        };
        if (id == null || reached == null) {
            return new Inbound.Ignored("status " + said);
        }
        var client = known(Person.recipient(status)).client();
        var ours = ours(Words.text(status, "biz_opaque_callback_data"));
        if (reached != DeliveryStatus.FAILED) {
            return new Inbound.Status(client, id, reached, at(status), null, null, ours);
        }
        var trouble = Answer.Trouble.of(status.path("errors").path(0));
        return new Inbound.Status(client, id, reached, at(status), problem(trouble), trouble.words(), ours);
    }

    private static String problem(Answer.Trouble trouble) {
        return switch (Refusals.meaning(trouble)) {
            case Refusals.Meaning.Never(var code, var _) -> code;
            case Refusals.Meaning.Dead _, Refusals.Meaning.Wait _, Refusals.Meaning.TooFast() -> "refused";
        };
    }

    private static @Nullable MessageId ours(@Nullable String data) {
        return data != null && data.matches(OURS + "\\d{1,18}")
                ? new MessageId(Long.parseLong(data.substring(OURS.length())))
                : null;
    }

    /// From the phone's own app (R75).
    private List<Inbound> echo(JsonNode echo) {
        var person = known(Person.to(echo, slice.path("contact")));
        var id = Words.text(echo, "id");
        if (!person.isSomebody() || id == null) {
            return ignored("an echo without a client or an id");
        }
        var at = at(echo);
        return switch (Words.text(echo, "type", "")) {
            case "edit" -> edit(person, echo.path("edit"), at);
            case "revoke" -> revoke(person, echo.path("revoke"), at);
            case "reaction" -> ignored("our own reaction");
            default ->
                List.of(new Inbound.Echo(person.client(), id, at, Contents.of(echo, slice.path("errors")), PHONE_APP));
        };
    }

    private List<Inbound> met(JsonNode met) {
        var scoped = Words.text(met, "user_id");
        var phone = Words.text(met, "wa_id");
        if (scoped == null || !Person.isPhone(phone)) {
            return ignored("met nobody");
        }
        var before = new Person(null, scoped, null, null, null);
        return List.of(new Inbound.Moved(before.client(), Person.ofPhone(phone).address(), event.receivedAt()));
    }

    private List<Inbound> renamed(JsonNode ids) {
        var previous = Words.text(ids, "previous");
        var current = Words.text(ids, "current");
        if (previous == null || current == null || event.headers().containsKey(Slices.ALIAS)) {
            return ignored("user_id_update");
        }
        var before = new Person(null, previous, null, null, null);
        var after = new Person(null, current, null, null, null);
        return List.of(new Inbound.Moved(before.client(), after.address(), event.receivedAt()));
    }

    private Person known(Person person) {
        return person.known(event.headers().get(Slices.ALIAS));
    }

    private Instant at(JsonNode element) {
        return MessengerTime.of(Words.whole(element, "timestamp"), event.receivedAt());
    }

    private static List<Inbound> ignored(String reason) {
        return List.of(new Inbound.Ignored(reason));
    }
}
