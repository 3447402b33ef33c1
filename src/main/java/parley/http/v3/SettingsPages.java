package parley.http.v3;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.ChannelId;
import parley.base.EmployeeId;
import parley.base.PublicId;
import parley.crm.CrmTrouble;
import parley.rules.AccessEditing;
import parley.rules.AccessEditing.Given;
import parley.rules.ChannelSettings;
import parley.rules.Role;
import parley.rules.Settings;
import parley.settings.Crms;
import parley.settings.SettingsDesk.Agreed;

/// Roles and sliders by program (contract, section 7). Every change is a version of the settings like any other (R81).
final class SettingsPages {

    private static final String CODE = "VALIDATION_ERROR";
    private static final int MOST_ROLES = 100_000;

    /// One employee on one channel.
    record UserRole(String channelId, String userId, String role, boolean allowGetNewClients) {

        private static Stream<UserRole> of(ChannelSettings channel) {
            return channel.roles().entrySet().stream()
                    .map(entry -> new UserRole(
                            PublicId.of(channel.id()).toString(),
                            entry.getKey().value(),
                            entry.getValue().role().name().toLowerCase(Locale.ROOT),
                            entry.getValue().receivesNewClients()))
                    .sorted(Comparator.comparing(UserRole::userId));
        }
    }

    record Whole(boolean pushInputOutputMessageEventsForManagers, List<UserRole> userRoles) {

        private static Whole of(Settings settings) {
            return new Whole(
                    settings.notifyManagers(),
                    settings.channels().stream()
                            .filter(ChannelSettings::ticked)
                            .flatMap(UserRole::of)
                            .toList());
        }
    }

    private final Below below;

    SettingsPages(Below below) {
        this.below = below;
    }

    Answer read(Call call) {
        return Answer.ok(below.desk()
                .current(call.account())
                .map(agreed -> Whole.of(agreed.settings()))
                .orElse(new Whole(false, List.of())));
    }

    /// Missing fields stay; a list of roles takes the place of the whole one.
    Answer change(Call call) {
        var fields = call.fields(CODE);
        var agreed = below.desk()
                .current(call.account())
                .orElseThrow(() -> Refusal.of(400, CODE, "No CRM is connected, so there is nobody to have a role."));
        var notify = fields.has("pushInputOutputMessageEventsForManagers")
                ? fields.flag("pushInputOutputMessageEventsForManagers", false)
                : null;
        var roles = fields.has("userRoles") ? roles(call, fields, agreed) : null;
        fields.check();
        meet(call, agreed, roles == null ? List.of() : roles);
        try {
            var next = below.desk().agree(call.account(), call.keyName(), settings -> changed(settings, notify, roles));
            return Answer.ok(Whole.of(next.settings()));
        } catch (IllegalArgumentException _) {
            throw Refusal.of(400, CODE, "The settings as a whole would not be right; look at them in Parley.");
        }
    }

    private static Settings changed(Settings settings, @Nullable Boolean notify, @Nullable List<Given> roles) {
        var notified = notify == null ? settings : AccessEditing.notifyManagers(settings, notify);
        return roles == null ? notified : AccessEditing.roles(notified, roles);
    }

    private List<Given> roles(Call call, Fields fields, Agreed agreed) {
        var given = new ArrayList<Given>();
        Set<EmployeeId> inCrm = null;
        for (var row : fields.each("userRoles", MOST_ROLES)) {
            var channel = channel(row, agreed);
            var employee = new EmployeeId(row.id("userId"));
            var role = role(row.name("role"));
            var slider = row.flag("allowGetNewClients", false);
            if (channel.isEmpty()) {
                row.wrong("channelId");
            }
            if (role.isEmpty()) {
                row.wrong("role");
            }
            if (agreed.employee(employee).isEmpty()) {
                // Asked once, however many are unknown.
                inCrm = inCrm == null ? inCrm(call) : inCrm;
                if (!inCrm.contains(employee)) {
                    row.wrong("userId");
                }
            }
            if (channel.isPresent() && role.isPresent()) {
                given.add(new Given(channel.get(), employee, role.get(), slider));
            }
        }
        return given;
    }

    private Set<EmployeeId> inCrm(Call call) {
        try {
            return below.crms().of(call.account()).map(Crms.Line::crm).stream()
                    .flatMap(crm -> crm.catalogue().employees().stream())
                    .map(employee -> employee.id())
                    .collect(Collectors.toSet());
        } catch (CrmTrouble _) {
            return Set.of();
        }
    }

    /// A program that has just loaded its users means them: whoever is in the CRM by now becomes known (R8).
    private void meet(Call call, Agreed agreed, List<Given> roles) {
        if (roles.stream().anyMatch(one -> agreed.employee(one.employee()).isEmpty())) {
            var program = new Viewer(call.account(), Viewer.PROGRAM, null, true, call.keyName(), "en");
            below.desk().refresh(program, agreed.integration(), call.remote());
        }
    }

    private static Optional<ChannelId> channel(Fields row, Agreed agreed) {
        return PublicId.channel(row.name("channelId"))
                .filter(id -> agreed.settings().channel(id).isPresent());
    }

    private static Optional<Role> role(String typed) {
        return Stream.of(Role.values())
                .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(typed))
                .findFirst();
    }
}
