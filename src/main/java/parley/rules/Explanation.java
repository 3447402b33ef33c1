package parley.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import parley.base.EmployeeId;

/// *Why do I see this chat, why can't X see it* (R42). Says in reasons what [Access#of] and [Attention#of] answer.
public final class Explanation {

    private final Settings settings;
    private final ChannelSettings channel;
    private final EmployeeId viewer;
    private final ChatFacts chat;
    private final Relation relation;

    private Explanation(Settings settings, ChannelSettings channel, EmployeeId viewer, ChatFacts chat) {
        this.settings = settings;
        this.channel = channel;
        this.viewer = viewer;
        this.chat = chat;
        this.relation = Relation.of(viewer, chat);
    }

    /// @param responsible the chat's responsible set with its sources; where they are not known, the set alone explains
    public static Verdict of(Settings settings, EmployeeId viewer, ChatFacts chat, List<Responsible> responsible) {
        var channel = settings.ticked(chat.channel());
        if (channel == null) {
            return closed(refusal("READ", "channel_not_in_integration", "R9", Map.of()));
        }
        var role = channel.roleOf(viewer);
        if (role == null) {
            return closed(refusal("READ", "no_role", "R15", Map.of("channel", channel.name())));
        }
        if (!channel.granted(viewer).reads()) {
            return closed(refusal("READ", "no_access", "R42", Map.of("channel", channel.name())));
        }
        return new Explanation(settings, channel, viewer, chat).verdict(role, responsible);
    }

    /// For somebody of whom the CRM says that he has left (R8).
    public static Verdict left() {
        return closed(refusal("READ", "left_crm", "R8", Map.of()));
    }

    private Verdict verdict(Role role, List<Responsible> responsible) {
        var access = Access.of(settings, viewer, chat);
        var attention = Attention.of(settings, viewer, chat);
        var refusals = refusals(role, access);
        if (!access.reads()) {
            return new Verdict(access, attention, List.of(), ceilings(), refusals, refusals.getFirst());
        }
        var why = attention == Attention.RED ? red() : grey(role);
        return new Verdict(access, attention, gives(role, responsible), ceilings(), refusals, why);
    }

    private static Verdict closed(Reason refusal) {
        return new Verdict(Access.NONE, Attention.NONE, List.of(), List.of(), List.of(refusal), refusal);
    }

    private List<Reason> gives(Role role, List<Responsible> responsible) {
        var gives = new ArrayList<Reason>();
        switch (role) {
            case MANAGER -> gives.add(new Reason("manager_sees_all", "R14"));
            case AUDITOR -> gives.add(new Reason("auditor_sees_all", "R12"));
            case SELLER -> {
                if (settings.globalChat().opensAllTo(role)) {
                    gives.add(new Reason("global_all", "R47"));
                }
            }
        }
        if (settings.globalChat().observes(viewer)) {
            gives.add(new Reason("chat_administrator", "R48"));
        }
        if (relation == Relation.OWN) {
            gives.addAll(sources(responsible));
        }
        if (relation == Relation.COMMON && role == Role.SELLER) {
            gives.add(new Reason("common_chat", "R47"));
        }
        if (relation == Relation.OFFERED && channel.receivesNewClients(viewer)) {
            gives.add(new Reason("new_client", "R18"));
        }
        return gives;
    }

    private List<Reason> sources(List<Responsible> responsible) {
        var sources = responsible.stream()
                .filter(source -> source.employee().equals(viewer))
                .map(source -> new Reason(
                        switch (source.from()) {
                            case CONTACT -> "responsible_for_contact";
                            case OPEN_DEAL -> "responsible_for_deal";
                            case LAST_CLOSED_DEAL -> "responsible_for_last_deal";
                        },
                        "R22",
                        source.deal() == null
                                ? Map.of()
                                : Map.of("deal", source.deal().value())))
                .toList();
        return sources.isEmpty() ? List.of(new Reason("responsible_for_contact", "R22")) : sources;
    }

    private List<Reason> ceilings() {
        return channel.granted(viewer).writes()
                ? List.of()
                : List.of(new Reason("channel_read_only", "R41", Map.of("channel", channel.name())));
    }

    private List<Reason> refusals(Role role, Access access) {
        if (role == Role.AUDITOR) {
            return List.of(refusal("WRITE", "auditor_never_writes", "R12", Map.of()));
        }
        if (settings.globalChat().opensAllTo(role)) {
            return List.of();
        }
        var of = access.reads() ? "WRITE" : "READ";
        return switch (relation) {
            case OWN, COMMON -> List.of();
            case OTHERS -> List.of(refusal(of, "not_yours", "R13", Map.of("who", who())));
            case OFFERED ->
                channel.receivesNewClients(viewer)
                        ? List.of()
                        : List.of(refusal(of, "receives_no_new_clients", "R21", Map.of()));
            case UNPLACED -> List.of(refusal(of, "waits_for_turn", "R32", Map.of()));
        };
    }

    private Reason red() {
        if (relation == Relation.OWN) {
            return new Reason("red_yours", "R57");
        }
        if (relation == Relation.OFFERED && channel.receivesNewClients(viewer)) {
            return new Reason("red_new", "R57");
        }
        return relation == Relation.COMMON && channel.roleOf(viewer) == Role.SELLER
                ? new Reason("red_common", "R57")
                : new Reason("red_all", "R55");
    }

    private Reason grey(Role role) {
        if (settings.globalChat().observes(viewer)) {
            return new Reason("grey_observer", "R49");
        }
        if (role == Role.AUDITOR) {
            return new Reason("grey_observer", "R57");
        }
        return switch (relation) {
            case OWN, OTHERS -> new Reason("grey_others", "R56", Map.of("who", who()));
            case COMMON -> new Reason("grey_common", "R56");
            case OFFERED, UNPLACED -> new Reason("grey_new", "R21");
        };
    }

    private String who() {
        return chat.responsible().stream().sorted().map(EmployeeId::value).collect(Collectors.joining(","));
    }

    private static Reason refusal(String of, String code, String rule, Map<String, String> args) {
        var all = new HashMap<>(args);
        all.put("of", of);
        return new Reason(code, rule, all);
    }
}
