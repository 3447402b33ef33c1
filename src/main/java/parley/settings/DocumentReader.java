package parley.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import parley.base.ChannelId;
import parley.base.EmployeeId;
import parley.base.PipelineId;
import parley.base.StageId;
import parley.base.StageRef;
import parley.rules.Access;
import parley.rules.Algorithm;
import parley.rules.ChannelSettings;
import parley.rules.ClosedDealPolicy;
import parley.rules.GlobalChat;
import parley.rules.Role;
import parley.rules.Settings;
import parley.rules.TimelineMode;
import tools.jackson.databind.JsonNode;

/// Reads a document that somebody has typed or a program has sent. Whatever is no document, field by field, is a
/// mistake at its path; all are found at once, and nothing is thrown.
final class DocumentReader {

    private static final String[] FIELDS = {
        "version", "channels", "globalChat", "timeline", "eightIsSeven", "notifyManagers", "defaultChannel"
    };

    private static final String[] CHANNEL = {"id", "ticked", "name", "roles", "newClients", "closedDeal", "access"};
    private static final String[] NEW_CLIENTS = {"pipeline", "stage", "algorithm", "useWeights", "order", "weights"};

    /// What the answer to GET shows besides, and may come back.
    private static final Set<String> SHOWN =
            Set.of("integration", "crm", "connected", "employees", "pipelines", "turns", "capabilities", "refreshedAt");

    private final JsonCursor.Mistakes mistakes = new JsonCursor.Mistakes();
    private final Set<ChannelId> known;

    private DocumentReader(Set<ChannelId> known) {
        this.known = known;
    }

    /// @param settings with mistakes, as far as they could be read
    record Read(Settings settings, JsonCursor.Mistakes mistakes) {}

    /// @param known the channels that there are
    static Read read(JsonNode document, Set<ChannelId> known) {
        var reader = new DocumentReader(known);
        var settings = reader.settings(new JsonCursor(document, "", reader.mistakes));
        return new Read(settings, reader.mistakes);
    }

    private Settings settings(JsonCursor document) {
        document.only(SHOWN, FIELDS);
        var global = document.at("globalChat").only(Set.of(), "mode", "administrators");
        return new Settings(
                document.at("version").whole(),
                channels(document.at("channels")),
                new GlobalChat(
                        global.at("mode").word(GlobalChat.Mode.class, GlobalChat.Mode.OWN_AND_COMMON),
                        new HashSet<>(employees(global.at("administrators")))),
                document.at("timeline").word(TimelineMode.class, TimelineMode.OFF),
                document.at("eightIsSeven").yes(),
                document.at("notifyManagers").yes(),
                map(document.at("defaultChannel"), this::id));
    }

    private List<ChannelSettings> channels(JsonCursor list) {
        var channels = new ArrayList<ChannelSettings>();
        var seen = new HashSet<ChannelId>();
        for (var element : list.elements()) {
            var id = id(element.at("id"));
            if (!known.contains(id)) {
                channel(id, element.only(Set.of(), CHANNEL));
                continue;
            }
            // From here on a channel is named by its id, as everywhere.
            var channel = element.named(list.path() + "/" + id).only(Set.of(), CHANNEL);
            if (seen.add(id)) {
                channels.add(channel(id, channel));
            } else {
                channel.mistake("twice");
            }
        }
        return channels;
    }

    private ChannelSettings channel(ChannelId id, JsonCursor channel) {
        var access = map(channel.at("access"), value -> value.word(Access.class, Access.NONE));
        access.values().removeIf(value -> value == Access.NONE);
        return new ChannelSettings(
                id,
                channel.at("ticked").yes(),
                channel.at("name").text().strip(),
                map(channel.at("roles"), DocumentReader::assignment),
                newClients(channel.at("newClients")),
                channel.at("closedDeal").word(ClosedDealPolicy.class, ClosedDealPolicy.ADD),
                access);
    }

    private static ChannelSettings.Assignment assignment(JsonCursor role) {
        role.only(Set.of(), "role", "receivesNewClients");
        var word = role.at("role").text();
        var meant = switch (word) {
            case "manager" -> Role.MANAGER;
            case "auditor" -> Role.AUDITOR;
            default -> Role.SELLER;
        };
        if (!word.equals(Document.word(meant))) {
            role.at("role").mistake("unknown_word");
        }
        return new ChannelSettings.Assignment(
                meant, role.at("receivesNewClients").yes());
    }

    private ChannelSettings.NewClients newClients(JsonCursor rules) {
        rules.only(Set.of(), NEW_CLIENTS);
        var pipeline = rules.at("pipeline").textOrNull();
        var stage = rules.at("stage").textOrNull();
        return new ChannelSettings.NewClients(
                pipeline == null || stage == null ? null : new StageRef(new PipelineId(pipeline), new StageId(stage)),
                rules.at("algorithm").word(Algorithm.class, Algorithm.FIRST_RESPONDER),
                rules.at("useWeights").yes(),
                employees(rules.at("order")),
                map(rules.at("weights"), weight -> Math.clamp(weight.whole(), 0, Integer.MAX_VALUE)));
    }

    private ChannelId id(JsonCursor node) {
        var typed = node.text();
        for (var channel : known) {
            if (channel.toString().equals(typed)) {
                return channel;
            }
        }
        node.mistake("unknown_channel", Map.of("id", typed));
        return new ChannelId(0);
    }

    private static List<EmployeeId> employees(JsonCursor list) {
        return list.elements().stream()
                .map(element -> new EmployeeId(element.text()))
                .distinct()
                .toList();
    }

    private static <V> Map<EmployeeId, V> map(JsonCursor object, Function<JsonCursor, V> value) {
        var map = new HashMap<EmployeeId, V>();
        for (var name : object.names()) {
            map.put(new EmployeeId(name), value.apply(object.at(name)));
        }
        return map;
    }
}
