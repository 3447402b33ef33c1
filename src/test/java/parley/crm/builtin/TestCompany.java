package parley.crm.builtin;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.EmployeeId;
import parley.crm.Crm;
import parley.crm.PaperHouse;
import parley.platform.Database;
import parley.platform.Jobs;
import parley.platform.Json;
import parley.platform.PageAnswer;
import parley.platform.PageRequest;
import parley.platform.Secrets;
import parley.story.Server;
import tools.jackson.databind.JsonNode;

/// A new company with its CRM on a real PostgreSQL.
final class TestCompany {

    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    static final Secrets SECRETS = Secrets.of(Path.of("none"), "A".repeat(43) + "=", new java.util.Random(1));
    private static final AtomicInteger NUMBER = new AtomicInteger(1);
    private static @Nullable Database database;

    final AccountId account = new AccountId(NUMBER.getAndIncrement());
    final BuiltinCrmType type = new BuiltinCrmType(
            database(),
            InstantSource.fixed(NOW),
            (_, employee, keys) -> employee.equals(this.boss) ? keys : java.util.Set.of(),
            new Jobs(InstantSource.fixed(NOW)),
            SECRETS,
            RandomGeneratorFactory.of("L64X128MixRandom").create(7));
    final EmployeeId boss = type.found(account, "Bruce", "bruce@wayne.example", "en");
    final Crm crm = type.open(new PaperHouse().config(account, Map.of()), PaperHouse.tools(InstantSource.fixed(NOW)));

    static synchronized Database database() {
        if (database == null) {
            database = Database.open(Server.fresh(8));
        }
        return database;
    }

    void addDemo() {
        type.addDemo(
                account, "en", RandomGeneratorFactory.of("L64X128MixRandom").create(7));
    }

    PageAnswer ask(@Nullable EmployeeId who, String method, String address, String body) {
        var parts = address.split("\\?", 2);
        var query = new java.util.HashMap<String, String>();
        if (parts.length > 1) {
            for (var pair : parts[1].split("&")) {
                query.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
            }
        }
        var bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        var pages = crm.pages();
        if (pages == null) {
            throw new IllegalStateException("the built-in CRM has pages");
        }
        return pages.answer(new PageRequest(
                method,
                parts[0],
                query,
                Map.of(),
                new ByteArrayInputStream(bytes),
                who == null ? null : who.value(),
                "127.0.0.1"));
    }

    /// Asked by the boss; must succeed.
    JsonNode get(String address) {
        return Json.tree(ask(boss, "GET", address, "").body());
    }

    JsonNode post(String address, String body) {
        var answer = ask(boss, "POST", address, body);
        if (answer.status() >= 300) {
            throw new AssertionError(answer.status() + " " + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return answer.body().length == 0 ? Json.tree("null") : Json.tree(answer.body());
    }
}
