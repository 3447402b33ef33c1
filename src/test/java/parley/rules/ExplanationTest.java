package parley.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static parley.rules.Office.BRUCE;
import static parley.rules.Office.SCROOGE;
import static parley.rules.Office.SHOP;
import static parley.rules.Office.TONY;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.base.DealId;
import parley.base.EmployeeId;

class ExplanationTest {

    @ParameterizedTest(name = "{0} {1}, slider {2}, {3}, {4}, responsible {5} → {8}")
    @DisplayName("R42: the reasons for every kind of viewer")
    @CsvSource(delimiter = '|', textBlock = """
        SELLER  | WRITE | on  | OWN_AND_COMMON | KNOWN   | me      | responsible_for_contact | ''                | ''                      | red_yours
        SELLER  | READ  | on  | OWN_AND_COMMON | KNOWN   | me      | responsible_for_contact | channel_read_only | ''                      | red_yours
        SELLER  | WRITE | on  | OWN_AND_COMMON | KNOWN   | another | ''                      | ''                | not_yours               | not_yours
        SELLER  | WRITE | on  | OWN_AND_COMMON | KNOWN   | nobody  | common_chat             | ''                | ''                      | red_common
        SELLER  | WRITE | on  | OWN_AND_COMMON | OFFERED | nobody  | new_client              | ''                | ''                      | red_new
        SELLER  | WRITE | off | OWN_AND_COMMON | OFFERED | nobody  | ''                      | ''                | receives_no_new_clients | receives_no_new_clients
        SELLER  | WRITE | on  | OWN_AND_COMMON | WAITING | nobody  | ''                      | ''                | waits_for_turn          | waits_for_turn
        SELLER  | WRITE | on  | ALL            | KNOWN   | another | global_all              | ''                | ''                      | grey_others
        SELLER  | WRITE | off | ALL            | OFFERED | nobody  | global_all              | ''                | ''                      | grey_new
        MANAGER | WRITE | off | OWN_AND_COMMON | OFFERED | nobody  | manager_sees_all        | ''                | ''                      | grey_new
        MANAGER | WRITE | off | OWN_AND_COMMON | KNOWN   | nobody  | manager_sees_all        | ''                | ''                      | grey_common
        MANAGER | WRITE | off | OWN_AND_COMMON | KNOWN   | another | manager_sees_all        | ''                | ''                      | grey_others
        AUDITOR | READ  | off | OWN_AND_COMMON | KNOWN   | another | auditor_sees_all        | channel_read_only | auditor_never_writes    | grey_observer
        SELLER  | NONE  | on  | OWN_AND_COMMON | KNOWN   | me      | ''                      | ''                | no_access               | no_access
        """)
    void reasons(
            Role role,
            Access access,
            String slider,
            GlobalChat.Mode mode,
            ChatFacts.Client client,
            String responsible,
            String gives,
            String ceilings,
            String refusals,
            String why) {
        var channel = Office.channel(SHOP)
                .with(TONY, role, slider.equals("on"), access)
                .ticked();
        var settings = in(mode, Set.of(), false, channel);

        var verdict = Explanation.of(settings, TONY, chat(client, responsible), List.of());

        assertEquals(gives, codes(verdict.gives()));
        assertEquals(ceilings, codes(verdict.ceilings()));
        assertEquals(refusals, codes(verdict.refusals()));
        assertEquals(why, verdict.why().code());
    }

    @Test
    @DisplayName("R49: a chat administrator observes: nothing is red, and another's client stays another's")
    void aChatAdministrator() {
        var channel = Office.channel(SHOP).seller(TONY).ticked();
        var settings = in(GlobalChat.Mode.OWN_AND_COMMON, Set.of(TONY), false, channel);

        var verdict = Explanation.of(settings, TONY, chat(ChatFacts.Client.KNOWN, "another"), List.of());

        assertEquals(Access.READ, verdict.access());
        assertEquals("chat_administrator", codes(verdict.gives()));
        assertEquals(
                List.of(new Reason("not_yours", "R13", Map.of("of", "WRITE", "who", "scrooge"))), verdict.refusals());
        assertEquals(new Reason("grey_observer", "R49"), verdict.why());
    }

