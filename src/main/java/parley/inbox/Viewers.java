package parley.inbox;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.ChatId;
import parley.base.DealId;
import parley.chat.Chat;
import parley.chat.ChatRoom;
import parley.inbox.AccessAnswer.Why;
import parley.rules.Access;
import parley.rules.Attention;
import parley.settings.SettingsDesk.Agreed;

/// *Who sees this chat* (R42): everybody of the CRM, with what opens the chat to him or closes it.
public final class Viewers {

    /// @param rows those who see the chat first; by name
    public record Answer(long settingsVersion, List<Row> rows) {}

    /// @param active false for whoever has left the CRM
    public record Row(
            String id,
            String name,
            boolean active,
            Access access,
            Attention attention,
            List<Why> gives,
            List<Why> ceilings,
            List<Why> refusals) {}

    /// What came of asking.
    public sealed interface Asked {

        record Known(Answer answer) implements Asked {}

        /// Only managers of the channel and administrators may ask.
        record NotAllowed() implements Asked {}

        record NoChat() implements Asked {}
    }

    private static final Comparator<Row> ORDER = Comparator.comparing(
                    (Row row) -> !row.access().reads())
            .thenComparing(Row::name)
            .thenComparing(Row::id);

    private final Moments moments;
    private final ChatRoom room;
    private final CardStore cards;

    Viewers(Moments moments, ChatRoom room, CardStore cards) {
        this.moments = moments;
        this.room = room;
        this.cards = cards;
    }

    public Asked of(Viewer viewer, ChatId id) {
        return moments.at(viewer.account(), moment -> {
            var chat = room.chats().find(moment.tx(), moment.account(), id).orElse(null);
            var agreed = moment.agreed();
            if (chat == null || agreed == null) {
                return new Asked.NoChat();
            }
            if (!AccessAnswer.watchesOver(moment, viewer, chat)) {
                return new Asked.NotAllowed();
            }
            return new Asked.Known(answer(moment, agreed, chat));
        });
    }

    private Answer answer(Moment moment, Agreed agreed, Chat chat) {
        var sources = room.chats().sources(moment.tx(), moment.account(), chat.id());
        var card = cards.find(moment.tx(), moment.account(), agreed.integration(), chat.contact())
                .map(CardStore.Kept::known);
        Function<DealId, @Nullable String> deals = id -> AccessAnswer.dealName(card, id);
        var rows = agreed.catalogue().employees().stream()
                .map(employee -> {
                    var eyes = new Eyes(employee.id(), agreed);
                    var verdict = eyes.verdict(chat.facts(), sources);
                    return new Row(
                            employee.id().value(),
                            employee.name(),
                            employee.active(),
                            verdict.access(),
                            verdict.attention(),
                            AccessAnswer.whys(eyes, chat, verdict.gives(), deals),
                            AccessAnswer.whys(eyes, chat, verdict.ceilings(), deals),
                            AccessAnswer.whys(eyes, chat, verdict.refusals(), deals));
                })
                .sorted(ORDER)
                .toList();
        return new Answer(agreed.settings().version(), rows);
    }
}
