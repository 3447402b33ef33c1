package parley.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChatId;
import parley.base.MessageId;
import parley.channel.Content;
import parley.channel.Inbound;
import parley.chat.Appending.Appended;
import parley.chat.Chat;
import parley.chat.ChatCounters.Effect;
import parley.chat.ChatRoom;
import parley.chat.ChatStore;
import parley.chat.NewMessage;
import parley.chat.News;
import parley.platform.Jobs;
import parley.platform.NewJob;

/// The messages that one transaction brings from messengers to one account: gathered first, then written together.
final class Writing {

    /// @param afterwards asked for when the message is stored
    private record One(
            Arrivals.Place at,
            Inbound.Client client,
            NewMessage message,
            @Nullable NewJob afterwards) {

        ChatStore.Place place() {
            return new ChatStore.Place(at.channel(), client.address().id());
        }
    }

    private final ChatRoom room;
    private final Jobs jobs;
    private final Handle tx;
    private final AccountId account;
    private final Instant now;
    private final News news;
    private final List<One> waiting = new ArrayList<>();
    private final Map<ChatId, Chat> written = new LinkedHashMap<>();

    Writing(ChatRoom room, Jobs jobs, Handle tx, AccountId account, Instant now, News news) {
        this.room = room;
        this.jobs = jobs;
        this.tx = tx;
        this.account = account;
        this.now = now;
        this.news = news;
    }

    void add(Arrivals.Place at, Inbound.Client client, NewMessage message) {
        waiting.add(new One(at, client, message, null));
    }

    void add(Arrivals.Place at, Inbound.Client client, NewMessage message, NewJob afterwards) {
        waiting.add(new One(at, client, message, afterwards));
    }

    /// The chats whose clients have said something that was new, as they were before, but for what he tells of
    /// himself.
    List<Chat> written() {
        return List.copyOf(written.values());
    }

    /// Writes what was gathered. What the messenger repeats is left out (R70).
    void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        var clients = new LinkedHashMap<ChatStore.Place, Inbound.Client>();
        waiting.forEach(one -> clients.putIfAbsent(one.place(), one.client));
        var chats = room.chats().open(tx, account, clients, now);
        var appended = new LinkedHashMap<Appended, One>();
        var names = new HashSet<String>();
        for (var one : waiting) {
            if (one.message.externalId() == null || names.add(one.at.channel() + ":" + one.message.externalId())) {
                appended.put(appended(one, Objects.requireNonNull(chats.get(one.place()))), one);
            }
        }
        waiting.clear();
        follow(appended, room.appending().append(tx, List.copyOf(appended.keySet()), now, news));
    }

    private static Appended appended(One one, Chat chat) {
        return new Appended(chat, one.message, effect(one.message), one.at.arrival());
    }

    private void follow(Map<Appended, One> appended, Map<Appended, MessageId> stored) {
        var follows = new ArrayList<NewJob>();
        var chats = new LinkedHashMap<ChatId, Chat>();
        stored.forEach((one, id) -> {
            var from = Objects.requireNonNull(appended.get(one));
            var files = one.message().files();
            for (int file = 0; file < files.size(); file++) {
                if (files.get(file).reference() != null) {
                    follows.add(Fetching.of(one.chat(), id, file));
                }
            }
            if (from.afterwards != null) {
                follows.add(from.afterwards);
            }
            if (one.effect() == Effect.ASKS) {
                chats.compute(one.chat().id(), (_, chat) -> introduced(chat == null ? one.chat() : chat, from.client));
            }
        });
        written.putAll(chats);
        jobs.enqueue(tx, follows);
    }

    /// A new client who tells a phone or a name by which the CRM may know him is looked for once more.
    private Chat introduced(Chat chat, Inbound.Client client) {
        var told = room.chats().introduce(tx, chat, client);
        var found = told.address().equals(chat.address())
                && told.person().verified() == chat.person().verified();
        if (found || told.contact() != null) {
            return told;
        }
        room.ownership().routed(tx, told, null);
        return room.chats().find(tx, account, told.id()).orElseThrow();
    }

    /// A note of the messenger's own makes nobody a client (R58, R26, R27).
    private static Effect effect(NewMessage message) {
        if (message.kind() == Content.Kind.SYSTEM) {
            return Effect.NEITHER;
        }
        return message.outgoing() ? Effect.ANSWERS : Effect.ASKS;
    }
}
