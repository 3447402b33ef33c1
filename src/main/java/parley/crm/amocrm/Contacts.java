package parley.crm.amocrm;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import parley.base.ChatType;
import parley.base.ContactId;
import parley.base.EmployeeId;
import parley.base.Phone;
import parley.crm.Contact;
import parley.crm.CrmTrouble;
import parley.crm.MessengerAddress;
import parley.crm.NewContact;

/// The contacts of the account. Its search answers with strangers too, so everything that is found is compared.
final class Contacts {

    private static final int MOST_PAGES = 4;
    private static final int RUSSIAN = 12;

    private final Account account;

    Contacts(Account account) {
        this.account = account;
    }

    /// Empty when there is none (any more).
    Optional<Said.Contact> find(Line line, ContactId id) {
        try {
            return said(Ids.of(id.value()).flatMap(number -> answer(line, number)));
        } catch (CrmTrouble trouble) {
            if (trouble.kind() == CrmTrouble.Kind.GONE) {
                return Optional.empty();
            }
            throw trouble;
        }
    }

    private static Optional<tools.jackson.databind.JsonNode> answer(Line line, String id) {
        return Optional.of(line.get("/contacts/" + id + "?with=leads")).filter(json -> json.isObject());
    }

    private static Optional<Said.Contact> said(Optional<tools.jackson.databind.JsonNode> json) {
        return json.map(one -> Said.as(Said.Contact.class, one)).filter(one -> !one.isDeleted());
    }

    Contact read(Line line, Said.Contact said) {
        return Reading.contact(
                said, account.field(line, "contacts"), account.self(line).user());
    }

    /// By the digits that all spellings share.
    List<Contact> byPhone(Line line, Phone phone) {
        var digits = phone.value().substring(1);
        var shared = phone.value().startsWith("+7") && phone.value().length() == RUSSIAN ? digits.substring(1) : digits;
        return search(
                line,
                shared,
                contact -> contact.phones().stream()
                        .anyMatch(held -> held.replaceAll("\\D", "").endsWith(shared)));
    }

    List<Contact> byAddress(Line line, ChatType network, String id, @Nullable String username) {
        var found = new ArrayList<>(search(
                line,
                Mark.wordFor(network, id),
                contact -> holds(contact, network, one -> one.id().equals(id))));
        if (username != null) {
            search(line, Mark.wordFor(username), contact -> holds(contact, network, one -> same(one, username)))
                    .stream()
                    .filter(one -> found.stream().noneMatch(had -> had.id().equals(one.id())))
                    .forEach(found::add);
        }
        return found;
    }

    private static boolean holds(Contact contact, ChatType network, Predicate<MessengerAddress> wanted) {
        return contact.addresses().stream()
                .filter(one -> one.network().equals(network))
                .anyMatch(wanted);
    }

    private static boolean same(MessengerAddress address, String username) {
        return username.toLowerCase(Locale.ROOT)
                .equals(Optional.ofNullable(address.username()).orElse("").toLowerCase(Locale.ROOT));
    }

    private List<Contact> search(Line line, String word, Predicate<Contact> wanted) {
        return found(line, word).stream()
                .map(said -> read(line, said))
                .filter(wanted)
                .toList();
    }

    private static List<Said.Contact> found(Line line, String word) {
        return line
                .all(
                        "/contacts?query=" + URLEncoder.encode(word, StandardCharsets.UTF_8),
                        "contacts",
                        Line.PAGE,
                        MOST_PAGES)
                .stream()
                .map(json -> Said.as(Said.Contact.class, json))
                .filter(said -> !said.isDeleted())
                .toList();
    }

    Optional<String> byMark(Line line, String mark) {
        var field = account.field(line, "contacts");
        return found(line, mark).stream()
                .filter(said -> Reading.mark(said.customFieldsValues(), field).holds(mark))
                .map(Said.Contact::id)
                .findFirst();
    }

    String create(Line line, NewContact contact, String mark) {
        return Ids.made(line.create("/contacts", List.of(card(line, contact, mark))), "contacts");
    }

    /// A card as it is sent. amoCRM names somebody for every contact: where nobody is wanted it is the user on whose
    /// behalf we call, and our field says that he does not count.
    Map<String, Object> card(Line line, NewContact contact, String key) {
        var responsible = contact.responsible();
        var mark = Mark.NONE.with(key);
        for (var address : contact.addresses()) {
            mark = mark.with(address);
        }
        var values = new ArrayList<Map<String, Object>>();
        if (!contact.phones().isEmpty()) {
            values.add(byCode("PHONE", contact.phones()));
        }
        if (contact.email() != null) {
            values.add(byCode("EMAIL", List.of(contact.email())));
        }
        values.add(Fields.ours(account.field(line, "contacts"), responsible == null ? mark.nobodys() : mark));
        var card = new LinkedHashMap<String, Object>();
        card.put("name", contact.name());
        card.put(
                "responsible_user_id",
                Ids.number(responsible == null ? account.self(line).user() : responsible.value()));
        card.put("custom_fields_values", values);
        return card;
    }

    private static Map<String, Object> byCode(String code, List<String> texts) {
        return Map.of(
                "field_code",
                code,
                "values",
                texts.stream()
                        .map(text -> Map.of("value", text, "enum_code", "WORK"))
                        .toList());
    }

    void add(Line line, ContactId id, MessengerAddress address) {
        var mark = Reading.mark(live(line, id).customFieldsValues(), account.field(line, "contacts"));
        var more = mark.with(address);
        if (!more.equals(mark)) {
            change(line, id, Map.of("custom_fields_values", List.of(ours(line, more))));
        }
    }

    void give(Line line, ContactId id, EmployeeId employee) {
        var mark = Reading.mark(live(line, id).customFieldsValues(), account.field(line, "contacts"));
        var change = new LinkedHashMap<String, Object>();
        change.put("responsible_user_id", Ids.number(employee.value()));
        if (mark.isNobodys()) {
            change.put("custom_fields_values", List.of(ours(line, mark.somebodys())));
        }
        change(line, id, change);
    }

    private Map<String, Object> ours(Line line, Mark mark) {
        return Fields.ours(account.field(line, "contacts"), mark);
    }

    private static void change(Line line, ContactId id, Map<String, Object> change) {
        line.set("PATCH", "/contacts/" + Ids.number(id.value()), change);
    }

    private Said.Contact live(Line line, ContactId id) {
        return find(line, id).orElseThrow(() -> new CrmTrouble(CrmTrouble.Kind.GONE, "the contact is gone"));
    }
}
