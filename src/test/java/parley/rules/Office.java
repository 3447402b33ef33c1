package parley.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.base.EmployeeId;
import parley.base.PipelineId;
import parley.base.StageId;
import parley.base.StageRef;

/// A small company on paper, whose channel is put together as a test needs it.
final class Office {

    static final ChannelId SHOP = new ChannelId(1);
    static final ChannelId BULK = new ChannelId(2);
    static final EmployeeId BRUCE = new EmployeeId("bruce");
    static final EmployeeId SCROOGE = new EmployeeId("scrooge");
    static final EmployeeId TONY = new EmployeeId("tony");
    static final EmployeeId KONSTANTIN = new EmployeeId("konstantin");
    static final StageRef NEW = new StageRef(new PipelineId("sales"), new StageId("new"));

    private final ChannelId id;
    private final Map<EmployeeId, ChannelSettings.Assignment> roles = new HashMap<>();
    private final Map<EmployeeId, Access> access = new HashMap<>();
    private List<EmployeeId> order = List.of();
    private Map<EmployeeId, Integer> weights = Map.of();
    private Algorithm algorithm = Algorithm.BY_TURN;
    private ClosedDealPolicy closedDeal = ClosedDealPolicy.ADD;
    private @Nullable StageRef stage = NEW;

    private Office(ChannelId id) {
        this.id = id;
    }

    static Office channel(ChannelId id) {
        return new Office(id);
    }

    Office seller(EmployeeId employee) {
        return with(employee, Role.SELLER, true, Access.WRITE);
    }

    Office with(EmployeeId employee, Role role, boolean receivesNewClients, Access given) {
        roles.put(employee, new ChannelSettings.Assignment(role, receivesNewClients));
        access.put(employee, given);
        return this;
    }

    Office withoutRole(EmployeeId employee, Access given) {
        access.put(employee, given);
        return this;
    }

    Office order(EmployeeId... employees) {
        order = List.of(employees);
        return this;
    }

    Office algorithm(Algorithm chosen) {
        algorithm = chosen;
        return this;
    }

    Office weights(Map<EmployeeId, Integer> given) {
        weights = given;
        return this;
    }

    Office closedDeal(ClosedDealPolicy policy) {
        closedDeal = policy;
        return this;
    }

    Office stage(@Nullable StageRef chosen) {
        stage = chosen;
        return this;
    }

    ChannelSettings ticked() {
        var newClients = new ChannelSettings.NewClients(stage, algorithm, !weights.isEmpty(), order, weights);
        return new ChannelSettings(id, true, "Channel " + id, roles, newClients, closedDeal, access);
    }

    static Settings settings(ChannelSettings... channels) {
        var globalChat = new GlobalChat(GlobalChat.Mode.OWN_AND_COMMON, Set.of());
        return new Settings(7, List.of(channels), globalChat, TimelineMode.HOURLY, true, false, Map.of());
    }
}
