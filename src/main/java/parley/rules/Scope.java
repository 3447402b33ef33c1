package parley.rules;

import java.util.HashSet;
import java.util.Set;
import parley.base.ChannelId;
import parley.base.EmployeeId;

/// Which chats an employee sees, as sets that a query can use: [Access#of] for lists. A chat is in the scope exactly
/// when its access is not [Access#NONE].
public sealed interface Scope {

    /// Whether a query with this scope finds the chat.
    boolean contains(EmployeeId employee, ChatFacts chat);

    /// Sees no chat at all.
    record Nothing() implements Scope {

        @Override
        public boolean contains(EmployeeId employee, ChatFacts chat) {
            return false;
        }
    }

    /// @param everything channels of which he sees every chat
    /// @param ownCommon channels of which he sees the chats where he is in the responsible set, and those of
    ///     [ChatFacts.Client#KNOWN] clients whose responsible set is empty; disjoint from `everything`
    /// @param offeredToo those of `ownCommon` where he also sees [ChatFacts.Client#OFFERED] clients with nobody
    ///     responsible
    record Chats(Set<ChannelId> everything, Set<ChannelId> ownCommon, Set<ChannelId> offeredToo) implements Scope {

        public Chats {
            everything = Set.copyOf(everything);
            ownCommon = Set.copyOf(ownCommon);
            offeredToo = Set.copyOf(offeredToo);
        }

        @Override
        public boolean contains(EmployeeId employee, ChatFacts chat) {
            if (everything.contains(chat.channel())) {
                return true;
            }
            return switch (Relation.of(employee, chat)) {
                case OWN, COMMON -> ownCommon.contains(chat.channel());
                case OFFERED -> offeredToo.contains(chat.channel());
                case OTHERS, UNPLACED -> false;
            };
        }
    }

    static Scope of(Settings settings, EmployeeId employee) {
        var everything = new HashSet<ChannelId>();
        var ownCommon = new HashSet<ChannelId>();
        var offeredToo = new HashSet<ChannelId>();
        for (var channel : settings.channels()) {
            var role = channel.roleOf(employee);
            if (!channel.ticked() || role == null || !channel.granted(employee).reads()) {
                continue;
            }
            if (settings.globalChat().opensAllTo(role) || settings.globalChat().observes(employee)) {
                everything.add(channel.id());
                continue;
            }
            ownCommon.add(channel.id());
            if (channel.receivesNewClients(employee)) {
                offeredToo.add(channel.id());
            }
        }
        return everything.isEmpty() && ownCommon.isEmpty()
                ? new Nothing()
                : new Chats(everything, ownCommon, offeredToo);
    }
}
