package parley.delivery;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.auth.CardScope;
import parley.auth.Viewer;
import parley.base.AccountId;
import parley.base.Address;
import parley.base.ChannelId;
import parley.base.EmployeeId;
import parley.chat.Chat;
import parley.chat.Message;
import parley.rules.Access;
import parley.rules.ChatFacts;
import parley.rules.Explanation;
import parley.rules.Reason;
import parley.rules.Responsible;
import parley.rules.Role;
import parley.rules.Settings;
import parley.settings.SettingsDesk.Agreed;

/// What one employee may do in a chat by the settings of one moment (R42), and the reasons in the words of people.
///
/// @param card in a window inside a CRM's card: nothing else can be reached through it
record Rights(
        AccountId account,
        EmployeeId me,
        String language,
        Agreed agreed,
        @Nullable CardScope card) implements Writer {

    private static final Reason NOT_IN_CARD = new Reason("not_in_card", "R42", Map.of());

    /// Why somebody who is no employee, or works where nothing was agreed yet, may do nothing.
    static Reason nobody() {
        return new Reason("no_role", "R15", Map.of("channel", ""));
    }

    /// Absent for who is no employee of the CRM.
    static @Nullable Rights of(Viewer viewer, @Nullable Agreed agreed) {
        var me = viewer.employee();
        return me == null || agreed == null
                ? null
                : new Rights(viewer.account(), me, viewer.language(), agreed, viewer.card());
    }

    Settings settings() {
        return agreed.settings();
    }

    @Override
    public boolean reads(Chat chat) {
        return reaches(chat.address())
                && Access.of(settings(), me, chat.facts()).reads();
    }

    @Override
    public boolean writes(Chat chat) {
        return reaches(chat.address()) && writes(chat.facts());
    }

    /// What the law says. Chats are asked about by {@link #writes(Chat)}.
    private boolean writes(ChatFacts chat) {
        return Access.of(settings(), me, chat).writes();
    }

    /// To somebody who has no chat there yet.
    @Override
    public boolean writesFirst(Address address, ChatFacts chat) {
        return reaches(address) && writes(chat);
    }

    private boolean reaches(Address address) {
        return card == null || card.holds(address);
    }

    boolean manages(ChannelId channel) {
        return settings()
                .channel(channel)
                .filter(settings -> settings.roleOf(me) == Role.MANAGER)
                .isPresent();
    }

    @Override
    public Message.Author author() {
        return new Message.Author(me, agreed.name(me));
    }

    /// Whose words they are, or who answers for everybody's on the channel. What a program wrote is nobody's.
    @Override
    public boolean mayChange(Message message) {
        var author = message.author();
        var his = author != null && (me.equals(author.employee()) || author.employee() == null);
        return message.outgoing() && (his || manages(message.channel()));
    }

    /// Somebody else got this client by being first, while this employee was about to (R26): he may not write any
    /// more, but might have before; or he may, and had begun before the other one was through.
    ///
    /// @param began when he sent his words off
    @Override
    public Chat.@Nullable Claim overtaken(Chat chat, Instant began) {
        var claim = chat.claim();
        if (claim == null
                || claim.by().equals(me)
                || !reaches(chat.address())
                || !chat.responsible().equals(Set.of(claim.by()))) {
            return null;
        }
        if (writes(chat)) {
            return claim.at().isAfter(began) ? claim : null;
        }
        var before = List.of(ChatFacts.Client.OFFERED, ChatFacts.Client.KNOWN);
        return before.stream()
                        .map(client -> new ChatFacts(chat.channel(), client, Set.of()))
                        .anyMatch(this::writes)
                ? claim
                : null;
    }

    /// Why he may not write there.
    @Override
    public Reason refusal(Chat chat, List<Responsible> sources) {
        return refusal(chat.address(), chat.facts(), sources);
    }

    @Override
    public Reason refusal(Address address, ChatFacts chat, List<Responsible> sources) {
        return reaches(address) ? refusal(chat, sources) : NOT_IN_CARD;
    }

    private Reason refusal(ChatFacts chat, List<Responsible> sources) {
        var verdict = Explanation.of(settings(), me, chat, sources);
        return named(
                verdict.refusals().isEmpty()
                        ? verdict.ceilings().getFirst()
                        : verdict.refusals().getFirst());
    }

    /// Why he may not write on a channel at all.
    Reason refusal(ChannelId channel) {
        return refusal(new ChatFacts(channel, ChatFacts.Client.KNOWN, Set.of(me)), List.of());
    }

    private Reason named(Reason reason) {
        var args = new HashMap<>(reason.args());
        args.remove("of");
        args.computeIfPresent("who", (_, ids) -> names(ids));
        return new Reason(reason.code(), reason.rule(), args);
    }

    private String names(String ids) {
        return Arrays.stream(ids.split(","))
                .filter(id -> !id.isEmpty())
                .map(id -> agreed.name(new EmployeeId(id)))
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
