package parley.http.v3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.crm.ReceivingCrm;
import parley.story.Hub;
import parley.story.PaperPost;
import parley.story.Person;
import tools.jackson.databind.node.ObjectNode;

/// A company with a CRM of its own, connected by API, whose sellers answer WhatsApp. Tony and Scrooge receive new
/// clients, Mary manages.
final class ApiShop implements AutoCloseable {

    final PaperPost post = new PaperPost(PaperPost.able("yes", null), "whatsapp");
    final ReceivingCrm there = new ReceivingCrm();
    final ApiCompany company = new ApiCompany(List.of("--webhook-hosts=127.0.0.1"), post);
    final Hub hub = company.hub;
    final String channel;
    private final String key;
    final Person tony;
    final Person scrooge;
    final Person mary;

    ApiShop() {
        var row = hub.connect(PaperPost.TYPE, "Shop", "{\"token\":\"shop\"}");
        channel = row.path("id").asString();
        key = row.path("key").asString();
        company.sends("/v3/users", """
            [{"id":"u-1","name":"Tony"},{"id":"u-2","name":"Scrooge"},{"id":"u-3","name":"Mary"}]
            """);
        company.sends("/v3/pipelines", """
            [{"id":"p1","name":"Sales","stages":[{"id":"s1","name":"New"}]}]
            """);
        company.refresh();
        tony = hub.invite("Tony", "u-1");
        scrooge = hub.invite("Scrooge", "u-2");
        mary = hub.invite("Mary", "u-3");
        var set = company.crm.patch("/v3/webhooks", """
            {"webhooksUri":"%s","crmKey":"0123456789abcdef","subscriptions":{"contactsAndDealsCreation":true}}
            """.formatted(there.uri()));
        assertEquals(200, set.status(), set.toString());
    }

    ApiShop byTurn() {
        return agree("BY_TURN", "p1", "s1", _ -> {});
    }

    ApiShop toTheFirst() {
        return agree("FIRST_RESPONDER", "p1", "s1", _ -> {});
    }

    ApiShop agree(String algorithm, @Nullable String pipeline, @Nullable String stage, Consumer<ObjectNode> more) {
        hub.agree(document -> document.path("channels").forEach(one -> {
            var settings = (ObjectNode) one;
            settings.put("ticked", settings.path("id").asString().equals(channel));
            var roles = settings.putObject("roles");
            var access = settings.putObject("access");
            Map.of("u-1", "seller", "u-2", "seller", "u-3", "manager").forEach((employee, role) -> {
                roles.putObject(employee).put("role", role).put("receivesNewClients", role.equals("seller"));
                access.put(employee, "WRITE");
            });
            var newClients = (ObjectNode) settings.path("newClients");
            newClients.put("pipeline", pipeline);
            newClients.put("stage", stage);
            newClients.put("algorithm", algorithm);
            newClients.putArray("order").add("u-1").add("u-2");
            more.accept(settings);
        }));
        return this;
    }

    void clientWrites(String client, String text) {
        post.clientWrites(hub, key, client, text);
    }

    /// The CRM sends a contact reached at WhatsApp.
    void sendsContact(String id, String responsible, String phone) {
        company.sends("/v3/contacts", """
            [{"id":"%s","responsibleUserId":"%s","name":"%s","contactData":[{"chatType":"whatsapp","chatId":"%s"}]}]
            """.formatted(id, responsible, id, phone));
    }

    void sendsDeal(String id, String responsible, String contact, boolean closed) {
        company.sends("/v3/deals", """
            [{"id":"%s","responsibleUserId":"%s","name":"%s","uri":"https://crm.example.com/%s","contacts":["%s"],
              "closed":%s}]
            """.formatted(id, responsible, id, id, contact, closed));
    }

    @Override
    public void close() {
        hub.close();
        there.close();
    }
}
