package parley.inbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import parley.base.ChannelId;
import parley.base.EmployeeId;
import parley.rules.Scope;

/// The law of who sees what, as SQL (R42): the one place where {@link Scope} becomes text. A test proves that it
/// answers as {@link parley.rules.Access} does, in every combination.
///
/// @param condition over the table `chat`
/// @param parameters that the condition names
record ScopeSql(String condition, Map<String, Object> parameters) {

    static ScopeSql of(Scope scope, EmployeeId me) {
        return switch (scope) {
            case Scope.Nothing() -> new ScopeSql("FALSE", Map.of());
            case Scope.Chats(var everything, var ownCommon, var offeredToo) ->
                new ScopeSql(
                        """
                        (chat.channel_id = ANY(:everything)
                            OR chat.channel_id = ANY(:ownCommon)
                                AND (:me = ANY(chat.responsible)
                                    OR chat.responsible = '{}' AND chat.client = 'KNOWN')
                            OR chat.channel_id = ANY(:offeredToo)
                                AND chat.responsible = '{}' AND chat.client = 'OFFERED')
                        """,
                        Map.of(
                                "everything", ids(everything),
                                "ownCommon", ids(ownCommon),
                                "offeredToo", ids(offeredToo),
                                "me", me.value()));
        };
    }

    ScopeSql and(ScopeSql other) {
        var both = new HashMap<>(parameters);
        both.putAll(other.parameters);
        return new ScopeSql("(" + condition + " AND " + other.condition + ")", both);
    }

    /// Every channel of which he sees anything.
    static Set<ChannelId> channels(Scope scope) {
        return switch (scope) {
            case Scope.Nothing() -> Set.of();
            case Scope.Chats(var everything, var ownCommon, var _) -> {
                var all = new HashSet<>(everything);
                all.addAll(ownCommon);
                yield all;
            }
        };
    }

    static Long[] ids(Collection<ChannelId> channels) {
        return channels.stream().map(ChannelId::value).sorted().toArray(Long[]::new);
    }
}
