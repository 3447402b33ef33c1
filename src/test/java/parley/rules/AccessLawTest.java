package parley.rules;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static parley.rules.AccessTable.ANOTHER;
import static parley.rules.AccessTable.CHANNEL;
import static parley.rules.AccessTable.ME;
import static parley.rules.AccessTable.chat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.ChannelId;
import parley.base.EmployeeId;

/// One law in four shapes: the answer, the list's scope, the push's audience, the explanation. The table holds every
/// combination of what the law depends on.
class AccessLawTest {

    @Test
    @DisplayName("R12–R21, R38–R49, R55–R57: every combination answers as the table says")
    void everyCombinationAnswersAsTheTableSays() {
        var table = AccessTable.rows();
        assertEquals(864 + 432 + 216, table.size());
        assertAll(table.stream().map(row -> () -> {
            var name = String.join(",", row);
            var chat = chat(row);
            assertEquals(
                    row[8].equals("yes"),
                    Access.of(AccessTable.settings(row, false), ME, chat).reads(),
                    name);
            assertEquals(
                    row[9].equals("yes"),
                    Access.of(AccessTable.settings(row, false), ME, chat).writes(),
                    name);
            assertEquals(Attention.valueOf(row[10]), Attention.of(AccessTable.settings(row, false), ME, chat), name);
            assertEquals(Attention.valueOf(row[11]), Attention.of(AccessTable.settings(row, true), ME, chat), name);
        }));
    }

    @Test
    @DisplayName("R42: list, push and explanation agree with the answer in every combination")
    void theFourShapesAgree() {
        assertAll(AccessTable.rows().stream().map(row -> () -> {
            theFourShapesAgree(AccessTable.settings(row, false), ME, chat(row));
            theFourShapesAgree(AccessTable.settings(row, true), ME, chat(row));
        }));
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    @Label("R42: they agree with several channels and employees, ticked or not")
    void theFourShapesAgreeAnywhere(@ForAll("settings") Settings settings, @ForAll("chats") ChatFacts chat) {
        for (var employee : EMPLOYEES) {
            theFourShapesAgree(settings, employee, chat);
        }
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    @Label("R8: whoever has left the CRM sees nothing and has nothing")
    void whoeverHasLeftSeesNothing(@ForAll("settings") Settings settings, @ForAll("chats") ChatFacts chat) {
        var without = settings.without(Set.of(ME));

        assertEquals(Access.NONE, Access.of(without, ME, chat));
        assertEquals(new Scope.Nothing(), Scope.of(without, ME));
        assertFalse(without.globalChat().administrators().contains(ME));
        assertFalse(
                without.channels().stream().anyMatch(channel -> channel.access().containsKey(ME)));
        assertEquals(Access.of(settings, ANOTHER, chat), Access.of(without, ANOTHER, chat));
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    @Label("R15, R41, R12: without a role nothing, with READ or as an auditor never WRITE, grey never notifies")
    void theCeilingsHold(@ForAll("settings") Settings settings, @ForAll("chats") ChatFacts chat) {
        var access = Access.of(settings, ME, chat);
        var channel = settings.channel(chat.channel());
        if (channel.isEmpty() || channel.get().roleOf(ME) == null) {
            assertEquals(Access.NONE, access);
        } else {
            assertEquals(access, access.atMost(channel.get().granted(ME)));
            assertFalse(access.writes() && channel.get().roleOf(ME) == Role.AUDITOR);
        }
        var attention = Attention.of(settings, ME, chat);
        assertEquals(attention == Attention.RED, attention.notifies());
    }

    private static void theFourShapesAgree(Settings settings, EmployeeId employee, ChatFacts chat) {
        var access = Access.of(settings, employee, chat);
        var attention = Attention.of(settings, employee, chat);
        var verdict = Explanation.of(settings, employee, chat, List.of());

        assertEquals(access.reads(), Scope.of(settings, employee).contains(employee, chat));
        assertEquals(
                access.reads(), Audience.of(settings, List.of(employee), chat).contains(employee));
        assertEquals(access == Access.NONE, attention == Attention.NONE);
        assertEquals(access, verdict.access());
        assertEquals(attention, verdict.attention());
        assertEquals(access, accessByReasons(verdict));
        assertEquals(access.reads(), !verdict.gives().isEmpty());
        if (access.reads()) {
            assertEquals(attention.name().toLowerCase(), verdict.why().code().split("_")[0]);
        } else {
            assertEquals(verdict.refusals().getFirst(), verdict.why());
        }
    }

    /// What somebody would conclude who sees nothing but the reasons.
    private static Access accessByReasons(Verdict verdict) {
        var refused = verdict.refusals().stream()
                .map(reason -> reason.args().get("of"))
                .collect(Collectors.toSet());
        if (refused.contains("READ")) {
            return Access.NONE;
        }
        return refused.contains("WRITE") || !verdict.ceilings().isEmpty() ? Access.READ : Access.WRITE;
    }

    private static final List<EmployeeId> EMPLOYEES = List.of(ME, ANOTHER, new EmployeeId("third"));
    private static final List<ChannelId> CHANNELS = List.of(CHANNEL, new ChannelId(2), new ChannelId(3));

    @Provide
    Arbitrary<ChatFacts> chats() {
        return Combinators.combine(
                        Arbitraries.of(CHANNELS),
                        Arbitraries.of(ChatFacts.Client.class),
                        Arbitraries.of(EMPLOYEES).set().ofMaxSize(2))
                .as(ChatFacts::new);
    }

    @Provide
    Arbitrary<Settings> settings() {
        var globalChat = Combinators.combine(
                        Arbitraries.of(GlobalChat.Mode.class),
                        Arbitraries.of(EMPLOYEES).set().ofMaxSize(2))
                .as(GlobalChat::new);
        var channels = Combinators.combine(
                        CHANNELS.stream().limit(2).map(AccessLawTest::channels).toList())
                .as(all -> all);
        return Combinators.combine(channels, globalChat, Arbitraries.of(true, false))
                .as((all, global, notifyManagers) ->
                        new Settings(1, all, global, TimelineMode.HOURLY, true, notifyManagers, Map.of()));
    }

    private static Arbitrary<ChannelSettings> channels(ChannelId id) {
        var employee = Arbitraries.of(EMPLOYEES);
        var assignment = Combinators.combine(Arbitraries.of(Role.class), Arbitraries.of(true, false))
                .as(ChannelSettings.Assignment::new);
        var roles = Arbitraries.maps(employee, assignment).ofMaxSize(3);
        var access = Arbitraries.maps(employee, Arbitraries.of(Access.class)).ofMaxSize(3);
        var newClients = ChannelSettings.initial(id, "").newClients();
        return Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(5, Arbitraries.just(true)), Tuple.of(1, Arbitraries.just(false))),
                        roles,
                        access)
                .as((ticked, someRoles, someAccess) -> new ChannelSettings(
                        id, ticked, "Channel " + id, someRoles, newClients, ClosedDealPolicy.ADD, someAccess));
    }
}
