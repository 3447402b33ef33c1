package parley.crm.odoo;

import static parley.crm.odoo.Domain.is;
import static parley.crm.odoo.Domain.like;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.base.ChatType;
import parley.base.ContactId;
import parley.base.EmployeeId;
import parley.base.Phone;
import parley.crm.Contact;
import parley.crm.Crm.Found;
import parley.crm.CrmTrouble;
import parley.crm.MessengerAddress;
import parley.crm.NewContact;

/// Odoo's contacts, `res.partner`. An archived one is gone: Odoo hides it from its own people, too.
final class Contacts {

    static final String MODEL = "res.partner";

    private static final List<String> FIELDS = List.of("name", "phone", "user_id", "write_date");
    private static final int MOST = 50;

    /// National numbers differ in what stands before them: the last digits are looked for, the caller compares.
    private static final int NATIONAL_DIGITS = 10;

    private final Server server;
    private final Nameplates nameplates;
    private final Creations creations;

    Contacts(Server server, Nameplates nameplates, Creations creations) {
        this.server = server;
        this.nameplates = nameplates;
        this.creations = creations;
    }

    /// In whatever spelling (R31, R53). Odoo's own sanitized number is there only where the company's country, or the
    /// contact's, is known, and it has an index, so it goes first.
    List<Contact> byPhone(Phone phone) {
        var digits = phone.value().substring(1);
        var last = digits.substring(Math.max(0, digits.length() - NATIONAL_DIGITS));
        var pattern = "%" + String.join("%", last.split("")) + "%";
        return contacts(List.of("|", is("phone_sanitized", phone.value()), like("phone", pattern)));
    }

    List<Contact> byAddress(ChatType network, String id, @Nullable String username) {
        var ids = new ArrayList<>(
                nameplates.find(MODEL, List.of(Names.address(network, id))).values());
        if (username != null) {
            ids.addAll(nameplates.like(MODEL, Names.usernamePattern(network, username)));
        }
        return ids.isEmpty() ? List.of() : contacts(List.of(Domain.in("id", ids)));
    }

    /// Odoo deletes what was merged into another contact; the names it had have gone over to that one.
    Found<Contact> find(ContactId id) {
        var number = Ids.number(id);
        var found = contacts(List.of(is("id", number)));
        if (!found.isEmpty()) {
            return new Found.Present<>(found.getFirst());
        }
        var into = nameplates.find(MODEL, Names.partner(number)).filter(other -> other != number);
        return new Found.Gone<>(into.map(String::valueOf).orElse(null));
    }

    /// Odoo keeps one phone of a contact: the first.
    ContactId create(NewContact contact, String key) {
        var columns = new LinkedHashMap<String, String>();
        columns.put("name", contact.name());
        columns.put("user_id/.id", Ids.text(contact.responsible()));
        contact.phones().stream().findFirst().ifPresent(phone -> columns.put("phone", phone));
        if (contact.email() != null) {
            columns.put("email", contact.email());
        }
        var id = creations.once(MODEL, "contact", key, columns);
        learn(id, contact.addresses());
        return new ContactId(Long.toString(id));
    }

    void add(ContactId id, MessengerAddress address) {
        var number = Ids.number(id);
        if (!exists(number)) {
            throw new CrmTrouble(CrmTrouble.Kind.GONE, "the contact is gone");
        }
        learn(number, List.of(address));
    }

    boolean exists(long id) {
        return !server.search(MODEL, List.of(is("id", id)), List.of("id"), 1).isEmpty();
    }

    void setResponsible(ContactId id, EmployeeId employee) {
        server.write(MODEL, Ids.number(id), Map.of("user_id", Ids.number(employee)));
    }

    private void learn(long id, Collection<MessengerAddress> addresses) {
        var names = new ArrayList<String>();
        names.add(Names.partner(id));
        for (var address : addresses) {
            names.add(Names.address(address.network(), address.id()));
            Optional.ofNullable(address.username())
                    .filter(username -> !username.isEmpty())
                    .ifPresent(username -> names.add(Names.username(address, username)));
        }
        nameplates.put(MODEL, id, names);
    }

    private List<Contact> contacts(List<Object> domain) {
        var rows = server.search(MODEL, domain, FIELDS, "write_date desc, id desc", MOST, 0);
        if (rows.isEmpty()) {
            return List.of();
        }
        var names = nameplates.of(MODEL, rows.stream().map(Row::id).toList());
        return rows.stream()
                .map(row -> Words.contact(row, names.getOrDefault(row.id(), List.of())))
                .toList();
    }
}
