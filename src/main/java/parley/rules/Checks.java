package parley.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import parley.base.ChannelId;
import parley.base.EmployeeId;

/// Looks settings over before they are saved, and names all mistakes at once (R11).
public final class Checks {

    private static final int LONGEST_NAME = 60;
    private static final int GREATEST_WEIGHT = 100;

    private final Settings settings;
    private final CrmFacts crm;
    private final List<Finding> mistakes = new ArrayList<>();
    private final List<Finding> warnings = new ArrayList<>();

    private Checks(Settings settings, CrmFacts crm) {
        this.settings = settings;
        this.crm = crm;
    }

    /// @param elsewhere channels that are ticked in another integration (R9)
    public static Findings of(Settings settings, CrmFacts crm, Set<ChannelId> elsewhere) {
        var checks = new Checks(settings, crm);
        checks.names();
        settings.channels().forEach(channel -> checks.channel(channel, elsewhere));
        checks.integration();
        checks.warn();
        return new Findings(checks.mistakes, checks.warnings);
    }

    private void names() {
        var seen = new HashSet<String>();
        for (var channel : settings.channels()) {
            var name = channel.name().strip();
            var fits = !name.isEmpty() && name.codePointCount(0, name.length()) <= LONGEST_NAME;
            if (!seen.add(name.toLowerCase(Locale.ROOT)) || !fits) {
                mistake(SettingsDiff.path(channel.id(), "name"), "channel_name", Map.of());
            }
        }
    }

    private void channel(ChannelSettings channel, Set<ChannelId> elsewhere) {
        if (channel.ticked()) {
            if (elsewhere.contains(channel.id())) {
                mistake(SettingsDiff.path(channel.id(), "ticked"), "channel_elsewhere", Map.of());
            }
            stage(channel);
        }
        new TreeMap<>(channel.newClients().weights()).forEach((employee, weight) -> {
            if (weight < 1 || weight > GREATEST_WEIGHT) {
                mistake(path(channel, "newClients", "weights", employee.value()), "weight", Map.of());
            }
        });
        new TreeMap<>(channel.roles()).forEach((employee, assignment) -> {
            if (assignment.receivesNewClients() && !channel.mayWrite(employee)) {
                var path = path(channel, "roles", employee.value(), "receivesNewClients");
                mistake(path, "slider_needs_write", Map.of());
            }
        });
        known(channel.roles().keySet(), channel.id(), "roles");
        known(channel.newClients().order(), channel.id(), "newClients", "order");
        known(channel.newClients().weights().keySet(), channel.id(), "newClients", "weights");
        known(channel.access().keySet(), channel.id(), "access");
    }

    private void stage(ChannelSettings channel) {
        var kind = crm.kind(channel.newClients().stage());
        if (kind.isEmpty() && crm.withoutDeals()) {
            return;
        }
        if (kind.isEmpty()) {
            mistake(path(channel, "newClients", "stage"), "stage_missing", Map.of());
        } else if (kind.get() == StageKind.UNSORTED && channel.newClients().algorithm() == Algorithm.BY_TURN) {
            mistake(path(channel, "newClients", "algorithm"), "unsorted_is_first", Map.of());
        }
    }

    private void integration() {
        new TreeMap<>(settings.defaultChannel()).forEach((employee, channel) -> {
            if (!DefaultChannel.writable(settings, employee).contains(channel)) {
                mistake(SettingsDiff.path("defaultChannel", employee.value()), "default_needs_write", Map.of());
            }
        });
        unknown(settings.globalChat().administrators(), SettingsDiff.path("globalChat", "administrators"));
        unknown(settings.defaultChannel().keySet(), SettingsDiff.path("defaultChannel"));
    }

    private void known(Collection<EmployeeId> employees, ChannelId channel, String... place) {
        unknown(employees, SettingsDiff.path(channel, place));
    }

    private void unknown(Collection<EmployeeId> employees, String path) {
        for (var employee : new TreeSet<>(employees)) {
            if (!crm.employees().contains(employee)) {
                mistake(path + SettingsDiff.path(employee.value()), "unknown_employee", Map.of("id", employee.value()));
            }
        }
    }

    private void warn() {
        var ticked =
                settings.channels().stream().filter(ChannelSettings::ticked).toList();
        if (ticked.isEmpty()) {
            warnings.add(new Finding(SettingsDiff.path("channels"), "no_channel", Map.of()));
        }
        for (var channel : ticked) {
            var names = Map.of("channel", channel.name());
            if (channel.roles().isEmpty()) {
                warnings.add(new Finding(path(channel, "roles"), "no_roles", names));
            } else if (Candidates.of(channel, crm.employees()).stream().noneMatch(Candidate::in)) {
                warnings.add(new Finding(path(channel, "newClients"), "nobody_receives", names));
            }
        }
        var withoutDefault = ticked.stream()
                .flatMap(channel -> channel.roles().keySet().stream())
                .distinct()
                .filter(employee -> !settings.defaultChannel().containsKey(employee)
                        && DefaultChannel.writable(settings, employee).size() > 1)
                .sorted()
                .map(EmployeeId::value)
                .collect(Collectors.joining(","));
        if (!withoutDefault.isEmpty()) {
            var names = Map.of("names", withoutDefault);
            warnings.add(new Finding(SettingsDiff.path("defaultChannel"), "several_without_default", names));
        }
    }

    private void mistake(String path, String code, Map<String, String> args) {
        mistakes.add(new Finding(path, code, args));
    }

    private static String path(ChannelSettings channel, String... place) {
        return SettingsDiff.path(channel.id(), place);
    }
}
