package parley.intake;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.base.ContactId;
import parley.base.EmployeeId;
import parley.chat.Chat;
import parley.chat.ChatRoom;
import parley.chat.ChatsOf;
import parley.chat.Decisions;
import parley.chat.RouteOrder;
import parley.chat.Standing;
import parley.chat.Trace;
import parley.platform.Jobs;
import parley.rules.Responsible;
import parley.rules.Turn;
import parley.settings.SettingsDesk;
import parley.settings.SettingsDesk.Agreed;

/// One account's, in the database.
record StoredLedger(Handle tx, AccountId account, ChatRoom room, SettingsDesk desk, Jobs jobs, InstantSource clock)
        implements Ledger {

    static StoredLedger of(Handle tx, AccountId account, Surroundings with) {
        return new StoredLedger(tx, account, with.room(), with.desk(), with.jobs(), with.clock());
    }

    @Override
    public Optional<Chat> lock(ChatId id) {
        return room.chats().lock(tx, account, id);
    }

    @Override
    public Chat find(ChatId id) {
        return room.chats().find(tx, account, id).orElseThrow();
    }

    @Override
    public Optional<Agreed> agreed() {
        return desk.current(tx, account);
    }

    @Override
    public Optional<Agreed> holdAgreed() {
        return desk.hold(tx, account);
    }

    @Override
    public void holdClient(Chat chat) {
        room.chatsOf().holdClient(tx, chat);
    }

    @Override
    public List<ChatsOf.Sibling> siblings(Chat chat) {
        return room.chatsOf().siblings(tx, chat);
    }

    @Override
    public @Nullable Turn turn(ChannelId channel) {
        return room.turns().lock(tx, account, channel).orElse(null);
    }

    @Override
    public void move(ChannelId channel, Turn turn) {
        room.turns().move(tx, account, channel, turn);
    }

    @Override
    public Decisions.Stored decision(long id) {
        return room.decisions().find(tx, account, id).orElseThrow();
    }

    @Override
    public Optional<Decisions.Stored> latest(Chat chat) {
        return room.decisions().latest(tx, chat);
    }

    @Override
    public Decisions.Stored store(Chat chat, Trace trace) {
        return decision(room.decisions().store(tx, chat, clock.instant(), trace));
    }

    @Override
    public void rewrite(long decision, Trace trace) {
        room.decisions().rewrite(tx, account, decision, trace);
    }

    @Override
    public boolean carriedOut(long decision) {
        return room.decisions().carriedOut(tx, account, decision, clock.instant());
    }

    @Override
    public void overtaken(long decision) {
        room.decisions().overtaken(tx, account, decision);
    }

    @Override
    public void look(Chat chat, @Nullable ContactId contact, long decision) {
        jobs.enqueue(tx, CrmChanges.after(chat, contact, decision));
    }

    @Override
    public void stand(Chat chat, Standing standing) {
        room.ownership().stand(tx, chat, standing);
    }

    @Override
    public List<Responsible> sources(Chat chat) {
        return room.chats().sources(tx, account, chat.id());
    }

    @Override
    public void await(Chat chat, @Nullable Long decision) {
        room.ownership().await(tx, chat, decision);
    }

    @Override
    public void wake(List<ChatsOf.Sibling> siblings) {
        if (siblings.isEmpty()) {
            return;
        }
        var chats = room.chats()
                .find(tx, account, siblings.stream().map(ChatsOf.Sibling::chat).toList());
        var lanes = chats.stream().map(RouteOrder::lane).collect(Collectors.toSet());
        jobs.hurry(tx, account, lanes, Deciding.ELSEWHERE);
        if (chats.stream().anyMatch(Deciding::isWaiting)) {
            Distribution.ask(tx, jobs, account);
        }
    }

    @Override
    public void routed(Chat chat, @Nullable Long settingsVersion) {
        room.ownership().routed(tx, chat, settingsVersion);
    }

    @Override
    public void accepted(Chat chat, EmployeeId by, long settingsVersion) {
        room.claims().accepted(tx, chat, by, settingsVersion, clock.instant());
    }

    @Override
    public void bound(Chat chat, String occasion) {
        room.lines().bound(tx, chat, occasion);
    }
}
