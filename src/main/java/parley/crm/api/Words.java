package parley.crm.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.PipelineId;
import parley.base.StageId;
import parley.base.StageRef;
import parley.crm.Catalogue;
import parley.crm.Contact;
import parley.crm.Deal;
import parley.crm.MessengerAddress;
import parley.crm.Uploads.Identity;
import parley.rules.StageKind;

/// Our rows in the words of the port.
final class Words {

    /// These CRMs do not say where a deal stands.
    private static final StageRef UNTOLD = new StageRef(new PipelineId(""), new StageId(""));

    private Words() {}

    static Catalogue.Employee employee(Employees.Row row) {
        return new Catalogue.Employee(
                new EmployeeId(row.employee().id()), row.employee().name(), null, row.active());
    }

    static Contact contact(Contacts.Row row) {
        var contact = row.contact();
        var phones = new ArrayList<String>();
        var addresses = new ArrayList<MessengerAddress>();
        for (var one : contact.identities()) {
            if (one.id() != null && Keys.isPhone(one.network())) {
                phones.add(one.id());
            }
            if (one.phone() != null) {
                phones.add(one.phone());
            }
            if (one.id() != null || one.username() != null) {
                addresses.add(new MessengerAddress(one.network(), address(one), one.username()));
            }
        }
        addresses.addAll(row.learned());
        return new Contact(
                new ContactId(contact.id()),
                contact.name(),
                employee(contact.responsible()),
                phones.stream().distinct().toList(),
                addresses,
                row.updatedAt());
    }

    /// As messengers write it; empty where only the name is known.
    private static String address(Identity one) {
        if (one.id() == null) {
            return "";
        }
        return Keys.isPhone(one.network()) ? one.id().replaceAll("\\D", "") : one.id();
    }

    static Deal deal(Deals.Row row) {
        var deal = row.deal();
        return new Deal(
                new DealId(deal.id()),
                deal.name(),
                UNTOLD,
                deal.closed() ? StageKind.CLOSED : StageKind.OPEN,
                new EmployeeId(deal.responsible()),
                deal.contacts().stream().map(ContactId::new).toList(),
                null,
                row.createdAt(),
                row.closedAt());
    }

    static List<Contact> contacts(List<Contacts.Row> rows) {
        return rows.stream().map(Words::contact).toList();
    }

    private static @Nullable EmployeeId employee(@Nullable String id) {
        return id == null ? null : new EmployeeId(id);
    }
}
