package parley.inbox;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.auth.CardScope;
import parley.base.ChannelId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.chat.Chat;
import parley.rules.Access;
import parley.rules.Attention;
import parley.rules.ChannelSettings;
import parley.rules.ChatFacts;
import parley.rules.Explanation;
import parley.rules.Reason;
import parley.rules.Relation;
import parley.rules.Responsible;
import parley.rules.Role;
import parley.rules.Scope;
import parley.rules.Verdict;
import parley.settings.SettingsDesk.Agreed;

/// What one employee sees, by the settings of one moment: the law of room `rules`, with names in place of ids.
///
/// @param card in a window inside a CRM's card: what is not in it is not seen through that window
record Eyes(EmployeeId me, Agreed agreed, @Nullable CardScope card) {

    Eyes(EmployeeId me, Agreed agreed) {
        this(me, agreed, null);
    }

    boolean sees(Chat chat) {
        return looksAt(chat) && sees(chat.facts());
    }

    /// Whether the chat is any business of this window, whatever the law says about it.
    boolean looksAt(Chat chat) {
        return card == null || card.holds(chat.address());
    }

    /// What the law says. Chats are asked about by {@link #sees(Chat)}.
    boolean sees(ChatFacts chat) {
        return access(chat).reads();
    }

    /// The chats that he sees, as SQL.
    ScopeSql law() {
        var law = ScopeSql.of(scope(), me);
        return card == null ? law : law.and(CardSql.of(card));
    }

    Access access(ChatFacts chat) {
        return Access.of(agreed.settings(), me, chat);
    }

    Attention attention(ChatFacts chat) {
        return Attention.of(agreed.settings(), me, chat);
    }

    Scope scope() {
        return Scope.of(agreed.settings(), me);
    }

    /// Whoever has left the CRM has lost everything at once, and that says more than what he lacks since (R8).
    Verdict verdict(ChatFacts chat, List<Responsible> sources) {
        var verdict = Explanation.of(agreed.settings(), me, chat, sources);
        return !verdict.access().reads() && hasLeft() ? Explanation.left() : verdict;
    }

    /// What the CRM says of him.
    boolean hasLeft() {
        return agreed.employee(me).filter(employee -> !employee.active()).isPresent();
    }

    String kind(ChatFacts chat) {
        return switch (Relation.of(me, chat)) {
            case OWN -> "own";
            case COMMON -> "common";
            case OFFERED, UNPLACED -> "new";
            case OTHERS -> "others";
        };
    }

    /// Why he may not write, or not even see; the most telling reason first. Absent when he may write.
    @Nullable
    Reason refusal(ChatFacts chat) {
        if (access(chat).writes()) {
            return null;
        }
        var verdict = verdict(chat, List.of());
        var reason = verdict.refusals().isEmpty()
                ? verdict.ceilings().getFirst()
                : verdict.refusals().getFirst();
        return named(reason, id -> null);
    }

    /// Whether former texts of edited messages are for his eyes: those who watch over others see them.
    boolean watchesOver(ChannelId channel) {
        var role = agreed.settings()
                .channel(channel)
                .map(settings -> settings.roleOf(me))
                .orElse(null);
        return role == Role.MANAGER || role == Role.AUDITOR;
    }

    boolean manages(ChannelId channel) {
        return agreed.settings()
                .channel(channel)
                .filter(settings -> settings.roleOf(me) == Role.MANAGER)
                .isPresent();
    }

    /// What he may do on the channel at all (R42), before any chat is looked at.
    Access onChannel(ChannelId channel) {
        return agreed.settings()
                .channel(channel)
                .map(settings -> onChannel(settings))
                .orElse(Access.NONE);
    }

    private Access onChannel(ChannelSettings settings) {
        var role = settings.roleOf(me);
        if (role == null) {
            return Access.NONE;
        }
        return settings.granted(me).atMost(role == Role.AUDITOR ? Access.READ : Access.WRITE);
    }

    Named named(EmployeeId employee) {
        return new Named(employee.value(), agreed.name(employee));
    }

    /// In the order of names.
    List<Named> named(java.util.Collection<EmployeeId> employees) {
        return employees.stream()
                .map(this::named)
                .sorted(java.util.Comparator.comparing(Named::name).thenComparing(Named::id))
                .toList();
    }

    /// A reason in the words of people: names for ids. What a text needs no more, `of`, goes.
    ///
    /// @param deals the names of deals, as far as they are known
    Reason named(Reason reason, Function<DealId, @Nullable String> deals) {
        var args = new HashMap<>(reason.args());
        args.remove("of");
        args.computeIfPresent("who", (_, ids) -> names(ids));
        args.computeIfPresent("deal", (_, id) -> {
            var name = deals.apply(new DealId(id));
            return name == null ? id : name;
        });
        return new Reason(reason.code(), reason.rule(), Map.copyOf(args));
    }

    private String names(String ids) {
        return Arrays.stream(ids.split(","))
                .filter(id -> !id.isEmpty())
                .map(id -> agreed.name(new EmployeeId(id)))
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
