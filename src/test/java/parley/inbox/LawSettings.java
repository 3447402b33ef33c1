package parley.inbox;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.base.EmployeeId;
import parley.base.IntegrationId;
import parley.crm.Catalogue;
import parley.rules.Access;
import parley.rules.Algorithm;
import parley.rules.ChannelSettings;
import parley.rules.ClosedDealPolicy;
import parley.rules.GlobalChat;
import parley.rules.Role;
import parley.rules.Settings;
import parley.rules.TimelineMode;
import parley.settings.SettingsDesk.Agreed;

/// Settings thrown by dice.
final class LawSettings {

    private final RandomGenerator random;

    private LawSettings(RandomGenerator random) {
        this.random = random;
    }

    /// @param last of which about half stays
    static Agreed thrown(RandomGenerator random, long version, @Nullable Agreed last, List<ChannelId> channels) {
        return new LawSettings(random).agreed(version, last, channels);
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private Agreed agreed(long version, @Nullable Agreed last, List<ChannelId> channelIds) {
        var all = channelIds.stream()
                .map(id -> last != null && random.nextBoolean()
                        ? last.settings().channel(id).orElseGet(() -> channel(id))
                        : channel(id))
                .toList();
        var mode = random.nextInt(4) == 0 ? GlobalChat.Mode.ALL : GlobalChat.Mode.OWN_AND_COMMON;
        var administrators = random.nextInt(3) == 0 ? Set.of(any(LawOffice.STAFF)) : Set.<EmployeeId>of();
        var settings = new Settings(
                version,
                all,
                new GlobalChat(mode, administrators),
                TimelineMode.HOURLY,
                true,
                random.nextBoolean(),
                Map.of());
        var employees = LawOffice.STAFF.stream()
                .map(id -> new Catalogue.Employee(id, "Name of " + id, null, true))
                .toList();
        var catalogue = new Catalogue(employees, List.of());
        return new Agreed(new IntegrationId(1), "builtin", true, settings, catalogue, Instant.EPOCH);
    }

    private ChannelSettings channel(ChannelId id) {
        var roles = new HashMap<EmployeeId, ChannelSettings.Assignment>();
        var access = new HashMap<EmployeeId, Access>();
        for (var employee : LawOffice.STAFF) {
            if (random.nextInt(6) > 0) {
                var role = random.nextInt(5) < 3 ? Role.SELLER : any(List.of(Role.MANAGER, Role.AUDITOR));
                roles.put(employee, new ChannelSettings.Assignment(role, random.nextBoolean()));
                access.put(employee, random.nextInt(5) > 0 ? Access.WRITE : any(List.of(Access.NONE, Access.READ)));
            }
        }
        // Some stand alike: what each is told by himself and what they are told together must be the same.
        var model = LawOffice.STAFF.get(2);
        LawOffice.STAFF.stream().skip(3).forEach(employee -> {
            roles.compute(employee, (_, _) -> roles.get(model));
            access.compute(employee, (_, _) -> access.get(model));
        });
        var newClients = new ChannelSettings.NewClients(null, Algorithm.FIRST_RESPONDER, false, List.of(), Map.of());
        return new ChannelSettings(
                id, random.nextInt(8) > 0, "Channel " + id, roles, newClients, ClosedDealPolicy.ADD, access);
    }
}
