package parley.crm.api;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import parley.base.AccountId;
import parley.base.IntegrationId;
import parley.crm.Crm;
import parley.crm.CrmType;
import parley.platform.Database;
import parley.platform.Jobs;
import parley.platform.SignedPosts;

/// The door of the CRMs by API.
public final class ApiCrmType implements CrmType {

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
    public Crm open(AccountId account, IntegrationId integration, Map<String, String> fields) {
        var owner = new Owner(account, integration);
        var book = books.computeIfAbsent(owner, one -> new Book(database, one, clock));
        var tables = Tables.of(owner);
        var waiting = new Waiting(jobs, owner, tables.requests());
        var asking = new Asking(posts, account, address);
        return new ApiCrm(book, tables, new Creations(book, tables, asking, waiting, random), waiting);
    }
}
