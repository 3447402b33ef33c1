package parley.crm.amocrm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.AccountId;
import parley.base.ContactId;
import parley.channel.ChannelOffice;
import parley.crm.Crm;
import parley.crm.PaperHouse;
import parley.platform.Database;
import parley.platform.Shards;
import parley.story.Server;

/// What an account allows is kept by all processes on one database together.
class SharedLimitTest {

    @Test
    @DisplayName(
            "Two processes that have more to ask than they may take turns as one would: four calls a second, not ten")
    void together() {
        try (var database = Database.open(Server.fresh(4));
                var amo = new FakeAmo(InstantSource.system());
                var one = process(database, "one")) {
            try (var other = process(database, "other")) {
                ChannelOffice.await("both know of each other", () -> one.processes() == 2 && other.processes() == 2);
                askTogether(line(amo, one), line(amo, other));
            }

            var moments = amo.moments();
            assertEquals(22, moments.size());
            // Each by itself would be through within 1 s. Some calls are longer on their way than others.
            var took = Duration.ofNanos(moments.getLast() - moments.get(2));
            assertTrue(took.compareTo(Duration.ofSeconds(3)) > 0, took::toString);
            ChannelOffice.await("the one that stays has it all", () -> one.processes() == 1);
        }
    }

    private static void askTogether(Crm... lines) {
        for (var line : lines) {
            line.contact(new ContactId("77"));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var line : lines) {
                for (int asker = 0; asker < 10; asker++) {
                    threads.execute(() -> line.contact(new ContactId("77")));
                }
            }
        }
    }

    private static Shards process(Database database, String name) {
        var shards = new Shards(database, name, Shards.Neighbours.POSSIBLE, _ -> {});
        shards.start();
        return shards;
    }

    private static Crm line(FakeAmo amo, Shards shards) {
        var config =
                new PaperHouse().config(new AccountId(1), Map.of("address", amo.address(), "token", FakeAmo.TOKEN));
        return AmoCrmType.amocrm().open(config, PaperHouse.tools(InstantSource.system(), shards::processes));
    }
}
