package parley.crm.api;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChatType;
import parley.crm.Crm;
import parley.crm.PaperHouse;
import parley.crm.Uploads;
import parley.crm.Uploads.Identity;
import parley.platform.Database;
import parley.platform.GuardedHttp;
import parley.platform.Jobs;
import parley.platform.SignedPosts;
import parley.story.Server;

/// A company whose CRM sends what it has, on a real PostgreSQL.
final class ApiCompany {

    private static final AtomicInteger NUMBER = new AtomicInteger(1);
    private static @Nullable Database database;

    Instant now = Instant.parse("2026-11-24T09:15:00Z");

    @Nullable
    URI address;

    boolean away;

    final ApiCrmType type = new ApiCrmType(
            database(),
            () -> now,
            new Jobs(() -> now),
            new SignedPosts(new GuardedHttp(Set.of("127.0.0.1")), () -> now),
            _ -> Optional.ofNullable(address).map(uri -> new CreationAddress.Target(uri, List.of(), "crm-key", away)),
            RandomGeneratorFactory.of("L64X128MixRandom").create(7));
    final AccountId account = new AccountId(NUMBER.getAndIncrement());
    final Crm crm = type.open(new PaperHouse().config(account, Map.of()), PaperHouse.tools(() -> now));
    final Uploads uploads = crm.uploads();

    ApiCompany() {
        uploads.employees()
                .put(List.of(sentEmployee("u-1", "Bruce"), sentEmployee("u-2", "Tony"), sentEmployee("u-3", "Zoe")));
        uploads.pipelines(List.of(
                new Uploads.Pipeline("p1", "Sales", List.of(new Uploads.Stage("s1", "New"))),
                new Uploads.Pipeline("p2", "Repairs", List.of())));
    }

    static synchronized Database database() {
        if (database == null) {
            database = Database.open(Server.fresh(24));
        }
        return database;
    }

    static Uploads.Employee sentEmployee(String id, String name) {
        return new Uploads.Employee(id, name, null);
    }

    static Uploads.Contact sentContact(String id, @Nullable String responsible, Identity... identities) {
        return new Uploads.Contact(
                id, responsible, "Anna", "https://crm.example.com/contacts/" + id, List.of(identities));
    }

    static Identity whatsapp(String typed) {
        return new Identity(new ChatType("whatsapp"), typed, null, null);
    }

    static Identity telegram(@Nullable String id, @Nullable String username, @Nullable String phone) {
        return new Identity(new ChatType("telegram"), id, username, phone);
    }

    static Uploads.Deal sentDeal(String id, String contact, boolean closed) {
        return new Uploads.Deal(id, "u-1", "Doors", "https://crm.example.com/deals/" + id, List.of(contact), closed);
    }
}
