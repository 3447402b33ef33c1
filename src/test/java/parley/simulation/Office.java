package parley.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import parley.base.ChannelId;
import parley.base.EmployeeId;
import parley.base.IntegrationId;
import parley.base.PipelineId;
import parley.base.StageId;
import parley.base.StageRef;
import parley.crm.Catalogue;
import parley.rules.Access;
import parley.rules.Algorithm;
import parley.rules.ChannelSettings;
import parley.rules.ClosedDealPolicy;
import parley.rules.GlobalChat;
import parley.rules.Role;
import parley.rules.Settings;
import parley.rules.StageKind;
import parley.rules.TimelineMode;
import parley.settings.SettingsDesk.Agreed;

/// The company: who works there, and what its administrator changes in the settings.
final class Office {

    static final PipelineId SALES = new PipelineId("sales");
    static final StageRef STAGE = new StageRef(SALES, new StageId("new"));
    static final StageRef UNSORTED = new StageRef(SALES, new StageId("unsorted"));
    static final List<EmployeeId> PEOPLE =
            List.of(new EmployeeId("ann"), new EmployeeId("bob"), new EmployeeId("cid"), new EmployeeId("dan"));

    private final World world;
    private final Set<EmployeeId> left = new java.util.HashSet<>();
    private final Algorithm algorithm;
    private final StageRef stage;
    private final List<EmployeeId> order = new ArrayList<>(PEOPLE);
    private final Map<EmployeeId, Integer> weights = new HashMap<>();
    private final Set<EmployeeId> receiving = new java.util.HashSet<>();
    private final boolean useWeights;

    Office(World world) {
        this.world = world;
        var chance = world.stage.chance();
        var kind = chance.nextInt(5);
        algorithm = kind < 3 ? Algorithm.BY_TURN : Algorithm.FIRST_RESPONDER;
        stage = kind == 4 ? UNSORTED : STAGE;
        useWeights = chance.nextInt(2) == 0;
        for (var one : PEOPLE) {
            weights.put(one, 1 + chance.nextInt(3));
            if (chance.nextInt(4) != 0) {
                receiving.add(one);
            }
        }
        if (chance.nextInt(5) == 0) {
            receiving.clear();
        }
    }

    Catalogue catalogue() {
        var employees = PEOPLE.stream()
                .map(one -> new Catalogue.Employee(one, one.value(), null, !left.contains(one)))
                .toList();
        var stages = List.of(
                new Catalogue.Stage(UNSORTED.stage(), "Incoming", StageKind.UNSORTED, null),
                new Catalogue.Stage(STAGE.stage(), "New", StageKind.OPEN, null));
        return new Catalogue(employees, List.of(new Catalogue.Pipeline(SALES, "Sales", stages)));
    }

    Agreed agreed(long version) {
        var channels = List.of(channel(1), channel(2));
        var settings = new Settings(
                version,
                channels,
                new GlobalChat(GlobalChat.Mode.OWN_AND_COMMON, Set.of()),
                TimelineMode.EACH,
                true,
                false,
                Map.of());
        return new Agreed(
                new IntegrationId(1), "paper", true, settings, catalogue(), Instant.EPOCH.plusSeconds(version));
    }

    private ChannelSettings channel(long id) {
        var roles = new HashMap<EmployeeId, ChannelSettings.Assignment>();
        var access = new HashMap<EmployeeId, Access>();
        for (var one : PEOPLE) {
            if (!left.contains(one)) {
                roles.put(one, new ChannelSettings.Assignment(Role.SELLER, receiving.contains(one)));
                access.put(one, Access.WRITE);
            }
        }
        var newClients = new ChannelSettings.NewClients(stage, algorithm, useWeights, order, weights);
        return new ChannelSettings(
                new ChannelId(id), true, "line " + id, roles, newClients, ClosedDealPolicy.ADD, access);
    }

    /// The administrator saves something else, and asks for whoever waits (R32).
    void change() {
        var chance = world.stage.chance();
        switch (chance.nextInt(5)) {
            case 0 -> java.util.Collections.swap(order, chance.nextInt(order.size()), chance.nextInt(order.size()));
            case 1 -> weights.put(PEOPLE.get(chance.nextInt(4)), 1 + chance.nextInt(3));
            case 2 -> {
                var one = order.get(chance.nextInt(order.size()));
                if (!receiving.remove(one)) {
                    receiving.add(one);
                }
            }
            case 3 -> receiving.clear();
            default -> receiving.addAll(order);
        }
        world.useTransaction(session -> {
            session.lock(world.settings, 1);
            var now = world.agreed(session);
            var next = agreed(now.settings().version() + 1);
            session.update(world.settings, 1, _ -> true, _ -> next);
            world.askForDistribution(session, World.START.plusMillis(world.stage.now()));
        });
        world.trace.tell("the administrator saves: {} receive, in the order {}", receiving, order);
    }

    /// Somebody leaves the company.
    void leave(EmployeeId one) {
        left.add(one);
        receiving.remove(one);
        order.remove(one);
        change();
    }
}
