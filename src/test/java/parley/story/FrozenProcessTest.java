package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.platform.Database;
import parley.platform.DatabaseConfig;

/// Two real processes on one database, one of which is killed or stands still for longer than its leases last: the
/// other does its work meanwhile, and when it wakes it does nothing twice and nothing out of order (R70, R71).
class FrozenProcessTest {

    /// So many that both processes have some of them.
    private static final int CLIENTS = 24;

    @TempDir
    Path folder;

    private final DatabaseConfig config = Server.fresh(4);
    private final Map<Integer, List<Integer>> acknowledged = new TreeMap<>();
    private Database database;
    private QuietBotApi bots;
    private HubProcess first;
    private String key;

    @BeforeEach
    void open() throws Exception {
        database = Database.open(config);
        first = hub("first");
        bots = new QuietBotApi();
        first.setUp(bots);
        key = database.read(tx -> tx.createQuery("SELECT key FROM channel WHERE type = 'telegram'")
                .mapTo(String.class)
                .one());
    }

    @AfterEach
    void close() {
        first.close();
        bots.close();
        database.close();
    }

    @Test
    void r71WhatIsFrozenIsTakenOverAndDoesNoHarmWhenItWakes() throws Exception {
        try (var second = hub("second")) {
            HubProcess.await("they share the work", () -> owners() == 2);
            everybodyWritesTo(first);
            everybodyWritesTo(second);
            allIsThere();

            first.freeze();
            everybodyWritesTo(second);
            everybodyWritesTo(second);
            allIsThere();
            assertEquals(1, owners());

            first.thaw();
            HubProcess.await("it is back at work", () -> owners() == 2);
            everybodyWritesTo(first);
            everybodyWritesTo(second);
            everybodyWritesTo(first);
            allIsThere();
        }
    }

    /// It holds the locks of its shards until the database ends its session for it.
    @Test
    void r71NorDoesOneThatWasFrozenInTheMiddleOfATransaction() throws Exception {
        everybodyWritesTo(first);
        allIsThere();
        database.useTransaction(tx -> {
            tx.execute("LOCK TABLE message IN SHARE MODE");
            everybodyWritesTo(first);
            HubProcess.await("it is about to write", this::somebodyWaits);
            first.freeze();
        });
        try (var second = hub("second")) {
            everybodyWritesTo(second);
            allIsThere();

            first.thaw();
            HubProcess.await("it is back at work", () -> owners() == 2);
            everybodyWritesTo(first);
            everybodyWritesTo(second);
            allIsThere();
        }
    }

    @Test
    void r70WhatAKilledOneLeavesUndoneIsDoneByTheOther() throws Exception {
        try (var second = hub("second")) {
            HubProcess.await("they share the work", () -> owners() == 2);
            database.useTransaction(tx -> {
                tx.execute("LOCK TABLE message IN SHARE MODE");
                everybodyWritesTo(first);
                first.kill();
            });
            everybodyWritesTo(second);
            allIsThere();
            assertEquals(1, owners());
        }
    }

    private HubProcess hub(String name) throws Exception {
        return HubProcess.start(
                folder,
                name,
                List.of(
                        "--database-url=" + config.url(),
                        "--database-user=" + config.user(),
                        "--database-password=" + config.password()));
    }

    /// A messenger repeats what was not acknowledged before it delivers the next message of the same chat.
    private void everybodyWritesTo(HubProcess hub) {
        for (int client = 1; client <= CLIENTS; client++) {
            var said = acknowledged.computeIfAbsent(client, _ -> new ArrayList<>());
            int from = client;
            int number = said.size() + 1;
            HubProcess.await("client " + client + " is heard", () -> hub.deliver(key, bots.secret(), from, number));
            said.add(number);
        }
    }

    private void allIsThere() {
        HubProcess.await("everything is worked off", () -> count("SELECT count(*) FROM work") == 0);
        assertEquals(acknowledged, stored());
    }

    private Map<Integer, List<Integer>> stored() {
        Function<Handle, Map<Integer, List<Integer>>> question = tx -> tx.createQuery("""
            SELECT chat.address, message.text
            FROM message
            JOIN chat ON chat.account_id = message.account_id AND chat.id = message.chat_id
            WHERE NOT outgoing
            ORDER BY chat.id, message.seq
            """)
                .map((row, _) -> Map.entry(row.getInt("address"), row.getInt("text")))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, TreeMap::new, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return database.read(question);
    }

    /// How many processes own shards at this moment.
    private int owners() {
        return count("SELECT count(DISTINCT owner) FROM lease WHERE expires > clock_timestamp()");
    }

    private boolean somebodyWaits() {
        return count("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0;
    }

    private int count(String question) {
        return database.read(tx -> tx.createQuery(question).mapTo(Integer.class).one());
    }
}
