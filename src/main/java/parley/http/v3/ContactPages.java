package parley.http.v3;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.base.ChatType;
import parley.crm.Uploads;
import parley.crm.Uploads.Contact;
import parley.crm.Uploads.Identity;

/// Contacts of a CRM by API (contract, 5.4).
final class ContactPages {

    private static final String CODE = "INVALID_CONTACTS_DATA";
    private static final int MOST_IDENTITIES = 100;

    private static final Set<String> BY_PHONE = Set.of("telegram", "max");

    final EntityPages<Contact> common;

    ContactPages(Shelves shelves) {
        this.common = new EntityPages<>(shelves, CODE, Uploads::contacts, ContactPages::shown);
    }

    private static Object shown(Contact contact) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", contact.id());
        shown.put("responsibleUserId", contact.responsible());
        shown.put("name", contact.name());
        shown.put("uri", contact.uri());
        shown.put(
                "contactData",
                contact.identities().stream().map(ContactPages::shown).toList());
        return shown;
    }

    private static Map<String, @Nullable Object> shown(Identity identity) {
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("chatType", identity.network().value());
        shown.put("chatId", identity.id());
        shown.put("username", identity.username());
        shown.put("phone", identity.phone());
        return shown;
    }

    Answer put(Call call) {
        var shelf = common.of(call);
        shelf.put(Batch.read(call, CODE, Batch.MOST, ContactPages::read, Contact::id));
        return Answer.done();
    }

    private static Contact read(Fields fields) {
        var identities = fields.each("contactData", MOST_IDENTITIES).stream()
                .map(ContactPages::identity)
                .toList();
        if (identities.isEmpty()) {
            fields.wrong("contactData");
        }
        return new Contact(
                fields.id("id"),
                fields.id("responsibleUserId"),
                fields.name("name"),
                fields.textOrNull("uri", Fields.LONGEST),
                identities);
    }

    /// Telegram may give a name or a phone in place of the id, MAX a phone; elsewhere they say nothing.
    private static Identity identity(Fields fields) {
        var network = fields.name("chatType");
        if (!Network.isKnown(network)) {
            fields.wrong("chatType");
        }
        var username = network.equals("telegram") ? Network.bare(fields.textOrNull("username", Fields.LONGEST)) : null;
        var phone = BY_PHONE.contains(network) ? fields.idOrNull("phone") : null;
        var id = fields.idOrNull("chatId");
        if (id == null && username == null && phone == null) {
            fields.wrong("chatId");
        }
        return new Identity(
                new ChatType(network), network.equals("instagram") ? Network.bare(id) : id, username, phone);
    }
}
