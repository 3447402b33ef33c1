package parley.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import parley.auth.Viewer;
import parley.base.ChatId;
import parley.base.EmployeeId;
import parley.base.IntegrationId;
import parley.platform.Json;
import parley.rehearsal.DryRun;
import parley.rehearsal.Rehearsal;
import parley.settings.SettingsDesk.Agreed;
import parley.settings.SettingsDesk.Proposed;

/// What a dry run says of who would see what is what everybody's list shows once the settings hold, and its reasons are
/// those of the explanation: whatever the settings and the chats.
class SightsLawTest {

    private static final Viewer ADMINISTRATOR = new Viewer(LawFloor.ACCOUNT, 9, null, true, "Admin", "en");

    @Property(tries = 8)
    @Label("R42, R82: dry run, explanation and list agree, before and after")
    void whatIsRehearsedIsWhatIsShown(@ForAll long seed) throws IOException {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        try (var office = new LawOffice(random, Files.createTempDirectory("parley-law-"))) {
            for (int i = 0; i < 12; i++) {
                office.newClient();
            }
            for (int i = 0; i < 60; i++) {
                office.happen();
            }
            for (int round = 0; round < 3; round++) {
                var wanted = office.thrown();
                var run = rehearse(office, wanted);
                var before = new Shown(office);
                office.agree(wanted);
                var after = new Shown(office);
                LawFloor.STAFF.forEach(employee -> agree(row(run, employee), employee, before, after));
            }
        }
    }

    private static DryRun rehearse(LawOffice office, Agreed wanted) {
        var rehearsal = new Rehearsal(
                office.database,
                office.room.chats(),
                (_, _, _, _) -> new Proposed.Sound(office.agreed(), wanted, List.of()),
                () -> office.now);
        var outcome = rehearsal.run(LawFloor.ACCOUNT, null, new IntegrationId(1), Json.tree("{}"), 7);
        return assertInstanceOf(Rehearsal.Outcome.Done.class, outcome).run();
    }

    private static DryRun.Employee row(DryRun run, EmployeeId employee) {
        return run.employees().stream()
                .filter(row -> row.id().equals(employee.value()))
                .findFirst()
                .orElseThrow();
    }

    private static void agree(DryRun.Employee row, EmployeeId employee, Shown before, Shown after) {
        var saw = before.lists.get(employee);
        var sees = after.lists.get(employee);
        assertEquals(saw.size(), row.sees(), row.id());
        assertEquals(sees.size(), row.wouldSee(), row.id());
        assertEquals(without(sees, saw), chats(row, true), row.id());
        assertEquals(without(saw, sees), chats(row, false), row.id());
        assertEquals(row.starts() + row.stops(), row.chats().size());
        for (var sight : row.chats()) {
            assertEquals(before.why(sight.chat(), employee), sight.before(), sight.toString());
            assertEquals(after.why(sight.chat(), employee), sight.after(), sight.toString());
        }
    }

    private static Set<ChatId> without(Set<ChatId> some, Set<ChatId> others) {
        var left = new HashSet<>(some);
        left.removeAll(others);
        return left;
    }

    private static Set<ChatId> chats(DryRun.Employee row, boolean starts) {
        return row.chats().stream()
                .filter(sight -> sight.starts() == starts)
                .map(sight -> new ChatId(Long.parseLong(sight.chat())))
                .collect(Collectors.toSet());
    }

    /// What the live doors say at a moment: the list of everybody, and why each sees each chat or does not.
    private static final class Shown {

        final Map<EmployeeId, Set<ChatId>> lists = new HashMap<>();
        private final Map<String, Viewers.Answer> explained = new HashMap<>();

        Shown(LawOffice office) {
            var everything = new Wanted(Wanted.View.ALL, null, null, false, false, null, null, 200);
            for (var employee : LawFloor.STAFF) {
                var rows =
                        office.list.page(LawFloor.viewer(employee), everything).rows();
                lists.put(employee, rows.stream().map(ChatRow::id).collect(Collectors.toSet()));
            }
            var viewers = new Viewers(office.moments, office.room, new CardStore());
            for (var chat : office.chats) {
                var asked = assertInstanceOf(Viewers.Asked.Known.class, viewers.of(ADMINISTRATOR, chat));
                explained.put(chat.toString(), asked.answer());
            }
            lists.forEach((employee, seen) -> office.chats.forEach(chat -> assertEquals(
                    seen.contains(chat),
                    verdict(chat.toString(), employee).access().reads(),
                    "list and explanation")));
        }

        private Viewers.Row verdict(String chat, EmployeeId employee) {
            return explained.get(chat).rows().stream()
                    .filter(row -> row.id().equals(employee.value()))
                    .findFirst()
                    .orElseThrow();
        }

        DryRun.Why why(String chat, EmployeeId employee) {
            var verdict = verdict(chat, employee);
            var first = verdict.access().reads()
                    ? verdict.gives().getFirst()
                    : verdict.refusals().getFirst();
            return new DryRun.Why(first.code(), first.rule(), first.args(), first.point());
        }
    }
}
