package parley.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.AccountId;
import parley.channel.ChannelOffice;
import parley.crm.Catalogue;
import parley.crm.CrmType;
import parley.crm.PaperHouse;
import parley.crm.amocrm.AmoCrmType;
import parley.crm.amocrm.FakeAmo;
import parley.platform.Database;
import parley.platform.Jobs;
import parley.platform.Secrets;

/// Several processes on one database, whose access to an account has ended: the token that renews it can be used once.
class RenewingTest {

    private static final InstantSource CLOCK = InstantSource.fixed(ChannelOffice.NOW);

    private final Database database = ChannelOffice.database();
    private final AccountId account = new AccountId(700);
    private final Integrations integrations = new Integrations();
    private volatile Duration passed = Duration.ZERO;
    private final FakeAmo amo = new FakeAmo(() -> ChannelOffice.NOW.plus(passed));

    @TempDir
    Path data;

    @BeforeEach
    void connect() {
        ChannelOffice.found(database, account);
        var fields = amo.consented();
        var sealed = new SealedFields(database, integrations, secrets()).seal(account, "amocrm", fields);
        database.useTransaction(tx -> {
            tx.execute("UPDATE integration SET deleted_at = now() WHERE account_id = ?", account.value());
            tx.execute("DELETE FROM crm_renewal WHERE account_id = ?", account.value());
            integrations.connect(tx, account, "amocrm", new CrmType.Check.Fits(fields, "Shop"), sealed);
        });
    }

    @AfterEach
    void close() {
        amo.close();
    }

    private Secrets secrets() {
        return Secrets.of(
                data, null, RandomGeneratorFactory.of("L64X128MixRandom").create(1));
    }

    /// As a process of its own has it.
    private Crms process() {
        return new Crms(
                database,
                integrations,
                secrets(),
                PaperHouse.tools(CLOCK),
                new Jobs(CLOCK),
                List.of(AmoCrmType.amocrm().faster(1_000)));
    }

    private static Catalogue asks(Crms process, AccountId account) {
        return process.of(account).orElseThrow().crm().catalogue();
    }

    @Test
    @DisplayName("Many who find the token ended at the same moment: the account is asked once, and nobody is refused")
    void oneAsks() throws Exception {
        var processes = List.of(process(), process(), process());
        for (var process : processes) {
            asks(process, account);
        }
        passed = Duration.ofHours(25);
        amo.renewsSlowly(Duration.ofMillis(700));

        var heard = new ArrayList<Future<Catalogue>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 3; round++) {
                processes.forEach(process -> heard.add(threads.submit(() -> asks(process, account))));
            }
        }

        for (var one : heard) {
            assertEquals(4, one.get().employees().size());
        }
        assertEquals(List.of("granted"), amo.renewals());
    }

    @Test
    @DisplayName("Whoever is killed while he renews holds nobody up for longer than his claim")
    void killed() throws Exception {
        var process = process();
        asks(process, account);
        passed = Duration.ofHours(25);
        var integration = process.of(account).orElseThrow().integration();
        var gone = database.inTransaction(tx -> new Renewals().claim(tx, account, integration, Duration.ofMillis(600)));
        assertTrue(gone.isPresent());

        assertEquals(4, asks(process, account).employees().size());

        assertEquals(List.of("granted"), amo.renewals());
        assertEquals(
                Map.of("claims", 0L),
                database.read(tx -> tx.createQuery("SELECT count(*) AS claims FROM crm_renewal WHERE account_id = 700")
                        .mapToMap()
                        .one()));
    }

    @Test
    @DisplayName("An access that was revoked is for the administrator: nobody waits, and no claim is left")
    void revoked() {
        var process = process();
        amo.revokes();

        var trouble = org.junit.jupiter.api.Assertions.assertThrows(
                parley.crm.CrmTrouble.class, () -> asks(process, account));

        assertEquals(parley.crm.CrmTrouble.Kind.AUTH, trouble.kind());
        assertEquals(List.of("refused"), amo.renewals());
        assertTrue(database.inTransaction(tx -> new Renewals()
                        .claim(tx, account, process.of(account).orElseThrow().integration(), Duration.ofMillis(1)))
                .isPresent());
    }
}
