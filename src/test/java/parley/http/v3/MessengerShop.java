package parley.http.v3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.base.ChannelId;
import parley.base.PublicId;
import parley.channel.Descriptor;
import parley.story.Hub;
import parley.story.PaperPost;
import parley.story.Person;
import tools.jackson.databind.node.ObjectNode;

/// A company with a channel of each kind, all of them on paper, and a CRM that speaks the public API. Tony sells,
/// Mary manages, Konstantin audits, Sam has no role.
final class MessengerShop implements AutoCloseable {

    private static final int TEXT = 20_000;

    final Hub hub;
    final Crm crm;
    final Person tony;
    final Person mary;
    final Person konstantin;
    final Person sam;

    private final Map<String, PaperPost> posts = new HashMap<>();
    private final Map<String, String> keys = new HashMap<>();
    private final Map<String, String> channels = new HashMap<>();

    /// @param more keys as on the command line
    MessengerShop(List<String> more) {
        var kinds = Map.of(
                "whatsapp", new PaperPost(can("yes", null, "48h"), "whatsapp", "whatsapp", "whatsapp"),
                "wapi", new PaperPost(can("template", 24, null), "wapi", "wapi", "whatsapp"),
                "telegram", new PaperPost(can("after_client", null, "48h"), "bot", "telegram", "telegram"),
                "tgapi", new PaperPost(can("yes", null, "48h"), "account", "tgapi", "telegram"),
                "instagram", new PaperPost(can("after_client", 168, null), "instagram", "instagram", "instagram"),
                "unticked", new PaperPost(can("yes", null, "48h"), "unticked", "vk", "vk"));
        hub = Hub.start(more, kinds.values().toArray(PaperPost[]::new));
        kinds.forEach((name, post) -> {
            var type = post.descriptor().type();
            var row = hub.connect(type, "The " + name, "{\"token\":\"" + name + "\"}");
            posts.put(name, post);
            keys.put(name, row.path("key").asString());
            channels.put(name, row.path("id").asString());
        });
        tony = hub.person("Tony");
        mary = hub.person("Mary");
        konstantin = hub.person("Konstantin");
        sam = hub.person("Sam");
        hub.agree(document -> {
            document.putObject("defaultChannel");
            for (var one : document.path("channels")) {
                if (!one.path("id").asString().equals(channels.get("unticked"))) {
                    people((ObjectNode) one);
                }
            }
        });
        crm = Crm.of(hub, "full");
    }

    private static Descriptor.Can can(String writeFirst, Integer window, String edit) {
        return new Descriptor.Can(
                writeFirst,
                window,
                false,
                TEXT,
                TEXT,
                edit,
                edit,
                true,
                true,
                true,
                List.of(
                        new Descriptor.FileLimit("image", List.of("image/png"), 10_000),
                        new Descriptor.FileLimit("file", List.of("application/pdf"), 20_000)),
                true,
                true);
    }

    private void people(ObjectNode settings) {
        settings.put("ticked", true);
        var roles = settings.putObject("roles");
        var access = settings.putObject("access");
        roles.putObject(tony.employee()).put("role", "seller").put("receivesNewClients", true);
        access.put(tony.employee(), "WRITE");
        roles.putObject(mary.employee()).put("role", "manager").put("receivesNewClients", false);
        access.put(mary.employee(), "WRITE");
        roles.putObject(konstantin.employee()).put("role", "auditor").put("receivesNewClients", false);
        access.put(konstantin.employee(), "READ");
        var pipeline = hub.settings().path("pipelines").get(0);
        var newClients = (ObjectNode) settings.path("newClients");
        newClients.put("pipeline", pipeline.path("id").asString());
        for (var stage : pipeline.path("stages")) {
            if (stage.path("kind").asString().equals("UNSORTED")) {
                newClients.put("stage", stage.path("id").asString());
            }
        }
    }

    PaperPost post(String channel) {
        return posts.get(channel);
    }

    /// How the API calls the channel.
    String id(String channel) {
        return PublicId.of(new ChannelId(Long.parseLong(channels.get(channel)))).toString();
    }

    /// The unguessable part of its hook address.
    String key(String channel) {
        return keys.get(channel);
    }

    /// What the owner's pages call it.
    String number(String channel) {
        return channels.get(channel);
    }

    void clientWrites(String channel, String client, String text) {
        posts.get(channel).clientWrites(hub, keys.get(channel), client, text);
        Hub.await(client + " is seen", () -> mary.clients().contains(client));
    }

    /// Asks for a message; the fields come with quotes and a comma before them.
    Crm.Answer send(String channel, String chatType, String more) {
        return crm.post(
                "/v3/message", "{\"channelId\":\"%s\",\"chatType\":\"%s\"%s}".formatted(id(channel), chatType, more));
    }

    /// Sends a text to a client and answers the id of the message.
    String sends(String channel, String chatType, String client, String text) {
        var answer = send(channel, chatType, ",\"chatId\":\"%s\",\"text\":\"%s\"".formatted(client, text));
        assertEquals(201, answer.status(), answer.toString());
        return answer.json().path("messageId").asString();
    }

    @Override
    public void close() {
        hub.close();
    }
}
