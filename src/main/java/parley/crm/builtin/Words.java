package parley.crm.builtin;

import java.util.List;
import org.jdbi.v3.core.Handle;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.PipelineId;
import parley.base.StageId;
import parley.base.StageRef;
import parley.crm.Catalogue;
import parley.crm.Contact;
import parley.crm.Crm.Change;
import parley.crm.Deal;

/// Our rows in the words of the port.
final class Words {

    private Words() {}

    static Catalogue.Pipeline pipeline(Pipelines.Row row) {
        var stages = row.stages().stream()
                .map(stage -> new Catalogue.Stage(new StageId(stage.id()), stage.name(), stage.kind(), stage.colour()))
                .toList();
        return new Catalogue.Pipeline(new PipelineId(row.id()), row.name(), stages);
    }

    static List<Contact> contacts(List<Contacts.Row> rows) {
        return rows.stream().map(Words::contact).toList();
    }

    static Contact contact(Contacts.Row row) {
        var responsible = row.responsible() == null ? null : new EmployeeId(row.responsible());
        return new Contact(
                new ContactId(Long.toString(row.id())),
                row.name(),
                responsible,
                row.phones(),
                row.addresses(),
                row.updatedAt());
    }

    static Deal deal(Deals.Row row) {
        return new Deal(
                new DealId(Long.toString(row.id())),
                row.name(),
                new StageRef(new PipelineId(row.pipeline()), new StageId(row.stage())),
                row.kind(),
                row.responsible() == null ? null : new EmployeeId(row.responsible()),
                row.contacts().stream().map(ContactId::new).toList(),
                row.amount(),
                row.createdAt(),
                row.closedAt());
    }

    static Change change(Handle tx, Tables tables, ChangeLog.Row row) {
        var id = Long.toString(row.id());
        return switch (row.entity()) {
            case Contacts.ENTITY -> new Change.OfContact(new ContactId(id));
            case Deals.ENTITY ->
                new Change.OfDeal(
                        new DealId(id),
                        tables.deals().find(tx, row.id()).stream()
                                .flatMap(deal -> deal.contacts().stream())
                                .map(ContactId::new)
                                .toList());
            default -> new Change.OfCatalogue();
        };
    }
}
