package parley.crm.amocrm;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import parley.base.AccountId;
import parley.crm.Crm;
import parley.crm.PaperHouse;

/// An account with a line to it.
final class AmoAccount implements AutoCloseable {

    static final Instant START = Instant.parse("2026-11-24T09:15:00Z");

    /// So many that nothing waits for its turn.
    static final int MANY = 10_000;

    private volatile Instant now = START;
    final InstantSource clock = () -> now;
    final FakeAmo amo = new FakeAmo(clock);
    final PaperHouse house = new PaperHouse();
    final Crm crm = open();

    /// Another line to the same account: a process that was started anew.
    Crm open() {
        return open(Map.of(
                "address",
                amo.address(),
                "token",
                FakeAmo.TOKEN,
                "client_id",
                AmoWidget.CLIENT,
                "client_secret",
                AmoWidget.SECRET,
                "account",
                AmoWidget.ACCOUNT));
    }

    Crm open(Map<String, String> fields) {
        var config = house.config(new AccountId(1), fields);
        return AmoCrmType.amocrm().faster(MANY).open(config, PaperHouse.tools(clock));
    }

    void passes(Duration time) {
        now = now.plus(time);
    }

    @Override
    public void close() {
        amo.close();
    }
}
