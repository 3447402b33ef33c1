package parley.inbox;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.auth.Auth;
import parley.auth.Viewer;
import parley.base.EmployeeId;
import parley.base.IntegrationId;
import parley.channel.Channels;
import parley.platform.Json;
import parley.settings.SettingsDesk;
import tools.jackson.databind.JsonNode;

/// All that a window needs to begin, of one moment: the stream goes on from its position.
public final class Boot {

    private static final int CHATS = 100;
    private static final String BUILT_IN = "builtin";

    /// @param build of the web part: a window that runs another one is told
    /// @param integration absent before the first CRM is connected
    public record Answer(
            Me me,
            String epoch,
            String pos,
            String build,
            Company account,
            List<ChannelRow> channels,
            List<Employee> employees,
            @Nullable Integration integration,
            Counters counters,
            ChatList.Rows chats,
            JsonNode preferences,
            Map<String, Boolean> features) {}

    /// @param id of the login
    public record Me(
            String id, @Nullable EmployeeId employee, String name, boolean admin, String language, String theme) {}

    public record Company(String name, String zone) {}

    public record Employee(EmployeeId id, String name, boolean active) {}

    public record Integration(IntegrationId id, String crm, boolean connected, long version) {}

    private final Moments moments;
    private final Auth auth;
    private final Channels channels;
    private final ChatList list;

    Boot(Moments moments, Auth auth, Channels channels, ChatList list) {
        this.moments = moments;
        this.auth = auth;
        this.channels = channels;
        this.list = list;
    }

    public Answer of(Viewer viewer, String build) {
        var preferences = Json.tree(auth.logins.preferences(viewer));
        return moments.at(viewer.account(), moment -> of(moment, viewer, build, preferences));
    }

    private Answer of(Moment moment, Viewer viewer, String build, JsonNode preferences) {
        var company = auth.accounts.find(moment.tx(), moment.account()).orElseThrow();
        var agreed = moment.agreed();
        var me = new Me(
                Long.toString(viewer.login()),
                viewer.employee(),
                viewer.name(),
                viewer.administrator(),
                viewer.language(),
                preferences.path("theme").asString("auto"));
        var eyes = moment.eyes(viewer).orElse(null);
        return new Answer(
                me,
                company.epoch(),
                moment.pos(),
                build,
                new Company(company.name(), company.zone().getId()),
                ChannelRow.of(moment, viewer, channels),
                agreed == null
                        ? List.of()
                        : agreed.catalogue().employees().stream()
                                .map(one -> new Employee(one.id(), one.name(), one.active()))
                                .toList(),
                agreed == null
                        ? null
                        : new Integration(
                                agreed.integration(),
                                agreed.crm(),
                                agreed.connected(),
                                agreed.settings().version()),
                Counters.of(eyes, Counters.heaps(moment, eyes), moment.pos()),
                list.page(moment, viewer, Wanted.first(CHATS)),
                preferences,
                agreed == null ? Map.of() : features(agreed));
    }

    /// What depends on the CRM and on what was agreed: `accept`, clients can be accepted without a reply (R26);
    /// `eightIsSeven` (R52); `crm`, the CRM has pages here.
    private static Map<String, Boolean> features(SettingsDesk.Agreed agreed) {
        return Map.of(
                "accept", agreed.connected() && agreed.facts().hasUnsorted(),
                "eightIsSeven", agreed.settings().eightIsSeven(),
                "crm", agreed.crm().equals(BUILT_IN));
    }
}
