package parley.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.base.EmployeeId;

/// What differs between two versions of the settings, as paths into their document (R11, R81).
///
/// Paths are JSON pointers, except that a channel is named by its id and not by its place:
/// `/channels/12/newClients/weights/e2`. The version itself is not compared.
public final class SettingsDiff {

    private SettingsDiff() {}

    /// The changed paths in order, each as deep as it can be named. Lists count as one value; a channel that is in one
    /// of the two only is one path.
    public static List<String> paths(Settings before, Settings after) {
        var left = flat(before);
        var right = flat(after);
        var keys = new TreeSet<>(left.keySet());
        keys.addAll(right.keySet());
        var changed = new TreeSet<String>();
        for (var key : keys) {
            if (!Objects.equals(left.get(key), right.get(key))) {
                changed.add(whole(key, before, after));
            }
        }
        return List.copyOf(changed);
    }

    /// A pointer made of these words, escaped as RFC 6901 wants it.
    static String path(String... words) {
        var path = new StringBuilder();
        for (var word : words) {
            path.append('/').append(word.replace("~", "~0").replace("/", "~1"));
        }
        return path.toString();
    }

    static String path(ChannelId channel, String... words) {
        return path("channels", channel.toString()) + path(words);
    }

    private static String whole(String key, Settings before, Settings after) {
        for (var channel : onlyInOne(before, after)) {
            if (key.startsWith(path(channel) + "/")) {
                return path(channel);
            }
        }
        return key;
    }

    private static List<ChannelId> onlyInOne(Settings before, Settings after) {
        var left = before.channels().stream().map(ChannelSettings::id).toList();
        var right = after.channels().stream().map(ChannelSettings::id).toList();
        var one = new ArrayList<ChannelId>();
        left.stream().filter(id -> !right.contains(id)).forEach(one::add);
        right.stream().filter(id -> !left.contains(id)).forEach(one::add);
        return one;
    }

    private static Map<String, Object> flat(Settings settings) {
        var flat = new TreeMap<String, Object>();
        settings.channels().forEach(channel -> put(flat, channel));
        flat.put(path("globalChat", "mode"), settings.globalChat().mode());
        flat.put(path("globalChat", "administrators"), settings.globalChat().administrators());
        flat.put(path("timeline"), settings.timeline());
        flat.put(path("eightIsSeven"), settings.eightIsSeven());
        flat.put(path("notifyManagers"), settings.notifyManagers());
        putAll(flat, path("defaultChannel"), settings.defaultChannel());
        return flat;
    }

    private static void put(Map<String, Object> flat, ChannelSettings channel) {
        var id = channel.id();
        flat.put(path(id, "ticked"), channel.ticked());
        flat.put(path(id, "name"), channel.name());
        channel.roles().forEach((employee, assignment) -> {
            flat.put(path(id, "roles", employee.value(), "role"), assignment.role());
            flat.put(path(id, "roles", employee.value(), "receivesNewClients"), assignment.receivesNewClients());
        });
        var newClients = channel.newClients();
        var stage = newClients.stage();
        putIfThere(flat, path(id, "newClients", "pipeline"), stage == null ? null : stage.pipeline());
        putIfThere(flat, path(id, "newClients", "stage"), stage == null ? null : stage.stage());
        flat.put(path(id, "newClients", "algorithm"), newClients.algorithm());
        flat.put(path(id, "newClients", "useWeights"), newClients.useWeights());
        flat.put(path(id, "newClients", "order"), newClients.order());
        putAll(flat, path(id, "newClients", "weights"), newClients.weights());
        flat.put(path(id, "closedDeal"), channel.closedDeal());
        putAll(flat, path(id, "access"), channel.access());
    }

    private static void putIfThere(Map<String, Object> flat, String path, @Nullable Object value) {
        if (value != null) {
            flat.put(path, value);
        }
    }

    private static void putAll(Map<String, Object> flat, String path, Map<EmployeeId, ?> values) {
        values.forEach((employee, value) -> flat.put(path + path(employee.value()), value));
    }
}
