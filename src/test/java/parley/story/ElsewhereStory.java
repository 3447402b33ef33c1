package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import parley.crm.PaperCrm;
import parley.crm.PaperElsewhere;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A hub with a shop whose CRM lives elsewhere, and is not connected yet.
abstract class ElsewhereStory {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final PaperPost post = new PaperPost();
    final PaperCrm crm = new PaperCrm(InstantSource.system(), "tony", "scrooge");
    final PaperElsewhere elsewhere = new PaperElsewhere(crm, "tulip");
    Hub hub;
    String channel;

    @BeforeEach
    void open() {
        crm.pollEvery = Duration.ofHours(1);
        crm.wakes = false;
        hub = Hub.knowing(List.of(elsewhere), post);
        channel = hub.connect(PaperPost.TYPE, "Shop", "{\"token\":\"shop\"}")
                .path("key")
                .asString();
        assertEquals(
                204, hub.owner().delete("/integrations/" + hub.integration()).status());
    }

    @AfterEach
    void close() {
        hub.close();
    }

    Person.Answer connects(String site, String password) {
        return hub.owner()
                .post(
                        "/integrations",
                        "{\"crm\":\"paper\",\"fields\":{\"site\":\"%s\",\"password\":\"%s\"}}"
                                .formatted(site, password));
    }

    JsonNode integration() {
        return hub.owner().get("/integrations").json().path("rows").path(0);
    }

    /// The CRM is connected and was looked at for the first time; new clients of the shop are Tony's.
    void givenToTony() {
        assertEquals(200, connects("https://paper.example", "tulip").status());
        Hub.await("looked at", () -> crm.looked() > 0);
        hub.agree(document -> {
            var shop = (ObjectNode) document.path("channels")
                    .valueStream()
                    .filter(one -> one.path("name").asString().equals("Shop"))
                    .findFirst()
                    .orElseThrow();
            shop.put("ticked", true);
            shop.putObject("roles").putObject("tony").put("role", "seller").put("receivesNewClients", true);
            shop.withObject("roles").putObject("scrooge").put("role", "seller").put("receivesNewClients", false);
            shop.putObject("access").put("tony", "WRITE").put("scrooge", "WRITE");
            shop.withObject("newClients")
                    .put("pipeline", "sales")
                    .put("stage", "new")
                    .put("algorithm", "BY_TURN");
        });
    }

    int hook(String body) {
        return sends(integration().path("fields").path("hook").asString(), body);
    }

    static int sends(String address, String body) {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(URI.create(address))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    long open(String kind) {
        return counts("SELECT count(*) FROM job WHERE state IN ('due', 'running') AND kind = '" + kind + "'");
    }

    long waitingHints() {
        return counts("SELECT count(*) FROM crm_hint");
    }

    long counts(String sql) {
        var count = new AtomicLong();
        hub.inItsDatabase(tx -> count.set(tx.createQuery(sql).mapTo(Long.class).one()));
        return count.get();
    }

    /// Those that hooks have asked for.
    long jobs(String kind) {
        var count = new AtomicLong();
        hub.inItsDatabase(
                tx -> count.set(tx.createQuery("SELECT count(*) FROM job WHERE kind = :kind AND key LIKE 'hook:%'")
                        .bind("kind", kind)
                        .mapTo(Long.class)
                        .one()));
        return count.get();
    }
}