    @Test
    @DisplayName("R55: notified of everything, a manager's red has its own reason")
    void aManagerNotifiedOfEverything() {
        var channel = Office.channel(SHOP)
                .with(BRUCE, Role.MANAGER, false, Access.WRITE)
                .ticked();
        var settings = in(GlobalChat.Mode.OWN_AND_COMMON, Set.of(), true, channel);

        assertEquals(
                "red_all",
                Explanation.of(settings, BRUCE, chat(ChatFacts.Client.KNOWN, "another"), List.of())
                        .why()
                        .code());
    }

    @Test
    @DisplayName("R22: through what he is responsible, with the deals")
    void throughWhat() {
        var settings = in(
                GlobalChat.Mode.OWN_AND_COMMON,
                Set.of(),
                false,
                Office.channel(SHOP).seller(TONY).ticked());
        var sources = List.of(
                new Responsible(TONY, Responsible.From.CONTACT, null),
                new Responsible(TONY, Responsible.From.OPEN_DEAL, new DealId("doors")),
                new Responsible(SCROOGE, Responsible.From.OPEN_DEAL, new DealId("windows")));

        var verdict = Explanation.of(settings, TONY, chat(ChatFacts.Client.KNOWN, "me"), sources);

        assertEquals(
                List.of(
                        new Reason("responsible_for_contact", "R22"),
                        new Reason("responsible_for_deal", "R22", Map.of("deal", "doors"))),
                verdict.gives());
    }

    @Test
    @DisplayName("R9, R15: a channel that is not in the integration, and a channel without a role")
    void outside() {
        var chat = chat(ChatFacts.Client.KNOWN, "me");

        assertEquals(
                "channel_not_in_integration",
                Explanation.of(Office.settings(), TONY, chat, List.of()).why().code());
        assertEquals(
                new Reason("no_role", "R15", Map.of("of", "READ", "channel", "Channel 1")),
                Explanation.of(Office.settings(Office.channel(SHOP).ticked()), TONY, chat, List.of())
                        .why());
    }

    @Test
    @DisplayName("R42: every reason leads to the point of the settings that decides it, unless the CRM decides")
    void everyReasonHasItsPoint() {
        var elsewhere = Set.of("responsible_for_contact", "red_yours");
        for (var row : AccessTable.rows()) {
            var verdict =
                    Explanation.of(AccessTable.settings(row, false), AccessTable.ME, AccessTable.chat(row), List.of());
            Stream.of(verdict.gives(), verdict.ceilings(), verdict.refusals(), List.of(verdict.why()))
                    .flatMap(List::stream)
                    .forEach(reason -> assertEquals(
                            elsewhere.contains(reason.code()),
                            SettingsPoint.of(reason, AccessTable.CHANNEL) == null,
                            reason.toString()));
        }
        assertEquals(new SettingsPoint("access", SHOP), SettingsPoint.of(new Reason("channel_read_only", "R41"), SHOP));
        assertEquals(new SettingsPoint("global", null), SettingsPoint.of(new Reason("grey_observer", "R49"), SHOP));
        assertEquals(new SettingsPoint("roles", SHOP), SettingsPoint.of(new Reason("grey_observer", "R57"), SHOP));
    }

    private static Settings in(
            GlobalChat.Mode mode, Set<EmployeeId> administrators, boolean notifyManagers, ChannelSettings channel) {
        return new Settings(
                7,
                List.of(channel),
                new GlobalChat(mode, administrators),
                TimelineMode.HOURLY,
                true,
                notifyManagers,
                Map.of());
    }

    private static ChatFacts chat(ChatFacts.Client client, String responsible) {
        return new ChatFacts(
                SHOP,
                client,
                switch (responsible) {
                    case "me" -> Set.of(TONY);
                    case "another" -> Set.of(SCROOGE);
                    default -> Set.of();
                });
    }

    private static String codes(List<Reason> reasons) {
        return reasons.stream().map(Reason::code).collect(Collectors.joining(" "));
    }
}
