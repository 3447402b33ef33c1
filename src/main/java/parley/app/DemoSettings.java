package parley.app;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.base.ChannelId;
import parley.base.EmployeeId;
import parley.base.StageRef;
import parley.crm.Catalogue;
import parley.rules.AccessEditing;
import parley.rules.Algorithm;
import parley.rules.ChannelSettings;
import parley.rules.Role;
import parley.rules.Settings;
import parley.rules.StageKind;

/// What the demo's company has agreed.
///
/// @param people Bruce, who leads, Scrooge, Tony and Konstantin, who checks quality on the site
record DemoSettings(ChannelId site, ChannelId wholesale, List<EmployeeId> people, Catalogue catalogue) {

    private static final List<Integer> WEIGHTS = List.of(1, 1, 2, 1);

    Settings of(Settings before) {
        var settings = new Settings(
                before.version(),
                before.channels().stream().map(this::ticked).toList(),
                before.globalChat(),
                before.timeline(),
                before.eightIsSeven(),
                before.notifyManagers(),
                before.defaultChannel());
        for (var employee : people) {
            var isFirst = employee.equals(people.getFirst());
            var isLast = employee.equals(people.getLast());
            var role = isFirst ? Role.MANAGER : Role.SELLER;
            settings = AccessEditing.role(settings, site, employee, isLast ? Role.AUDITOR : role, !isLast);
            settings = AccessEditing.role(settings, wholesale, employee, role, true);
        }
        return settings;
    }

    private ChannelSettings ticked(ChannelSettings channel) {
        if (channel.id().equals(site)) {
            return with(
                    channel,
                    new ChannelSettings.NewClients(
                            stage(0, StageKind.UNSORTED), Algorithm.FIRST_RESPONDER, false, List.of(), Map.of()));
        }
        if (channel.id().equals(wholesale)) {
            var weights = new HashMap<EmployeeId, Integer>();
            people.forEach(employee -> weights.put(employee, WEIGHTS.get(people.indexOf(employee))));
            return with(
                    channel,
                    new ChannelSettings.NewClients(stage(1, StageKind.OPEN), Algorithm.BY_TURN, true, people, weights));
        }
        return channel;
    }

    private static ChannelSettings with(ChannelSettings channel, ChannelSettings.NewClients newClients) {
        return new ChannelSettings(
                channel.id(),
                true,
                channel.name(),
                channel.roles(),
                newClients,
                channel.closedDeal(),
                channel.access());
    }

    private StageRef stage(int pipeline, StageKind kind) {
        var chosen = catalogue.pipelines().get(pipeline);
        return chosen.stages().stream()
                .filter(stage -> stage.kind() == kind)
                .findFirst()
                .map(stage -> new StageRef(chosen.id(), stage.id()))
                .orElseThrow();
    }
}
