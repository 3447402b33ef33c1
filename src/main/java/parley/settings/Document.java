package parley.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

/// The settings as they travel and lie in the database: plain words and maps, nothing that the rules must know.
///
/// @param version the version that was edited; a save with an older one is refused (R11)
public record Document(
        long version,
        List<Channel> channels,
        Global globalChat,
        TimelineMode timeline,
        boolean eightIsSeven,
        boolean notifyManagers,
        Map<String, String> defaultChannel) {

    public record Channel(
            String id,
            boolean ticked,
            String name,
            Map<String, Assignment> roles,
            NewClients newClients,
            ClosedDealPolicy closedDeal,
            Map<String, Access> access) {}

    /// @param role `seller`, `manager` or `auditor`
    public record Assignment(String role, boolean receivesNewClients) {}

    public record NewClients(
            @Nullable String pipeline,
            @Nullable String stage,
            Algorithm algorithm,
            boolean useWeights,
            List<String> order,
            Map<String, Integer> weights) {}

    public record Global(GlobalChat.Mode mode, List<String> administrators) {}

    public static Document of(Settings settings) {
        return new Document(
                settings.version(),
                settings.channels().stream().map(Document::channel).toList(),
                new Global(
                        settings.globalChat().mode(),
                        settings.globalChat().administrators().stream()
                                .map(EmployeeId::value)
                                .sorted()
                                .toList()),
                settings.timeline(),
                settings.eightIsSeven(),
                settings.notifyManagers(),
                words(settings.defaultChannel(), channel -> Long.toString(channel.value())));
    }

    private static Channel channel(ChannelSettings channel) {
        var rules = channel.newClients();
        var stage = rules.stage();
        return new Channel(
                Long.toString(channel.id().value()),
                channel.ticked(),
                channel.name(),
                words(channel.roles(), a -> new Assignment(word(a.role()), a.receivesNewClients())),
                new NewClients(
                        stage == null ? null : stage.pipeline().value(),
                        stage == null ? null : stage.stage().value(),
                        rules.algorithm(),
                        rules.useWeights(),
                        rules.order().stream().map(EmployeeId::value).toList(),
                        words(rules.weights(), weight -> weight)),
                channel.closedDeal(),
                words(channel.access(), access -> access));
    }

    /// Reads the words. Throws `IllegalArgumentException` with the path of a word that is none.
    public Settings settings() {
        return new Settings(
                version,
                channels.stream().map(Document::channel).toList(),
                new GlobalChat(
                        globalChat.mode,
                        globalChat.administrators.stream().map(EmployeeId::new).collect(Collectors.toSet())),
                timeline,
                eightIsSeven,
                notifyManagers,
                employees(defaultChannel, channel -> new ChannelId(number(channel))));
    }

    private static ChannelSettings channel(Channel channel) {
        var rules = channel.newClients;
        var stage = rules.pipeline == null || rules.stage == null
                ? null
                : new StageRef(new PipelineId(rules.pipeline), new StageId(rules.stage));
        return new ChannelSettings(
                new ChannelId(number(channel.id)),
                channel.ticked,
                channel.name.strip(),
                employees(channel.roles, a -> new ChannelSettings.Assignment(role(a.role), a.receivesNewClients)),
                new ChannelSettings.NewClients(
                        stage,
                        rules.algorithm,
                        rules.useWeights,
                        rules.order.stream().map(EmployeeId::new).distinct().toList(),
                        employees(rules.weights, weight -> weight)),
                channel.closedDeal,
                employees(channel.access, access -> access));
    }

    /// How a role is spelled outside: `seller`, `manager`, `auditor`.
    public static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static Role role(String word) {
        return switch (word) {
            case "seller" -> Role.SELLER;
            case "manager" -> Role.MANAGER;
            case "auditor" -> Role.AUDITOR;
            default -> throw new IllegalArgumentException("role: " + word);
        };
    }

    private static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("channel: " + id, notANumber);
        }
    }

    private static <A, B> Map<String, B> words(Map<EmployeeId, A> map, Function<A, B> value) {
        var words = new HashMap<String, B>();
        map.forEach((employee, a) -> words.put(employee.value(), value.apply(a)));
        return words;
    }

    private static <A, B> Map<EmployeeId, B> employees(Map<String, A> map, Function<A, B> value) {
        var employees = new HashMap<EmployeeId, B>();
        map.forEach((employee, a) -> employees.put(new EmployeeId(employee), value.apply(a)));
        return employees;
    }
}
