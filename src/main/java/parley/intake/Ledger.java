package parley.intake;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.base.ContactId;
import parley.base.EmployeeId;
import parley.chat.Chat;
import parley.chat.ChatsOf;
import parley.chat.Decisions;
import parley.chat.Standing;
import parley.chat.Trace;
import parley.rules.Responsible;
import parley.rules.Turn;
import parley.settings.SettingsDesk.Agreed;

/// What {@link Deciding} and {@link Settling} read and write, within one transaction: the database, or the simulation's
/// stand-in for it. Locks are held until the end of the transaction.
interface Ledger {

    /// The chat, locked.
    Optional<Chat> lock(ChatId id);

    Chat find(ChatId id);

    Optional<Agreed> agreed();

    /// The same, and nobody agrees on anything else until the commit.
    Optional<Agreed> holdAgreed();

    /// Nobody else decides about this client, in whatever chat of his, until the commit.
    void holdClient(Chat chat);

    List<ChatsOf.Sibling> siblings(Chat chat);

    /// Where the channel's turn stands, locked; absent before the first client.
    @Nullable
    Turn turn(ChannelId channel);

    void move(ChannelId channel, Turn turn);

    Decisions.Stored decision(long id);

    Optional<Decisions.Stored> latest(Chat chat);

    Decisions.Stored store(Chat chat, Trace trace);

    void rewrite(long decision, Trace trace);

    /// Answers whether the CRM has changed while it was carried out.
    boolean carriedOut(long decision);

    /// What the CRM says has changed while this decision is being carried out.
    void overtaken(long decision);

    /// After the commit the CRM is asked once more about the contact, or for whoever the chat's client is.
    ///
    /// @param decision names the occasion
    void look(Chat chat, @Nullable ContactId contact, long decision);

    void stand(Chat chat, Standing standing);

    List<Responsible> sources(Chat chat);

    void await(Chat chat, @Nullable Long decision);

    /// Nothing is being decided about the client elsewhere any more: who waited for that, in these chats, goes on.
    void wake(List<ChatsOf.Sibling> siblings);

    void routed(Chat chat, @Nullable Long settingsVersion);

    /// Somebody has accepted the client in the CRM itself (R26).
    void accepted(Chat chat, EmployeeId by, long settingsVersion);

    /// The chat has got its records in the CRM: notes can be written.
    void bound(Chat chat, String occasion);
}
