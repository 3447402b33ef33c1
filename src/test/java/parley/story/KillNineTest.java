package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.platform.EmbeddedPostgres;

/// The real process is killed again and again while clients write (R70, R71): what it has acknowledged is there
/// afterwards, once, and in the order in which each client wrote.
class KillNineTest {

    private static final int ROUNDS = 9;
    private static final int CLIENTS = 6;
    private static final int EACH_ROUND = 60;

    @TempDir
    Path folder;

    private final Map<Integer, List<Integer>> acknowledged = new ConcurrentHashMap<>();
    private final AtomicBoolean enough = new AtomicBoolean();
    private HubProcess hub;

    @Test
    void nothingAcknowledgedIsLostDoubledOrOutOfOrder() throws Exception {
        hub = HubProcess.start(folder, "hub", List.of());
        try (var bots = new QuietBotApi();
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            hub.setUp(bots);
            var key = key();
            for (int client = 1; client <= CLIENTS; client++) {
                int own = client;
                acknowledged.put(own, new CopyOnWriteArrayList<>());
                clients.execute(() -> write(key, bots.secret(), own));
            }
            for (int round = 1; round <= ROUNDS; round++) {
                int goal = total() + EACH_ROUND;
                HubProcess.await("round " + round, () -> total() >= goal);
                kill(Victim.values()[round % Victim.values().length]);
            }
            int goal = total() + EACH_ROUND;
            HubProcess.await("the last round", () -> total() >= goal);
            enough.set(true);
            clients.shutdown();
            assertTrue(clients.awaitTermination(30, TimeUnit.SECONDS));
            HubProcess.await(
                    "everything is worked off",
                    () -> "0".equals(ask("SELECT count(*) FROM work").getFirst()));
            assertEquals(
                    "0",
                    ask("SELECT count(*) FROM raw_event WHERE error IS NOT NULL")
                            .getFirst());
            compare();
        } finally {
            enough.set(true);
            hub.kill();
            server().ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /// A messenger repeats what was not acknowledged before it delivers the next message of the same chat.
    private void write(String key, String secret, int client) {
        for (int number = 1; !enough.get(); number++) {
            while (!hub.deliver(key, secret, client, number)) {
                if (enough.get()) {
                    return;
                }
                LockSupport.parkNanos(20_000_000);
            }
            acknowledged.get(client).add(number);
        }
    }

    private int total() {
        return acknowledged.values().stream().mapToInt(List::size).sum();
    }

    private enum Victim {
        HUB,
        HUB_AND_DATABASE,

        /// The hub starts it again.
        DATABASE
    }

    private void kill(Victim victim) throws Exception {
        var database = server().orElseThrow();
        if (victim != Victim.DATABASE) {
            hub.kill();
        }
        if (victim != Victim.HUB) {
            database.destroyForcibly();
            database.onExit().get();
        }
        if (victim != Victim.DATABASE) {
            hub.start();
        }
        HubProcess.await("the hub is ready", hub::isReady);
    }

    private Optional<ProcessHandle> server() throws IOException {
        var file = folder.resolve("data/postgres/data/postmaster.pid");
        return Files.exists(file)
                ? ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(file).getFirst().strip()))
                : Optional.empty();
    }

    private void compare() {
        var stored = new TreeMap<Integer, List<Integer>>();
        for (var row : ask("""
            SELECT chat.address || ' ' || message.text
            FROM message JOIN chat ON chat.account_id = message.account_id AND chat.id = message.chat_id
            WHERE NOT outgoing
            ORDER BY chat.id, message.seq
            """)) {
            var parts = row.split(" ");
            stored.computeIfAbsent(Integer.parseInt(parts[0]), _ -> new ArrayList<>())
                    .add(Integer.parseInt(parts[1]));
        }
        acknowledged.forEach((client, numbers) -> {
            var there = stored.get(client);
            // One more may have been stored whose acknowledgement was lost with the process.
            assertTrue(there.size() - numbers.size() <= 1, "client " + client + ": " + there.size() + " stored");
            assertEquals(numbers, there.subList(0, numbers.size()), "client " + client);
        });
    }

    private String key() {
        return ask("SELECT key FROM channel WHERE type = 'telegram'").getFirst();
    }

    private List<String> ask(String sql) {
        var config =
                EmbeddedPostgres.running(folder.resolve("data/postgres"), 2).orElseThrow();
        try (var connection = DriverManager.getConnection(config.url(), config.user(), config.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var answers = new ArrayList<String>();
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
            return answers;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
