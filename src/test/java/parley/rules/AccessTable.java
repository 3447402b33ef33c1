package parley.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import parley.base.ChannelId;
import parley.base.EmployeeId;

/// The table of every combination of what the law of access depends on, as settings and chats.
public final class AccessTable {

    public static final ChannelId CHANNEL = new ChannelId(1);
    public static final EmployeeId ME = new EmployeeId("me");
    public static final EmployeeId ANOTHER = new EmployeeId("another");

    private AccessTable() {}

    public static List<String[]> rows() {
        return Vectors.csv("access.csv");
    }

    public static boolean sees(String[] row) {
        return row[8].equals("yes");
    }

    public static ChatFacts chat(String[] row) {
        var responsible = switch (row[2]) {
            case "me" -> Set.of(ME);
            case "another" -> Set.of(ANOTHER);
            default -> Set.<EmployeeId>of();
        };
        var client = switch (row[7]) {
            case "known" -> ChatFacts.Client.KNOWN;
            case "new" -> row[6].equals("BY_TURN") ? ChatFacts.Client.WAITING : ChatFacts.Client.OFFERED;
            default -> ChatFacts.Client.UNROUTED;
        };
        return new ChatFacts(CHANNEL, client, responsible);
    }

    public static Settings settings(String[] row, boolean notifyManagers) {
        var roles = new HashMap<EmployeeId, ChannelSettings.Assignment>();
        if (!row[0].equals("none")) {
            roles.put(ME, new ChannelSettings.Assignment(Role.valueOf(row[0].toUpperCase()), row[5].equals("on")));
        }
        var newClients = new ChannelSettings.NewClients(null, Algorithm.valueOf(row[6]), false, List.of(), Map.of());
        var channel = new ChannelSettings(
                CHANNEL, true, "Shop", roles, newClients, ClosedDealPolicy.ADD, Map.of(ME, Access.valueOf(row[1])));
        var administrators = row[4].equals("yes") ? Set.of(ME) : Set.<EmployeeId>of();
        var globalChat = new GlobalChat(GlobalChat.Mode.valueOf(row[3]), administrators);
        return new Settings(1, List.of(channel), globalChat, TimelineMode.HOURLY, true, notifyManagers, Map.of());
    }
}
