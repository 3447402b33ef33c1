package parley.http.v3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.platform.Json;
import parley.story.Hub;
import parley.story.Visitor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The sample integration does what its README says, against a real hub.
class TinyCrmTest {

    @Test
    void aNewcomerRunsIt(@TempDir Path folder) {
        assumeTrue(hasNode(), "skipped: no node");
        try (var company = new ApiCompany(List.of("--webhook-hosts=localhost"))) {
            var hub = company.hub;
            var data = folder.resolve("tiny-crm.json");
            var port = freePort();
            var site = "http://localhost:" + port;
            try (var _ = new Running(start(company, data, port))) {
                Hub.await(
                        "it has sent its employees",
                        () -> company.crm.get("/v3/users").text().contains("Pepper"));
                Hub.await(
                        "it has told its address",
                        () -> company.crm.get("/v3/webhooks").text().contains(site));
                company.refresh();
                var key = webChat(hub);
                agree(hub);

                new Visitor(hub, key, "Anna").writes("Is the oak door in stock?");

                Hub.await(
                        "contact and deal are made",
                        () -> kept(data).path("deals").size() == 1);
                var contact = kept(data).path("contacts").path("c-1");
                assertEquals("Anna", contact.path("name").asString());
                assertEquals("u-1", contact.path("responsibleUserId").asString(), "R27: by turn");
                var deal = kept(data).path("deals").path("d-1");
                assertEquals("s-1", deal.path("stageId").asString());
                assertEquals("c-1", deal.path("contacts").get(0).asString());
                Hub.await(
                        "Parley knows them",
                        () -> company.crm.get("/v3/deals/d-1").status() == 200);
                Hub.await(
                        "it heard the message",
                        () -> kept(data).path("heard").toString().contains("oak door"));

                var page = Crm.ask(get(site + "/contacts/c-1"));
                assertTrue(page.text().contains("Deal with Anna"), page.text());
                assertTrue(page.text().contains("/embed/"), page.text());
                assertTrue(kept(data).path("secret").asString().startsWith("whsec_"), "it was told the secret");
                assertEquals(401, forged(site, data).status(), "without a signature nothing is believed");
            }
        }
    }

    /// The key of the channel's widget.
    private static String webChat(Hub hub) {
        return hub.owner()
                .get("/channels")
                .json()
                .path("rows")
                .get(0)
                .path("key")
                .asString();
    }

    private static void agree(Hub hub) {
        hub.agree(document -> {
            var channel = (ObjectNode) document.path("channels").get(0);
            channel.put("ticked", true);
            var roles = channel.putObject("roles");
            var access = channel.putObject("access");
            for (var seller : List.of("u-1", "u-2")) {
                roles.putObject(seller).put("role", "seller").put("receivesNewClients", true);
                access.put(seller, "WRITE");
            }
            var newClients = (ObjectNode) channel.path("newClients");
            newClients.put("pipeline", "p-1").put("stage", "s-1").put("algorithm", "BY_TURN");
            newClients.putArray("order").add("u-1").add("u-2");
        });
    }

    /// With the CRM's own key, which a thief may have seen, and a signature that is none.
    private static Crm.Answer forged(String site, Path data) {
        return Crm.ask(HttpRequest.newBuilder(URI.create(site + "/hooks"))
                .header("Authorization", "Bearer " + kept(data).path("crmKey").asString())
                .header("webhook-id", "msg_1")
                .header("webhook-timestamp", "1")
                .header("webhook-signature", "v1,AAAA")
                .POST(BodyPublishers.ofString("{\"createContact\":{\"name\":\"Evil\"}}"))
                .build());
    }

    private static HttpRequest get(String address) {
        return HttpRequest.newBuilder(URI.create(address)).build();
    }

    private static JsonNode kept(Path data) {
        try {
            return Files.exists(data) ? Json.tree(Files.readString(data)) : Json.tree("{}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (tools.jackson.core.JacksonException _) {
            // It is being written.
            return Json.tree("{}");
        }
    }

    private static Process start(ApiCompany company, Path data, int port) {
        var builder = new ProcessBuilder("node", "examples/tiny-crm/crm.mjs").inheritIO();
        builder.environment().put("PARLEY_URL", company.hub.address());
        builder.environment().put("PARLEY_KEY", company.crm.key());
        builder.environment().put("PORT", Integer.toString(port));
        builder.environment().put("TINY_DATA", data.toString());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Running(Process process) implements AutoCloseable {

        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }

    private static boolean hasNode() {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
