package parley.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static parley.rules.Office.BRUCE;
import static parley.rules.Office.KONSTANTIN;
import static parley.rules.Office.NEW;
import static parley.rules.Office.SCROOGE;
import static parley.rules.Office.SHOP;
import static parley.rules.Office.TONY;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;

/// Bruce and Tony sell and receive new clients; Scrooge sells without the slider; Konstantin has no role; Gone has left
/// the CRM. Bruce got the last client, so Tony is next.
class RoutingTest {

    private static final EmployeeId GONE = new EmployeeId("gone");
    private static final EmployeeId HIRED_SINCE = new EmployeeId("hired");
    private static final Turn BRUCE_WAS_LAST = new Turn(BRUCE, 1, List.of(BRUCE, TONY, SCROOGE));
    private static final Routing.Staff STAFF =
            new Routing.Staff(Set.of(BRUCE, TONY, SCROOGE, KONSTANTIN), Set.of(GONE));

    /// CLIENT is `-` for one who is not in the CRM, else `contact's responsible; deals`. A deal is
    /// `id kind responsible` and, once closed, the hour of it.
    @ParameterizedTest(name = "{0}: {1}, closed deals {2}, {3} → {4}")
    @DisplayName("R24–R37: what becomes of a client")
    @CsvSource(delimiter = '|', textBlock = """
        R31, R26  | first    | ADD    | -                                      | offered, then a new deal
        R25, R26  | unsorted | ADD    | -                                      | offered with a lead, then a new deal
        R27       | turn     | ADD    | -                                      | tony with a new deal
        R27, R29  | weights  | ADD    | -                                      | tony with a new deal
        R24       | no stage | ADD    | -                                      | waits
        R32b      | turn     | ADD    | nobody;                                | tony with a new deal
        R32b      | first    | ADD    | nobody;                                | offered, then a new deal
        R32b      | unsorted | ADD    | nobody;                                | offered with a lead, then a new deal
        R32b      | turn     | ADD    | nobody; 1 UNSORTED nobody              | tony with deals 1
        R32b      | unsorted | ADD    | nobody; 1 UNSORTED nobody              | offered, then deals 1
        R32b      | turn     | ADD    | gone;                                  | tony with a new deal
        R32b      | turn     | ADD    | gone; 1 OPEN gone, 2 OPEN gone         | tony with deals 1 2
        R32b, R36 | turn     | ADD    | gone; 1 WON gone 1                     | tony with the closed deal 1
        R32b, R37 | turn     | CREATE | gone; 1 WON gone 1                     | tony with a new deal
        R32b, R35 | first    | CREATE | nobody; 1 LOST gone 1                  | offered, then the closed deal 1
        R32b, R35 | unsorted | CREATE | nobody; 1 LOST gone 1                  | offered, then the closed deal 1
        R8        | turn     | ADD    | hired;                                 | kept
        R32c      | turn     | ADD    | bruce;                                 | kept
        R32c      | first    | ADD    | bruce;                                 | kept
        R32c      | turn     | CREATE | bruce;                                 | kept
        R14       | turn     | ADD    | konstantin;                            | kept
        R22       | turn     | ADD    | bruce; 1 OPEN tony                     | open deals 1
        R22       | turn     | CREATE | nobody; 1 OPEN tony, 2 WON bruce 1     | open deals 1
        R22       | first    | ADD    | nobody; 1 OPEN tony, 2 OPEN bruce      | open deals 1 2
        R36       | turn     | ADD    | bruce; 1 WON bruce 1, 2 LOST bruce 2   | closed deal 2
        R36       | turn     | ADD    | bruce; 1 WON bruce 3, 2 LOST bruce 2   | closed deal 1
        R36       | turn     | ADD    | nobody; 1 WON bruce 1                  | closed deal 1
        R35       | weights  | CREATE | bruce; 1 WON bruce 1                   | closed deal 1
        R35       | first    | CREATE | bruce; 1 WON bruce 1                   | closed deal 1
        R35       | unsorted | CREATE | bruce; 1 WON bruce 1                   | closed deal 1
        R37       | turn     | CREATE | bruce; 1 WON tony 1                    | new deal for bruce
        R37       | turn     | CREATE | scrooge; 1 WON scrooge 1               | new deal for scrooge
        R37       | turn     | CREATE | konstantin; 1 WON konstantin 1         | tony with a new deal
        R37       | turn     | CREATE | nobody; 1 WON bruce 1                  | tony with a new deal
        R37       | turn     | CREATE | gone; 1 WON bruce 1                    | tony with a new deal
        R37, R24  | no stage | CREATE | bruce; 1 WON bruce 1                   | waits
        """)
    void theTable(String rules, String algorithm, ClosedDealPolicy closedDeal, String client, String expected) {
        var decision = Routing.decide(facts(client(client), algorithm, closedDeal, BRUCE_WAS_LAST));

        assertEquals(expected, words(decision.route()));
    }

