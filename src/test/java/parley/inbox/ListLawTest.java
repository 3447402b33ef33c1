package parley.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import parley.base.ChatId;
import parley.base.EmployeeId;
import parley.chat.Chat;
import parley.chat.Standing;
import parley.rules.ChatFacts;

/// A list is what somebody finds who looks at every chat, whoever shares it with how many.
class ListLawTest {

    private static final int CHATS = 40;
    private static final int LIMIT = 7;

    @Property(tries = 3)
    @Label("R42, R59: each list holds what is wanted and may be seen, once, in order, to its end")
    void aListIsWhatIsThere(@ForAll long seed) throws IOException {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        try (var office = new LawOffice(random, Files.createTempDirectory("parley-law-"))) {
            for (int i = 0; i < CHATS; i++) {
                office.newClient();
                office.now = office.now.plusMillis(random.nextInt(1, 20_000));
            }
            office.chats.forEach(chat -> belongsToSome(office, chat));
            for (int round = 0; round < 3; round++) {
                office.agree();
                for (var viewer : LawFloor.STAFF) {
                    for (var view : Wanted.View.values()) {
                        assertEquals(looked(office, viewer, view, null), listed(office, viewer, view, null));
                    }
                    for (var colleague : LawFloor.STAFF) {
                        assertEquals(
                                looked(office, viewer, Wanted.View.ALL, colleague),
                                listed(office, viewer, Wanted.View.ALL, colleague),
                                "of " + colleague + " for " + viewer);
                    }
                }
            }
        }
    }

    private static void belongsToSome(LawOffice office, ChatId id) {
        var responsible = new HashSet<EmployeeId>();
        for (int many = office.random.nextInt(9); many > 0; many--) {
            responsible.add(office.any(LawFloor.STAFF));
        }
        var client = office.any(List.of(ChatFacts.Client.values()));
        office.database.useTransaction(tx -> {
            var chat = office.room.chats().lock(tx, LawFloor.ACCOUNT, id).orElseThrow();
            office.room.ownership().stand(tx, chat, new Standing(client, null, null, 0, 0, responsible, List.of()));
        });
    }

    private static List<ChatId> looked(
            LawOffice office, EmployeeId viewer, Wanted.View view, @Nullable EmployeeId employee) {
        return office.moments.at(LawFloor.ACCOUNT, moment -> {
            var eyes = moment.eyes(LawFloor.viewer(viewer)).orElseThrow();
            return office.room.chats().find(moment.tx(), LawFloor.ACCOUNT, office.chats).stream()
                    .filter(eyes::sees)
                    .filter(chat -> isWanted(chat, viewer, view))
                    .filter(chat -> employee == null || chat.responsible().contains(employee))
                    .sorted(Comparator.comparing((Chat chat) -> chat.unanswered() > 0)
                            .thenComparing(Chat::lastAt)
                            .thenComparing(chat -> chat.id().value())
                            .reversed())
                    .map(Chat::id)
                    .toList();
        });
    }

    private static boolean isWanted(Chat chat, EmployeeId viewer, Wanted.View view) {
        return switch (view) {
            case ALL -> true;
            case UNANSWERED -> chat.unanswered() > 0;
            case MINE -> chat.responsible().contains(viewer);
            case NEW -> chat.responsible().equals(Set.of()) && chat.client() != ChatFacts.Client.KNOWN;
        };
    }

    /// Page after page.
    private static List<ChatId> listed(
            LawOffice office, EmployeeId viewer, Wanted.View view, @Nullable EmployeeId employee) {
        var all = new ArrayList<ChatId>();
        String after = null;
        do {
            var wanted = new Wanted(view, null, employee, false, false, null, after, LIMIT);
            var page = office.list.page(LawFloor.viewer(viewer), wanted);
            page.rows().forEach(row -> all.add(row.id()));
            after = page.next();
        } while (after != null);
        return all;
    }
}
