package parley.inbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.EmployeeId;
import parley.channel.ChannelOffice;

/// The law of the open window (UX 6.4): what it held, with every frame since, is what would be fetched now; for chats,
/// threads, channels and counters, whatever happens to messages, responsibles, roles and access in between.
class StreamLawTest {

    private static final int STEPS = 120;

    @TempDir
    Path data;

    private LawOffice office(long seed) {
        var office = new LawOffice(RandomGeneratorFactory.of("L64X128MixRandom").create(seed), data);
        for (int i = 0; i < 12; i++) {
            office.newClient();
        }
        return office;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    @DisplayName("Old rows and the frames of a poll are the fresh rows, after every step and after many at once")
    void pollsKeepTheLaw(long seed) {
        try (var office = office(seed)) {
            var browsers = browsers(office);
            for (int step = 0; step < STEPS; step++) {
                office.happen();
                for (var browser : browsers) {
                    // Some ask each time, some rarely: what they have missed comes at once then.
                    if (office.random.nextInt(3) > 0 || step == STEPS - 1) {
                        browser.poll();
                        browser.mustHoldWhatIsFresh("after step " + step + " of seed " + seed);
                    }
                    if (office.random.nextInt(4) == 0) {
                        browser.open(office.any(office.chats));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    @DisplayName("The same over live lines that break, with every frame heard twice and late")
    void linesKeepTheLaw(long seed) {
        try (var office = office(seed)) {
            var browsers = browsers(office);
            browsers.forEach(Browser::connect);
            for (int step = 0; step < STEPS; step++) {
                office.happen();
                var browser = office.any(browsers);
                switch (office.random.nextInt(6)) {
                    case 0 -> {
                        browser.disconnect();
                        browser.connect();
                    }
                    case 1, 2 -> {
                        var chat = office.any(office.chats);
                        browser.open(chat);
                        office.happen();
                        browser.watch(chat);
                    }
                    case 3 -> browser.recover();
                    default -> {}
                }
                if (step % 20 == 19) {
                    settled(browsers, "after step " + step + " of seed " + seed);
                }
            }
            browsers.forEach(Browser::hearAgain);
            settled(browsers, "after everything was heard again, seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {15, 16})
    @DisplayName("R42: rights that changed unsaid hold from the next change on, though somebody came in between")
    void unsaidRights(long seed) {
        try (var office = office(seed)) {
            var browsers = browsers(office);
            browsers.forEach(Browser::connect);
            for (int round = 0; round < 10; round++) {
                office.agreeUnsaid(office.thrown());
                // Whoever comes in is told by the new rights, at the old position.
                new Browser(office, office.any(LawOffice.STAFF)).connect();
                office.happen();
                settled(browsers, "after round " + round + " of seed " + seed);
            }
        }
    }

    private static List<Browser> browsers(LawOffice office) {
        var browsers = new ArrayList<Browser>();
        for (EmployeeId employee : LawOffice.STAFF) {
            browsers.add(new Browser(office, employee));
        }
        return browsers;
    }

    private static void settled(List<Browser> browsers, String when) {
        for (var browser : browsers) {
            try {
                ChannelOffice.await(when, () -> {
                    browser.recover();
                    return browser.held().equals(browser.fresh());
                });
            } catch (AssertionError late) {
                browser.mustHoldWhatIsFresh(when);
                throw late;
            }
        }
    }
}
