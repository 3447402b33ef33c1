package parley.crm.odoo;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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
import parley.rules.StageKind;

/// Odoo's records in our words. Pure.
final class Words {

    /// Where leads stand that nobody has taken: no stage of Odoo's, which keeps them apart by their type.
    static final StageId LEADS = new StageId("lead");

    /// Where lost deals stand: Odoo archives them, at whatever stage they were.
    static final StageId LOST = new StageId("lost");

    /// Deals of no team.
    private static final PipelineId NO_TEAM = new PipelineId("none");

    private Words() {}

    static Contact contact(Row row, List<String> names) {
        return new Contact(
                new ContactId(Long.toString(row.id())),
                row.textOrEmpty("name"),
                Ids.employee(row.reference("user_id")),
                Optional.ofNullable(row.text("phone")).stream().toList(),
                names.stream()
                        .filter(Names::isOfAddress)
                        .flatMap(name -> Names.read(name, names).stream())
                        .toList(),
                row.writtenAt());
    }

    static Deal deal(Row row) {
        var kind = kind(row);
        var amount = row.json().path("expected_revenue");
        return new Deal(
                new DealId(Long.toString(row.id())),
                row.textOrEmpty("name"),
                new StageRef(pipeline(row), stage(row, kind)),
                kind,
                Ids.employee(row.reference("user_id")),
                contacts(row.reference("partner_id")),
                amount.isNumber() && amount.decimalValue().signum() != 0 ? plain(amount.decimalValue()) : null,
                Objects.requireNonNullElse(row.at("create_date"), Instant.EPOCH),
                kind.closed() ? Objects.requireNonNullElse(row.at("date_closed"), row.writtenAt()) : null);
    }

    static List<ContactId> contacts(@Nullable Long partner) {
        return partner == null ? List.of() : List.of(new ContactId(partner.toString()));
    }

    /// Won is a stage with all probability; archived is lost, or put away, which comes to the same.
    private static StageKind kind(Row row) {
        if ("won".equals(row.text("won_status"))) {
            return StageKind.WON;
        }
        if (!row.flag("active")) {
            return StageKind.LOST;
        }
        return "lead".equals(row.text("type")) && row.reference("user_id") == null
                ? StageKind.UNSORTED
                : StageKind.OPEN;
    }

    private static PipelineId pipeline(Row row) {
        var team = row.reference("team_id");
        return team == null ? NO_TEAM : new PipelineId(team.toString());
    }

    private static StageId stage(Row row, StageKind kind) {
        return switch (kind) {
            case UNSORTED -> LEADS;
            case LOST -> LOST;
            case OPEN, WON, CLOSED -> {
                var stage = row.reference("stage_id");
                yield new StageId(stage == null ? "none" : stage.toString());
            }
        };
    }

    private static BigDecimal plain(BigDecimal amount) {
        return amount.signum() == 0
                ? BigDecimal.ZERO
                : new BigDecimal(amount.stripTrailingZeros().toPlainString());
    }

    static Catalogue.Employee employee(Row row) {
        return new Catalogue.Employee(
                new EmployeeId(Long.toString(row.id())),
                row.textOrEmpty("name"),
                row.text("email"),
                row.flag("active"));
    }

    /// @param stages in their order; those of no team belong to every one
    /// @param language of the key's owner, as `ru_RU`: names of what Odoo has no stage for
    static Catalogue.Pipeline pipeline(Row team, List<Row> stages, String language) {
        var russian = language.startsWith("ru");
        var own = stages.stream()
                .filter(stage -> isOf(stage, team.id()))
                .map(stage -> new Catalogue.Stage(
                        new StageId(Long.toString(stage.id())),
                        stage.textOrEmpty("name"),
                        stage.flag("is_won") ? StageKind.WON : StageKind.OPEN,
                        null));
        var leads =
                new Catalogue.Stage(LEADS, russian ? "Неразобранное" : "Unassigned leads", StageKind.UNSORTED, null);
        var lost = new Catalogue.Stage(LOST, russian ? "Проиграно" : "Lost", StageKind.LOST, null);
        return new Catalogue.Pipeline(
                new PipelineId(Long.toString(team.id())),
                team.textOrEmpty("name"),
                Stream.concat(Stream.concat(Stream.of(leads), own), Stream.of(lost))
                        .toList());
    }

    private static boolean isOf(Row stage, long team) {
        var teams = stage.json().path("team_ids");
        return teams.isEmpty() || teams.valueStream().anyMatch(id -> id.asLong() == team);
    }
}