    @Test
    @DisplayName("R32: by turn and nobody eligible: the client waits, and the turn stays")
    void nobodyEligible() {
        var channel = Office.channel(SHOP)
                .with(BRUCE, Role.SELLER, false, Access.WRITE)
                .with(TONY, Role.AUDITOR, true, Access.READ)
                .ticked();

        var decision = Routing.decide(
                new Routing.Case(new Client.Unknown(), 7, channel, StageKind.OPEN, STAFF, BRUCE_WAS_LAST));

        assertEquals(new Route.Wait(new Route.Handover.NewDeal(NEW)), decision.route());
        assertEquals(BRUCE_WAS_LAST, decision.after());
        assertEquals(List.of("R31", "R24", "R27", "R32"), decision.rules());
    }

    @Test
    @DisplayName("R80: the decision tells who was in, who was out and why, and how the turn moved")
    void theTrace() {
        var channel = Office.channel(SHOP)
                .seller(BRUCE)
                .seller(TONY)
                .with(SCROOGE, Role.MANAGER, false, Access.WRITE)
                .withoutRole(KONSTANTIN, Access.WRITE)
                .with(new EmployeeId("reader"), Role.SELLER, true, Access.READ)
                .with(new EmployeeId("watcher"), Role.AUDITOR, true, Access.WRITE)
                .seller(GONE)
                .order(TONY, BRUCE)
                .weights(Map.of(TONY, 2))
                .ticked();
        var staff = new Routing.Staff(
                Set.of(BRUCE, TONY, SCROOGE, KONSTANTIN, new EmployeeId("reader"), new EmployeeId("watcher")),
                Set.of(GONE));

        var decision = Routing.decide(new Routing.Case(new Client.Unknown(), 7, channel, StageKind.OPEN, staff, null));

        assertEquals(
                """
                tony in 2
                bruce in 1
                gone left_crm 1
                konstantin no_role 1
                reader no_write_access 1
                scrooge slider_off 1
                watcher auditor 1\
                """,
                decision.candidates().stream()
                        .map(one -> one.employee() + " " + (one.in() ? "in" : one.outReason()) + " " + one.weight())
                        .collect(Collectors.joining("\n")));
        assertEquals(7, decision.settingsVersion());
        assertEquals(List.of("R31", "R24", "R27", "R29"), decision.rules());
        assertNull(decision.before());
        assertEquals(new Turn(TONY, 1, Candidates.order(channel)), decision.after());
        assertEquals(new Route.Assign(TONY, null, decision.after(), new Route.Handover.NewDeal(NEW)), decision.route());
    }

    @Test
    @DisplayName("R37: a new deal for the contact's own responsible does not move the turn")
    void theContactsResponsibleDoesNotMoveTheTurn() {
        var decision =
                Routing.decide(facts(client("bruce; 1 WON bruce 1"), "turn", ClosedDealPolicy.CREATE, BRUCE_WAS_LAST));

        assertEquals(new Route.NewDealFor(BRUCE, NEW), decision.route());
        assertEquals(decision.before(), decision.after());
        assertEquals(List.of(), decision.candidates());
    }

    @Test
    @DisplayName("R25: at an unsorted stage the trace names the first responder, whatever is stored beside it")
    void unsortedMeansFirstResponder() {
        var decision = Routing.decide(new Routing.Case(
                new Client.Unknown(), 7, channel("weights", ClosedDealPolicy.ADD), StageKind.UNSORTED, STAFF, null));

        assertEquals(Algorithm.FIRST_RESPONDER, decision.algorithm());
        assertEquals(false, decision.weights());
    }

    @ParameterizedTest(name = "{0} → {1}")
    @DisplayName("R22: who is responsible, and through what")
    @CsvSource(delimiter = '|', textBlock = """
        nobody;                                  | ''
        bruce;                                   | bruce CONTACT
        bruce; 1 OPEN tony                       | bruce CONTACT, tony OPEN_DEAL 1
        nobody; 1 OPEN tony, 2 OPEN bruce        | tony OPEN_DEAL 1, bruce OPEN_DEAL 2
        bruce; 1 OPEN bruce                      | bruce CONTACT, bruce OPEN_DEAL 1
        bruce; 1 WON tony 1, 2 LOST scrooge 2    | bruce CONTACT, scrooge LAST_CLOSED_DEAL 2
        nobody; 1 WON tony 3, 2 LOST scrooge 2   | tony LAST_CLOSED_DEAL 1
        nobody; 1 OPEN bruce, 2 WON tony 3       | bruce OPEN_DEAL 1
        nobody; 1 UNSORTED nobody, 2 WON tony 3  | ''
        nobody; 1 WON tony, 2 WON bruce 1        | bruce LAST_CLOSED_DEAL 2
        gone; 1 WON tony 1, 2 WON gone 2         | ''
        hired;                                   | hired CONTACT
        """)
    void whoIsResponsible(String client, String expected) {
        var known = (Client.Known) client(client);

        var responsible = Responsible.of(known.responsible(), known.deals(), Set.of(GONE));

        assertEquals(
                expected,
                responsible.stream()
                        .map(one -> one.employee() + " " + one.from() + (one.deal() == null ? "" : " " + one.deal()))
                        .collect(Collectors.joining(", ")));
    }

