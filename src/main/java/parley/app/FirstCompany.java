package parley.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import parley.auth.FirstRun;
import parley.auth.Viewer;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.base.EmployeeId;
import parley.base.StageRef;
import parley.channel.Channels;
import parley.channel.Channels.Connected;
import parley.crm.Catalogue;
import parley.crm.builtin.BuiltinCrmType;
import parley.http.Founding;
import parley.rules.AccessEditing;
import parley.rules.ChannelSettings;
import parley.rules.Role;
import parley.rules.Settings;
import parley.rules.StageKind;
import parley.settings.SettingsDesk;

/// What a new company stands on: the built-in CRM with the owner as its first employee, and a web chat whose clients he
/// gets, so that the first message can be answered at once.
///
/// @param random for the sample data
/// @param address how this hub is reached: the first site that the web chat may stand on
record FirstCompany(
        BuiltinCrmType builtin, Channels channels, SettingsDesk desk, Supplier<String> address, RandomGenerator random)
        implements Founding {

    private static final String WEB = "web";

    @Override
    public EmployeeId found(AccountId account, FirstRun.Form form, boolean demo) {
        var name = form.name().strip();
        var owner = builtin.found(account, name, form.email(), form.language());
        if (demo) {
            builtin.addDemo(account, form.language(), random);
        }
        var founder = new Viewer(account, Viewer.PROGRAM, null, true, name, form.language());
        desk.connect(founder, builtin.type(), Map.of(), "");
        var agreed = desk.current(account).orElseThrow();
        if (agreed.settings().version() == 0) {
            webChat(account, form.language())
                    .ifPresent(web -> desk.agree(
                            account, name, settings -> welcoming(settings, web, owner, stage(agreed.catalogue()))));
        }
        return owner;
    }

    private Optional<ChannelId> webChat(AccountId account, String language) {
        var known = channels.all(account).stream()
                .filter(channel -> channel.type().equals(WEB))
                .map(Channels.Channel::id)
                .findFirst();
        if (known.isPresent()
                || channels.types().stream()
                        .noneMatch(type -> type.descriptor().type().equals(WEB))) {
            return known;
        }
        var name = language.equals("ru") ? "Чат на сайте" : "Website chat";
        return switch (channels.connect(account, WEB, name, Map.of("origins", address.get()))) {
            case Connected.Done(var channel) -> Optional.of(channel.id());
            case Connected.Invalid _, Connected.Taken _, Connected.NeedsPublicAddress _, Connected.Unknown _ ->
                Optional.empty();
        };
    }

    /// Ticked, with the owner as a manager who gets new clients.
    private static Settings welcoming(Settings settings, ChannelId web, EmployeeId owner, StageRef stage) {
        var channels = settings.channels().stream()
                .map(channel -> channel.id().equals(web) ? ticked(channel, stage) : channel)
                .toList();
        var ticked = new Settings(
                settings.version(),
                channels,
                settings.globalChat(),
                settings.timeline(),
                settings.eightIsSeven(),
                settings.notifyManagers(),
                settings.defaultChannel());
        return AccessEditing.role(ticked, web, owner, Role.MANAGER, true);
    }

    private static ChannelSettings ticked(ChannelSettings channel, StageRef stage) {
        var rules = channel.newClients();
        return new ChannelSettings(
                channel.id(),
                true,
                channel.name(),
                channel.roles(),
                new ChannelSettings.NewClients(
                        stage, rules.algorithm(), rules.useWeights(), rules.order(), rules.weights()),
                channel.closedDeal(),
                channel.access());
    }

    /// Incoming leads, else the first stage in which a deal can begin (R25).
    private static StageRef stage(Catalogue catalogue) {
        for (var kind : List.of(StageKind.UNSORTED, StageKind.OPEN)) {
            for (var pipeline : catalogue.pipelines()) {
                for (var stage : pipeline.stages()) {
                    if (stage.kind() == kind) {
                        return new StageRef(pipeline.id(), stage.id());
                    }
                }
            }
        }
        throw new IllegalStateException("the built-in CRM has a pipeline from the beginning");
    }
}
