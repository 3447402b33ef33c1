package parley.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static parley.intake.Shop.phone;
import static parley.intake.Shop.user;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import parley.base.ChannelId;
import parley.channel.Inbound;
import parley.crm.MessengerAddress;
import parley.crm.PaperCrm;
import parley.platform.Json;
import parley.rehearsal.DryRun;
import parley.rehearsal.Rehearsal;
import tools.jackson.databind.node.ObjectNode;

/// What a dry run says of who would get whom is what happens: the same clients write on two channels with different
/// settings; played over the first by the settings of the second, they go to whom they went on the second.
class RehearsalLawTest {

    private static final List<String> STAFF = List.of("a", "b", "c", "d");
    private static final int CLIENTS = 7;

    /// A client and his twin on the other channel, of whom the CRM knows the same.
    private record Twins(Inbound.Client here, Inbound.Client there) {}

    @Property(tries = 6)
    @Label("R82: whoever is rehearsed to get a client gets him live, and rehearsing what holds changes nothing")
    void whatIsRehearsedIsWhatHappens(@ForAll long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        try (var shop = new Shop(STAFF.toArray(String[]::new))) {
            shop.agree(document -> document.put("timeline", "OFF"));
            shop.agree(shop.whatsapp, form -> thrown(form, random));
            shop.agree(shop.telegram, form -> thrown(form, random));
            var twins = new ArrayList<Twins>();
            for (int number = 0; number < CLIENTS; number++) {
                twins.add(known(shop, number, random.nextInt(4), STAFF.get(random.nextInt(STAFF.size()))));
            }
            for (var client : twins) {
                shop.writes(client.here(), "Hello");
                shop.settle();
                shop.writes(client.there(), "Hello");
                shop.settle();
            }

            var holds = rehearse(shop, _ -> {});
            holds.clients().forEach(client -> assertFalse(client.changes(), client::toString));
            assertEquals(0, holds.totals().elsewhere());
            var other = rehearse(shop, document -> likeTelegram(shop, document));
            agree(shop, twins, rows(holds), rows(other));

            for (var client : twins) {
                var offered = rows(holds).get(shop.chat(client.here()).id().toString());
                if (offered != null && !offered.then().anyOf().isEmpty() && random.nextBoolean()) {
                    shop.claims(client.here(), offered.then().anyOf().getFirst().id());
                }
            }
            shop.settle();
            rehearse(shop, _ -> {})
                    .clients()
                    .forEach(client -> assertEquals(
                            client.now().employee(), client.then().employee(), "who was first stays first: " + client));
        }
    }

    private static void agree(
            Shop shop, List<Twins> twins, Map<String, DryRun.Client> live, Map<String, DryRun.Client> rehearsed) {
        for (var client : twins) {
            var here = rehearsed.get(shop.chat(client.here()).id().toString());
            var there = live.get(shop.chat(client.there()).id().toString());
            if (there != null) {
                assertEquals(there.now().how(), here.then().how(), here + " is not as " + there);
                assertEquals(there.now().employee(), here.then().employee(), here + " is not as " + there);
                assertEquals(there.rules(), here.rules());
            }
        }
    }

    private static Map<String, DryRun.Client> rows(DryRun run) {
        var rows = new HashMap<String, DryRun.Client>();
        run.clients().forEach(client -> rows.put(client.chat(), client));
        return rows;
    }

    private static DryRun rehearse(Shop shop, Consumer<ObjectNode> change) {
        var agreed = shop.desk.current(Shop.COMPANY).orElseThrow();
        var document = (ObjectNode) Json.tree(Json.write(shop.desk.document(Shop.COMPANY, agreed)));
        document.putObject("defaultChannel");
        change.accept(document);
        var outcome = new Rehearsal(shop.database, shop.room.chats(), shop.desk::propose, shop.clock)
                .run(Shop.COMPANY, null, agreed.integration(), document, 7);
        return assertInstanceOf(Rehearsal.Outcome.Done.class, outcome, outcome::toString)
                .run();
    }

    private static void likeTelegram(Shop shop, ObjectNode document) {
        var model = form(document, shop.telegram);
        var form = form(document, shop.whatsapp);
        for (var part : List.of("roles", "access", "newClients", "closedDeal")) {
            form.set(part, model.path(part));
        }
    }

    private static ObjectNode form(ObjectNode document, ChannelId channel) {
        for (var form : document.path("channels")) {
            if (form.path("id").asString().equals(channel.toString())) {
                return (ObjectNode) form;
            }
        }
        throw new AssertionError("no channel " + channel);
    }

    private static void thrown(ObjectNode form, RandomGenerator random) {
        var byTurn = random.nextInt(4) > 0;
        form.put("ticked", true).put("closedDeal", random.nextBoolean() ? "ADD" : "CREATE");
        var roles = form.putObject("roles");
        var access = form.putObject("access");
        var rules = form.putObject("newClients");
        rules.put("pipeline", "sales")
                .put("stage", byTurn || random.nextBoolean() ? "new" : "unsorted")
                .put("algorithm", byTurn ? "BY_TURN" : "FIRST_RESPONDER")
                .put("useWeights", random.nextInt(3) == 0);
        var order = rules.putArray("order");
        var weights = rules.putObject("weights");
        for (var employee : STAFF) {
            var seller = random.nextInt(5) > 0;
            var writes = random.nextInt(5) > 0;
            if (random.nextInt(5) > 0) {
                roles.putObject(employee)
                        .put("role", seller ? "seller" : "auditor")
                        .put("receivesNewClients", seller && writes && random.nextInt(4) > 0);
                access.put(employee, writes ? "WRITE" : "READ");
                weights.put(employee, random.nextInt(1, 4));
            }
            if (random.nextBoolean()) {
                order.insert(0, employee);
            }
        }
    }

    /// @param kind 0: common; 1: of a closed deal; else new
    private static Twins known(Shop shop, int number, int kind, String responsible) {
        var twins =
                new Twins(phone("Client " + number, "+7916000000" + number), user("Client" + number, "10" + number));
        if (kind < 2) {
            for (var one : List.of(twins.here(), twins.there())) {
                // Only by his own address: otherwise both twins would be one contact.
                var contact = shop.crm.typesContact(String.valueOf(one.name()), kind == 0 ? null : responsible);
                var address = one.address();
                shop.crm.addAddress(contact, new MessengerAddress(address.network(), address.id(), address.username()));
                if (kind == 1) {
                    shop.crm.typesDeal(contact, PaperCrm.WON, responsible);
                }
            }
        }
        shop.later(Duration.ofMinutes(1));
        return twins;
    }
}
