package parley.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import parley.base.EmployeeId;
import parley.base.MessageId;
import parley.chat.Message;
import parley.chat.MessagePages;
import parley.story.Hub;

/// Search finds what somebody finds who reads everything that he may see, whether it is on pages already or not.
class SearchLawTest {

    private static final int LIMIT = 7;

    /// As the hub looks, and in a company that is small as it would in a large one: in many steps, to the index early,
    /// late and never.
    private static final List<TextSearch.Reach> REACHES = List.of(
            TextSearch.Reach.USUAL,
            new TextSearch.Reach(256, 512, 1_024, 3),
            new TextSearch.Reach(128, 128, 100_000, 1),
            new TextSearch.Reach(128, 256, 1, 1_000));

    private final MessagePages pages = new MessagePages();

    @Property(tries = 2)
    @Label("R42: search finds exactly what its asker sees, edited, deleted, on pages and behind them")
    void whatIsFoundIsWhatIsThere(@ForAll long seed) throws IOException {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        try (var office = new LawOffice(random, Files.createTempDirectory("parley-law-"))) {
            office.newClient();
            for (int i = 0; i < 600; i++) {
                office.happen();
                if (random.nextInt(50) == 0) {
                    page(office);
                }
            }
            assertTrue(paged(office) > 0, "something is on pages");
            for (var employee : LawFloor.STAFF) {
                for (var q : List.of("question 1", "EDITED", "swer 12", "7")) {
                    compare(office, employee, q);
                }
            }
        }
    }

    @Example
    @Label("R42: a message that is stored late under an early number is found")
    void nothingIsPassedOver() throws IOException {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(42);
        try (var office = new LawOffice(random, Files.createTempDirectory("parley-law-"))) {
            office.newClient();
            try (var late = office.database.read(tx -> tx.getJdbi()).open()) {
                late.begin();
                late.execute("SELECT pg_current_xact_id()");
                write(office, 300);
                var moment = office.database
                        .read(tx -> pages.moment(tx, LawFloor.ACCOUNT))
                        .orElseThrow();
                assertFalse(settled(office, moment), "somebody may still write");
                late.commit();
                Hub.await(true, () -> settled(office, moment));
            }
        }
    }

    /// The newest 4,096 messages are looked through first. Some without words let that border lie within a page.
    @Example
    @Label("R42: what was edited is found in its place, also where one look ends and the next begins")
    void editedAtTheBorder() throws IOException {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(43);
        try (var office = new LawOffice(random, Files.createTempDirectory("parley-law-"))) {
            office.newClient();
            var chat = office.chats.getFirst();
            var said = new ArrayList<String>();
            for (int number = 0; number < 4_800; number++) {
                var isWanted = number >= 560 && number <= 720 && number % 20 == 0;
                said.add(number % 70 == 69 ? null : isWanted && number % 40 == 0 ? "needle" : "hay " + number);
            }
            for (int from = 0; from < said.size(); from += 400) {
                office.says(chat, said.subList(from, from + 400));
            }
            page(office);
            for (int number = 580; number <= 720; number += 40) {
                office.edits(office.messages.get(number + 1), "needle, edited");
            }
            var seen = LawFloor.STAFF.stream()
                    .filter(one -> !read(office, one, "needle").isEmpty())
                    .toList();
            assertFalse(seen.isEmpty(), "nobody sees the chat");
            for (var employee : seen) {
                compare(office, employee, "needle");
                compare(office, employee, "needle, edited");
                compare(office, employee, "hay 41");
            }
        }
    }

    private boolean settled(LawOffice office, MessagePages.Moment moment) {
        return office.database.read(tx -> pages.settled(tx, moment));
    }

    private static void write(LawOffice office, int messages) {
        while (office.messages.size() < messages) {
            office.newClient();
        }
    }

    /// As the hub does it, with nobody writing in between.
    private void page(LawOffice office) {
        boolean more;
        do {
            more = office.database.inTransaction(tx -> pages.moment(tx, LawFloor.ACCOUNT)
                    .map(moment -> pages.fill(tx, LawFloor.ACCOUNT, moment.last()))
                    .orElse(false));
        } while (more);
    }

    private static long paged(LawOffice office) {
        return office.database.read(tx -> tx.createQuery("SELECT coalesce(sum(upto), 0) FROM message_paging")
                .mapTo(Long.class)
                .one());
    }

    private static List<MessageId> read(LawOffice office, EmployeeId employee, String q) {
        var seen = Set.copyOf(office.moments.at(LawFloor.ACCOUNT, moment -> {
            var eyes = moment.eyes(LawFloor.viewer(employee)).orElseThrow();
            return office.room.chats().find(moment.tx(), LawFloor.ACCOUNT, office.chats).stream()
                    .filter(eyes::sees)
                    .map(chat -> chat.id())
                    .toList();
        }));
        return office.database.read(tx -> office.room.messages().find(tx, LawFloor.ACCOUNT, office.messages)).stream()
                .filter(message -> seen.contains(message.chat()) && !message.deleted() && contains(message, q))
                .map(Message::id)
                .sorted((one, other) -> Long.compare(other.value(), one.value()))
                .toList();
    }

    private static boolean contains(Message message, String q) {
        return message.text() != null && message.text().toLowerCase(Locale.ROOT).contains(q.toLowerCase(Locale.ROOT));
    }

    private static void compare(LawOffice office, EmployeeId employee, String q) {
        var expected = read(office, employee, q);
        assertEquals(expected, found(office, employee, q), q + " for " + employee);
        for (var reach : REACHES) {
            assertEquals(expected, found(office, employee, q, reach), q + " for " + employee + " by " + reach);
        }
    }

    private static List<MessageId> found(LawOffice office, EmployeeId employee, String q, TextSearch.Reach reach) {
        var all = new ArrayList<MessageId>();
        while (true) {
            var before = all.isEmpty() ? null : all.getLast();
            var some = office.moments.at(
                    LawFloor.ACCOUNT,
                    moment -> TextSearch.find(
                            moment,
                            moment.eyes(LawFloor.viewer(employee)).orElseThrow().law(),
                            new TextSearch.Asked(q, null, before, LIMIT),
                            reach));
            all.addAll(some.subList(0, Math.min(LIMIT, some.size())));
            if (some.size() <= LIMIT) {
                return all;
            }
        }
    }

    /// Page after page, to the end.
    private static List<MessageId> found(LawOffice office, EmployeeId employee, String q) {
        var all = new ArrayList<MessageId>();
        var viewer = LawFloor.viewer(employee);
        var hits = office.search.messages(viewer, q, null, null, LIMIT);
        while (true) {
            hits.rows().forEach(hit -> all.add(hit.message().id()));
            if (hits.next() == null) {
                return all;
            }
            hits = office.search.messages(viewer, q, null, new MessageId(Long.parseLong(hits.next())), LIMIT);
        }
    }
}
