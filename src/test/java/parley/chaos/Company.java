package parley.chaos;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The campaign's company, set up over HTTP as an administrator does it.
final class Company {

    private static final String PASSWORD = "correct horse battery staple";
    private static final Pattern LINK = Pattern.compile("token=([A-Za-z0-9_-]+)");
    private static final String TOKEN = ":AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc";

    final Person owner;
    final Map<String, Person> people = new TreeMap<>();

    /// The unguessable parts of the hooks: by turn, first responder.
    final Line byTurn;
    final Line first;

    private final String integration;

    /// @param id of the channel
    /// @param key of its hook
    /// @param bot the number of its bot
    record Line(String id, String key, String bot) {}

    Company(Fleet fleet, Messenger messenger, Program program, RandomGenerator random) {
        owner = new Person("Owner", fleet, random);
        setUp(fleet);
        integration = owner.must("GET", "/integrations", null)
                .path("rows")
                .path(0)
                .path("id")
                .asString();
        for (var name : Cast.EVERYBODY) {
            owner.must(
                    "POST",
                    "/crm/employees",
                    "{\"name\":\"%s\",\"email\":\"%s\",\"admin\":false,\"active\":true}".formatted(name, email(name)));
        }
        owner.must("POST", "/integrations/" + integration + "/refresh", "{}");
        for (var employee : settings().path("employees")) {
            var name = employee.path("name").asString();
            if (Cast.EVERYBODY.contains(name)) {
                people.put(name, invite(name, employee.path("id").asString(), fleet, random));
            }
        }
        byTurn = connect("111111111", messenger);
        first = connect("222222222", messenger);
        agree(document -> {
            document.put("timeline", "EACH");
            for (var channel : document.path("channels")) {
                people((ObjectNode) channel);
            }
        });
        owner.must(
                "POST",
                "/webhooks",
                Json.write(Map.of("url", program.address(), "kinds", List.of("messagesAndStatuses"))));
    }

    /// Each hub has printed a link, and the last one ended those before.
    private void setUp(Fleet fleet) {
        Patience.until(
                "the company is founded",
                () -> fleet.hubs.stream()
                        .flatMap(hub -> LINK.matcher(hub.log()).results())
                        .map(link -> owner.post("/setup", """
                            {"token":"%s","name":"Owner","email":"owner@example.com","password":"%s","company":"Chaos",
                             "language":"en","zone":"UTC","demo":false}\
                            """.formatted(link.group(1), PASSWORD)))
                        .anyMatch(Person.Answer::good));
    }

    private static String email(String name) {
        return name.toLowerCase(Locale.ROOT) + "@example.com";
    }

    private Person invite(String name, String employee, Fleet fleet, RandomGenerator random) {
        var invited = owner.must("POST", "/invitations", """
            {"employee":"%s","email":"%s","name":"%s","administrator":false,"language":"en"}\
            """.formatted(employee, email(name), name));
        var token = invited.path("link").asString().replaceFirst(".*token=", "");
        var person = new Person(name, fleet, random);
        person.must("POST", "/invitations/accept", "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, PASSWORD));
        person.is(employee);
        return person;
    }

    private Line connect(String bot, Messenger messenger) {
        var made = owner.must("POST", "/channels", """
            {"type":"telegram","name":"Bot %s","fields":{"token":"%s","server":"%s","mode":"webhook"}}\
            """.formatted(bot, bot + TOKEN, messenger.address()));
        var id = made.path("row").path("id").asString();
        Patience.until("the webhook is set", () -> !messenger.secret(bot).isEmpty());
        var key = owner.must("GET", "/channels/" + id, null)
                .path("row")
                .path("key")
                .asString();
        return new Line(id, key, bot);
    }

    private ObjectNode settings() {
        return (ObjectNode) owner.must("GET", "/integrations/" + integration + "/settings", null);
    }

    /// Saves the settings after a change; the answer says whether that came through.
    Person.Answer agree(Consumer<ObjectNode> change) {
        var read = owner.get("/integrations/" + integration + "/settings");
        if (!read.good()) {
            return read;
        }
        var document = (ObjectNode) read.json();
        for (var shown : List.of(
                "integration", "crm", "connected", "employees", "pipelines", "turns", "capabilities", "refreshedAt")) {
            document.remove(shown);
        }
        change.accept(document);
        return owner.ask("PUT", "/integrations/" + integration + "/settings", Json.write(document));
    }

    private void people(ObjectNode channel) {
        var id = channel.path("id").asString();
        if (!id.equals(byTurn.id()) && !id.equals(first.id())) {
            return;
        }
        channel.put("ticked", true);
        var roles = channel.putObject("roles");
        var access = channel.putObject("access");
        for (var seller : Cast.SELLERS) {
            member(roles, access, seller, "seller", "WRITE");
        }
        member(roles, access, Cast.MANAGER, "manager", "WRITE");
        member(roles, access, Cast.AUDITOR, "auditor", "READ");
        member(roles, access, Cast.GUEST, "auditor", "READ");
        newClients((ObjectNode) channel.path("newClients"), id.equals(byTurn.id()));
    }

    private void member(ObjectNode roles, ObjectNode access, String name, String role, String right) {
        var id = people.get(name).employee();
        roles.putObject(id).put("role", role).put("receivesNewClients", role.equals("seller"));
        access.put(id, right);
    }

    private void newClients(ObjectNode form, boolean turns) {
        var pipeline = settings().path("pipelines").path(0);
        form.put("pipeline", pipeline.path("id").asString());
        for (var stage : pipeline.path("stages")) {
            if (turns ? stage.path("name").asString().equals("New") : isUnsorted(stage)) {
                form.put("stage", stage.path("id").asString());
            }
        }
        form.put("algorithm", turns ? "BY_TURN" : "FIRST_RESPONDER");
    }

    private static boolean isUnsorted(JsonNode stage) {
        return stage.path("kind").asString().equals("UNSORTED");
    }

    /// Gives the guest his role on both channels, or takes it away.
    Person.Answer guest(boolean hasRole) {
        return agree(document -> {
            for (var one : document.path("channels")) {
                var channel = (ObjectNode) one;
                var id = people.get(Cast.GUEST).employee();
                if (!channel.path("id").asString().equals(byTurn.id())
                        && !channel.path("id").asString().equals(first.id())) {
                    continue;
                }
                if (hasRole) {
                    member(channel.withObject("roles"), channel.withObject("access"), Cast.GUEST, "auditor", "READ");
                } else {
                    channel.withObject("roles").remove(id);
                    channel.withObject("access").remove(id);
                }
            }
        });
    }
}
