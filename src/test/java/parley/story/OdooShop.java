package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import parley.channel.Outbound;
import parley.crm.odoo.OdooCompany;
import parley.crm.odoo.RealOdoo;
import parley.platform.Json;
import tools.jackson.databind.node.ObjectNode;

/// A hub with one channel whose CRM is a real Odoo, in which Tony and Scrooge sell.
public final class OdooShop implements AutoCloseable {

    private final PaperPost post = new PaperPost();
    public final OdooCompany odoo = new OdooCompany();
    final OdooDoor door = new OdooDoor(RealOdoo.address());
    public final Hub hub = Hub.start(post);
    private final String channel;
    public final Person tony;
    public final Person scrooge;

    /// @param agreed what the settings of the channel say of new clients
    public OdooShop(Consumer<ObjectNode> agreed) {
        this(agreed, true);
    }

    /// A shop whose hub knows Odoo by the address that is in the browser.
    public static OdooShop withoutDoor(Consumer<ObjectNode> agreed) {
        return new OdooShop(agreed, false);
    }

    private OdooShop(Consumer<ObjectNode> agreed, boolean throughDoor) {
        odoo.forgetRules();
        channel = hub.connect(PaperPost.TYPE, "Shop", "{\"token\":\"shop\"}")
                .path("key")
                .asString();
        assertEquals(
                204, hub.owner().delete("/integrations/" + hub.integration()).status());
        connect(throughDoor ? door.address() : RealOdoo.address().toString());
        hub.agree(document -> agree(document, agreed));
        tony = hub.invite("Tony", tonyId());
        scrooge = hub.invite("Scrooge", scroogeId());
    }

    private void connect(String address) {
        // An address as it is copied from the browser.
        var fields = Map.of("address", address + "/odoo/crm", "database", RealOdoo.database(), "key", RealOdoo.key());
        var connected = hub.owner().post("/integrations", Json.write(Map.of("crm", "odoo", "fields", fields)));
        assertEquals(200, connected.status(), connected.toString());
    }

    private void agree(ObjectNode document, Consumer<ObjectNode> agreed) {
        var shop = shop(document);
        shop.put("ticked", true);
        shop.putObject("roles").putObject(tonyId()).put("role", "seller").put("receivesNewClients", true);
        shop.withObject("roles").putObject(scroogeId()).put("role", "seller").put("receivesNewClients", true);
        shop.putObject("access").put(tonyId(), "WRITE").put(scroogeId(), "WRITE");
        agreed.accept(shop);
    }

    static ObjectNode shop(ObjectNode document) {
        return (ObjectNode) document.path("channels")
                .valueStream()
                .filter(one -> one.path("name").asString().equals("Shop"))
                .findFirst()
                .orElseThrow();
    }

    /// New clients are leads until somebody replies.
    public static void firstAnswers(ObjectNode shop) {
        shop.withObject("newClients").put("pipeline", "1").put("stage", "lead").put("algorithm", "FIRST_RESPONDER");
    }

    /// New clients go to Tony, at the second stage.
    static void tonysTurn(ObjectNode shop) {
        var scrooge = shop.path("roles").propertyStream().toList().getLast().getKey();
        ((ObjectNode) shop.path("roles").path(scrooge)).put("receivesNewClients", false);
        shop.withObject("newClients").put("pipeline", "1").put("stage", "2").put("algorithm", "BY_TURN");
    }

    private String tonyId() {
        return odoo.employees().getFirst().value();
    }

    private String scroogeId() {
        return odoo.employees().getLast().value();
    }

    public void writes(String client, String text) {
        post.clientWrites(hub, channel, client, text);
    }

    /// Texts that have come to the client.
    public List<String> delivered() {
        return post.delivered.stream()
                .map(one -> one instanceof Outbound.Send send ? send.content().text() : "")
                .toList();
    }

    /// The only one that there is, as soon as it is so.
    ///
    /// @param salesperson empty for nobody
    public OdooCompany.Lead lead(String type, String salesperson) {
        Hub.await(
                type + " of " + salesperson,
                () -> odoo.leads().stream()
                        .anyMatch(lead ->
                                lead.type().equals(type) && lead.salesperson().equals(salesperson)));
        assertEquals(1, odoo.leads().size(), odoo.leads().toString());
        return odoo.leads().getFirst();
    }

    @Override
    public void close() {
        hub.close();
        door.close();
        odoo.forgetRules();
    }
}