    private static Routing.Case facts(
            Client client, String algorithm, ClosedDealPolicy closedDeal, @Nullable Turn last) {
        var kind = switch (algorithm) {
            case "unsorted" -> StageKind.UNSORTED;
            case "no stage" -> null;
            default -> StageKind.OPEN;
        };
        return new Routing.Case(client, 7, channel(algorithm, closedDeal), kind, STAFF, last);
    }

    private static ChannelSettings channel(String algorithm, ClosedDealPolicy closedDeal) {
        var office = Office.channel(SHOP)
                .seller(BRUCE)
                .seller(TONY)
                .with(SCROOGE, Role.SELLER, false, Access.WRITE)
                .order(BRUCE, TONY, SCROOGE)
                .closedDeal(closedDeal)
                .algorithm(algorithm.equals("first") ? Algorithm.FIRST_RESPONDER : Algorithm.BY_TURN);
        return algorithm.equals("weights") ? office.weights(Map.of(BRUCE, 1)).ticked() : office.ticked();
    }

    private static Client client(String text) {
        if (text.equals("-")) {
            return new Client.Unknown();
        }
        var parts = text.split(";", 2);
        var deals = parts[1].isBlank()
                ? List.<DealFacts>of()
                : Arrays.stream(parts[1].split(",")).map(RoutingTest::deal).toList();
        return new Client.Known(new ContactId("anna"), employee(parts[0]), deals);
    }

    /// R24: where the CRM has no pipelines nobody waits for a stage that cannot be chosen.
    @Test
    void withoutPipelinesAClientIsGivenAwayWithHisContactAlone() {
        var channel = channel("turn", ClosedDealPolicy.CREATE);
        var last = new DealFacts(new DealId("d1"), BRUCE, StageKind.CLOSED, Instant.EPOCH);
        var known = new Client.Known(new ContactId("c1"), BRUCE, List.of(last));

        assertEquals(
                "tony with no deal",
                words(Routing.decide(
                                new Routing.Case(new Client.Unknown(), 7, channel, null, STAFF, BRUCE_WAS_LAST, true))
                        .route()));
        assertEquals(
                "waits",
                words(Routing.decide(new Routing.Case(new Client.Unknown(), 7, channel, null, STAFF, BRUCE_WAS_LAST))
                        .route()));
        assertEquals(
                "closed deal d1",
                words(Routing.decide(new Routing.Case(known, 7, channel, null, STAFF, null, true))
                        .route()),
                "R36");
    }

    private static DealFacts deal(String text) {
        var words = text.strip().split(" ");
        var closedAt = words.length > 3 ? Instant.EPOCH.plusSeconds(3600L * Integer.parseInt(words[3])) : null;
        return new DealFacts(new DealId(words[0]), employee(words[2]), StageKind.valueOf(words[1]), closedAt);
    }

    private static @Nullable EmployeeId employee(String word) {
        return switch (word) {
            case "nobody" -> null;
            case "hired" -> HIRED_SINCE;
            default -> new EmployeeId(word);
        };
    }

    private static String words(Route route) {
        return switch (route) {
            case Route.Offer(var createLead, var handover) ->
                "offered" + (createLead ? " with a lead" : "") + ", then " + words(handover);
            case Route.Assign(var employee, var _, var _, var handover) -> employee + " with " + words(handover);
            case Route.NewDealFor(var employee, var _) -> "new deal for " + employee;
            case Route.ToOpenDeals(var deals) -> "open deals " + words(deals);
            case Route.ToClosedDeal(var deal) -> "closed deal " + deal;
            case Route.Keep() -> "kept";
            case Route.Wait(var _) -> "waits";
        };
    }

    private static String words(Route.Handover handover) {
        return switch (handover) {
            case Route.Handover.NewDeal(var _) -> "a new deal";
            case Route.Handover.OpenDeals(var deals) -> "deals " + words(deals);
            case Route.Handover.ClosedDeal(var deal) -> "the closed deal " + deal;
            case Route.Handover.NoDeal() -> "no deal";
        };
    }

    private static String words(List<DealId> deals) {
        return deals.stream().map(DealId::value).collect(Collectors.joining(" "));
    }
}
