package parley.intake;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.story.Hub;

/// At a few messages a second what a message costs is the way to the database (docs/profile.md). The driver itself
/// tells how often it goes there.
@DisplayName("A message that comes alone")
class LoneMessageTest {

    /// That its shard is ours and empty, the webhook, the chat, the message, the chat's counters, what the settings
    /// say, the feed, the commit. The beginning rides with the first.
    private static final int STATEMENTS = 8;

    /// From here on the driver has all statements prepared.
    private static final int USED_TO_IT = 10;

    private final Shop shop = new Shop("a", "b");
    private final Logger driver = Logger.getLogger("org.postgresql.core.v3.QueryExecutorImpl");
    private final Level before = driver.getLevel();
    private final Counting counting = new Counting();

    /// What the threads of the way in let the database execute.
    private static final class Counting extends Handler {

        private final List<String> executed = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void publish(LogRecord said) {
            if (said.getMessage().contains("FE=> Execute")
                    && Thread.currentThread().getName().startsWith("ingress")) {
                executed.add(said.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @AfterEach
    void close() {
        driver.removeHandler(counting);
        driver.setLevel(before);
        driver.setUseParentHandlers(true);
        shop.close();
    }

    @Test
    @DisplayName("of a client whom somebody has is seven statements and a commit, from the webhook to the feed")
    void statements() {
        shop.sell(Shop.BY_TURN, "a", "b");
        var anna = Shop.phone("Anna", "+79161234567");
        for (int number = 0; number < USED_TO_IT; number++) {
            shop.writes(anna, "Hello " + number);
            shop.settle();
        }
        driver.addHandler(counting);
        driver.setUseParentHandlers(false);
        driver.setLevel(Level.FINEST);

        // One that meets the end of what was done before it is written down first, by a single statement.
        Hub.await(STATEMENTS, () -> {
            counting.executed.clear();
            shop.writes(anna, "Are you there?");
            return counting.executed.size();
        });
    }
}
