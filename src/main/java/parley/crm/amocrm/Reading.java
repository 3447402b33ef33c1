package parley.crm.amocrm;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.PipelineId;
import parley.base.StageId;
import parley.base.StageRef;
import parley.crm.Contact;
import parley.crm.Deal;
import parley.rules.StageKind;

/// The account's words into ours. Pure.
final class Reading {

    private static final String NO_USER = "0";

    private Reading() {}

    /// @param field our own field's id
    /// @param self the user on whose behalf we call: a card that was made for nobody has him
    static Contact contact(Said.Contact said, String field, String self) {
        var mark = mark(said.customFieldsValues(), field);
        var responsible = user(said.responsibleUserId());
        var nobodys =
                responsible == null || mark.isNobodys() && responsible.value().equals(self);
        return new Contact(
                new ContactId(said.id()),
                text(said.name()),
                nobodys ? null : responsible,
                fields(said.customFieldsValues()).stream()
                        .filter(one -> "PHONE".equals(one.fieldCode()))
                        .flatMap(one -> one.texts().stream())
                        .toList(),
                mark.addresses(),
                Instant.ofEpochSecond(said.updatedAt()));
    }

    static Deal deal(Said.Lead said, StageKind kind) {
        return new Deal(
                new DealId(said.id()),
                text(said.name()),
                stage(said),
                kind,
                kind == StageKind.UNSORTED ? null : user(said.responsibleUserId()),
                contacts(said),
                amount(said.price()),
                Instant.ofEpochSecond(said.createdAt()),
                said.closedAt() == null || !kind.closed() ? null : Instant.ofEpochSecond(said.closedAt()));
    }

    static StageRef stage(Said.Lead said) {
        return new StageRef(new PipelineId(said.pipelineId()), new StageId(said.statusId()));
    }

    static Mark mark(@Nullable List<Said.Field> fields, String field) {
        return Mark.read(fields(fields).stream()
                .filter(one -> field.equals(one.fieldId()))
                .flatMap(one -> one.texts().stream())
                .findFirst()
                .orElse(null));
    }

    static List<ContactId> contacts(Said.Lead said) {
        var embedded = said.embedded();
        if (embedded == null || embedded.contacts() == null) {
            return List.of();
        }
        return embedded.contacts().stream()
                .sorted(Comparator.comparing(link -> !Boolean.TRUE.equals(link.isMain())))
                .map(link -> new ContactId(link.id()))
                .toList();
    }

    private static @Nullable EmployeeId user(@Nullable String id) {
        return id == null || id.equals(NO_USER) ? null : new EmployeeId(id);
    }

    private static @Nullable BigDecimal amount(@Nullable String price) {
        return price == null || !price.matches("\\d{1,15}(\\.\\d{1,4})?") ? null : new BigDecimal(price);
    }

    private static List<Said.Field> fields(@Nullable List<Said.Field> fields) {
        return fields == null ? List.of() : fields;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
