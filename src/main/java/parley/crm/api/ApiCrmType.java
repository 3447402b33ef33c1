package parley.crm.api;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import parley.base.AccountId;
import parley.base.IntegrationId;
import parley.crm.Crm;
import parley.crm.CrmConfig;
import parley.crm.CrmTools;
import parley.crm.CrmType;
import parley.platform.Database;
import parley.platform.Jobs;
import parley.platform.SignedPosts;

/// The door of the CRMs by API.
public final class ApiCrmType implements CrmType {

    private static final Duration KEPT = Duration.ofDays(7);

    private final Database database;
    private final InstantSource clock;
    private final Jobs jobs;
    private final SignedPosts posts;
    private final CreationAddress address;
    private final RandomGenerator random;
    private final Map<Owner, Book> books = new ConcurrentHashMap<>();

    /// @param random for the ids of requests
    public ApiCrmType(
            Database database,
            InstantSource clock,
            Jobs jobs,
            SignedPosts posts,
            CreationAddress address,
            RandomGenerator random) {
        this.database = database;
        this.clock = clock;
        this.jobs = jobs;
        this.posts = posts;
        this.address = address;
        this.random = random;
    }

    @Override
    public String type() {
        return "api";
    }

    @Override
    public Map<String, String> name() {
        return Map.of("ru", "CRM по API", "en", "CRM by API");
    }

    @Override
    public Map<String, String> about() {
        return Map.of(
                "ru", """
                Для CRM, которая сама обращается к Parley, по интерфейсу Wazzup API v3:

                1. Создайте ключ API с доступом **full**: «Управление» → «Ключи API».
                2. Укажите в CRM адрес `{origin}/v3` и этот ключ.
                3. Пусть CRM пришлёт сотрудников и воронки; затем нажмите «Обновить данные из CRM».

                Контакты и сделки CRM создаёт по вебхуку; его адрес она сообщает сама (`PATCH /v3/webhooks`).\
                """,
                "en", """
                For a CRM that calls Parley itself, as the Wazzup API v3 has it:

                1. Make an API key with access **full**: Administration → API keys.
                2. Give the CRM the address `{origin}/v3` and this key.
                3. Let it send its employees and pipelines; then press “Refresh data from CRM”.

                The CRM creates contacts and deals by webhook, whose address it sets itself (`PATCH /v3/webhooks`).\
                """);
    }

    /// Forgets changes that were read more than a week ago, a piece of them. Answers how many. Harmless for an
    /// integration of another type.
    ///
    /// @param read so far the integration's changes were read
    public int forget(Handle tx, AccountId account, IntegrationId integration, long read) {
        return new Changes(new Owner(account, integration))
                .forget(tx, read, clock.instant().minus(KEPT));
    }

    @Override
    public Crm open(CrmConfig config, CrmTools tools) {
        var owner = new Owner(config.account(), config.integration());
        var book = books.computeIfAbsent(owner, one -> new Book(database, one, clock));
        var tables = Tables.of(owner);
        var waiting = new Waiting(jobs, owner, tables.requests());
        var asking = new Asking(posts, config.account(), address);
        return new ApiCrm(book, tables, new Creations(book, tables, asking, waiting, random), waiting);
    }
}
