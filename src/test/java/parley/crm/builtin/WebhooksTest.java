package parley.crm.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.platform.GuardedHttp;
import parley.platform.Job;
import parley.platform.JobResult;
import parley.platform.Json;
import parley.platform.SignedPosts;
import tools.jackson.databind.JsonNode;

class WebhooksTest {

    private record Call(String id, String time, String signature, String body) {}

    private static final Set<String> NEIGHBOURS = Set.of("127.0.0.1");

    private final TestCompany company = new TestCompany();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile int status = 204;
    private HttpServer listener;

    @BeforeEach
    void listen() throws IOException {
        listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        listener.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            calls.add(new Call(
                    headers.getFirst("webhook-id"),
                    headers.getFirst("webhook-timestamp"),
                    headers.getFirst("webhook-signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.getResponseHeaders().add("Retry-After", "7");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        listener.start();
    }

    @AfterEach
    void close() {
        listener.stop(0);
    }

    private JsonNode added() {
        var url = "http://127.0.0.1:" + listener.getAddress().getPort() + "/told";
        return company.post("webhooks", "{'url':'" + url + "'}");
    }

    private JsonNode webhook() {
        return company.get("webhooks").path("rows").path(0);
    }

    private List<Job> jobs() {
        return TestCompany.database()
                .read(tx -> tx.createQuery("""
                    SELECT id, kind, key, lane, payload::text AS payload, created_at
                    FROM job
                    WHERE account_id = :account AND kind = 'crm.webhook'
                    ORDER BY id
                    """)
                        .bind("account", company.account.value())
                        .map((row, _) -> job(row.getLong("id"), row.getString("key"), row.getString("payload"), 1))
                        .list());
    }

    private Job job(long id, String key, String payload, int attempts) {
        return new Job(
                company.account,
                id,
                BuiltinCrmType.WEBHOOK,
                key,
                "crm.webhook:1",
                payload,
                attempts,
                false,
                TestCompany.NOW);
    }

    private JobResult deliver(Job job, Set<String> allowed) {
        var clock = InstantSource.fixed(TestCompany.NOW);
        var posts = new SignedPosts(new GuardedHttp(allowed), clock);
        var result = new Deliveries(TestCompany.database(), TestCompany.SECRETS, posts, clock).run(job);
        TestCompany.database().useTransaction(tx -> result.effect().accept(tx));
        return result;
    }

    @Test
    void everyChangeIsToldSigned() throws Exception {
        var secret = added().path("secret").asString();
        company.post("contacts", "{'name':'Anna','phones':['8 916 456-98-12']}");

        assertEquals(1, jobs().size());
        assertInstanceOf(JobResult.Done.class, deliver(jobs().getFirst(), NEIGHBOURS));

        var call = calls.getFirst();
        var body = Json.tree(call.body);
        assertEquals("contact.created", body.path("type").asString());
        assertEquals("Anna", body.path("data").path("after").path("name").asString());
        assertTrue(body.path("data").path("before").isNull());
        assertTrue(call.id.startsWith("crm_" + company.account + "_"));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.replace("whsec_", "")), "HmacSHA256"));
        var signed = call.id + "." + call.time + "." + call.body;
        assertEquals(
                "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))),
                call.signature);
        assertEquals(TestCompany.NOW.toString(), webhook().path("deliveredAt").asString());
    }

    @Test
    void aSecretIsShownOnceAndLiesSealed() {
        var secret = added().path("secret").asString();

        assertFalse(company.get("webhooks").toString().contains("secret"));
        var row = TestCompany.database()
                .read(tx -> tx.createQuery("SELECT secret FROM crm_webhook WHERE account_id = :account")
                        .bind("account", company.account.value())
                        .mapTo(String.class)
                        .one());
        assertFalse(row.contains(secret.substring(6)));
    }

    @Test
    void whatIsNotTakenIsSentAgainInItsTime() {
        added();
        company.post("contacts", "{'name':'Anna'}");
        status = 503;

        var again = assertInstanceOf(JobResult.Again.class, deliver(jobs().getFirst(), NEIGHBOURS));

        assertEquals(Duration.ofSeconds(7), again.after());
        assertEquals("status 503", webhook().path("problem").asString());
        assertTrue(webhook().path("disabledAt").isNull());
    }

    @Test
    void anAddressThatTakesNothingIsSwitchedOffAndOnAgain() {
        var id = added().path("id").asString();
        company.post("contacts", "{'name':'Anna'}");
        status = 500;
        var job = jobs().getFirst();

        assertInstanceOf(JobResult.Dead.class, deliver(job(job.id(), job.key(), job.payload(), 15), NEIGHBOURS));
        assertFalse(webhook().path("disabledAt").isNull());
        company.post("contacts", "{'name':'Boris'}");
        assertEquals(1, jobs().size(), "nothing more is told");
        assertInstanceOf(JobResult.Done.class, deliver(job, NEIGHBOURS), "nor sent");

        company.post("webhooks/" + id + "/enable", "{}");
        company.post("contacts", "{'name':'Vera'}");
        assertEquals(2, jobs().size());
    }

    @Test
    void theOwnNetworkIsNotCalled() {
        added();
        company.post("contacts", "{'name':'Anna'}");

        var result = deliver(jobs().getFirst(), Set.of());

        assertInstanceOf(JobResult.Dead.class, result);
        assertEquals("forbidden", webhook().path("problem").asString());
        assertTrue(calls.isEmpty());
    }

    @Test
    void onlyAdministratorsOfTheCrmSeeAndChangeThem() {
        assertEquals(403, company.ask(null, "GET", "webhooks", "").status());
        for (var wrong : List.of("ftp://x.example", "no address", "https://me:pw@x.example", "")) {
            assertEquals(
                    422,
                    company.ask(company.boss, "POST", "webhooks", "{'url':'" + wrong + "'}")
                            .status(),
                    wrong);
        }
        var id = added().path("id").asString();
        assertEquals(
                200, company.ask(company.boss, "DELETE", "webhooks/" + id, "").status());
        assertEquals(
                404, company.ask(company.boss, "DELETE", "webhooks/" + id, "").status());
    }
}
