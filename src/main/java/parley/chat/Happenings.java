package parley.chat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.base.MessageId;
import parley.channel.DeliveryStatus;
import parley.platform.Json;

/// Lets things happen to messages: statuses, edits, deletions, reactions (R72, R74). What overtakes its message, or the
/// messenger's answer that names it, waits until the message is there.
public final class Happenings {

    private final ChatStore chats;
    private final MessageStore messages;
    private final ChatCounters counters;

    public Happenings(ChatStore chats, MessageStore messages, ChatCounters counters) {
        this.chats = chats;
        this.messages = messages;
        this.counters = counters;
    }

    /// Lets it happen, or keeps it for when the message is there. Answers what is to be published: nothing when it
    /// changes nothing, as a status that is behind the message's own.
    public List<Feed.Change> happen(
            Handle tx, AccountId account, ChannelId channel, String externalId, Happening happening, Instant now) {
        var found = messages.byExternalId(tx, account, channel, externalId);
        if (found.isEmpty()) {
            // Somebody may be giving it this name in a transaction of his own: then one of us sees what the other did.
            hold(tx, account, channel, externalId);
            found = messages.byExternalId(tx, account, channel, externalId);
        }
        if (found.isEmpty()) {
            park(tx, account, channel, externalId, happening, now);
            return List.of();
        }
        var chat = chats.lock(tx, account, found.get().chat()).orElseThrow();
        // Again, as it is now that nobody else can change it.
        return apply(tx, chat, messages.find(tx, account, found.get().id()).orElseThrow(), happening);
    }

    /// A message of this name has just been stored: what came before it happens now. Its chat is locked.
    List<Feed.Change> appeared(Handle tx, Chat chat, String externalId) {
        var waiting = take(tx, chat.account(), chat.channel(), externalId);
        return waiting.isEmpty()
                ? List.of()
                : messages.byExternalId(tx, chat.account(), chat.channel(), externalId)
                        .map(message -> applyAll(tx, chat, message, waiting))
                        .orElse(List.of());
    }

    /// The messenger has said how it calls a message that Parley sent: remembers the names, and lets happen what came
    /// before the answer (R72). The chat is locked.
    public List<Feed.Change> named(Handle tx, Chat chat, Message message, List<String> externalIds) {
        externalIds.stream().sorted().forEach(external -> hold(tx, chat.account(), chat.channel(), external));
        messages.named(tx, chat.account(), message, externalIds);
        var changes = new ArrayList<Feed.Change>();
        for (var external : externalIds) {
            changes.addAll(appeared(tx, chat, external));
        }
        return changes;
    }

    /// The messenger gives back our own id of a message: one that is under way, or whose answer was lost, has its name
    /// now (R72). Whatever else has that id stays as it is.
    public List<Feed.Change> recognised(
            Handle tx, AccountId account, ChannelId channel, MessageId ours, String externalId) {
        if (messages.byExternalId(tx, account, channel, externalId).isPresent()) {
            return List.of();
        }
        return messages.find(tx, account, ours)
                .filter(message -> message.channel().equals(channel) && message.outgoing())
                .filter(message ->
                        message.status() == DeliveryStatus.SENDING || message.status() == DeliveryStatus.UNKNOWN)
                .map(message ->
                        named(tx, chats.lock(tx, account, message.chat()).orElseThrow(), message, List.of(externalId)))
                .orElseGet(List::of);
    }

    /// @param chat may have been read before the message was appended
    private List<Feed.Change> applyAll(Handle tx, Chat chat, Message message, List<Happening> happenings) {
        var changes = new ArrayList<Feed.Change>();
        var newest = chats.lock(tx, chat.account(), chat.id()).orElseThrow();
        for (var happening : happenings) {
            var now = messages.find(tx, chat.account(), message.id()).orElseThrow();
            changes.addAll(apply(tx, newest, now, happening));
        }
        return changes;
    }

    private List<Feed.Change> apply(Handle tx, Chat chat, Message message, Happening happening) {
        var account = chat.account();
        switch (happening) {
            case Happening.Status(var status, var problem, var detail) -> {
                var args = detail == null ? Map.<String, String>of() : Map.of("text", detail);
                var why = problem == null ? null : new Message.Problem(problem, args);
                if (!message.outgoing() || !messages.status(tx, account, message, status, why)) {
                    return List.of();
                }
            }
            case Happening.Edited(var text, var at) -> {
                if (Objects.equals(text, message.text())) {
                    return List.of();
                }
                messages.edited(tx, account, message, text, at);
            }
            case Happening.Deleted(var at) -> {
                if (message.deleted()) {
                    return List.of();
                }
                messages.deleted(tx, account, message, message.outgoing() ? "phone" : "client", at);
            }
            case Happening.Reacted(var emoji, var by) -> {
                var reactions = new ArrayList<>(message.reactions());
                reactions.removeIf(reaction -> reaction.by().equals(by));
                if (emoji != null) {
                    reactions.add(new Message.Reaction(emoji, by));
                }
                if (reactions.equals(message.reactions())) {
                    return List.of();
                }
                messages.reactions(tx, account, message, reactions);
            }
        }
        return changed(tx, chat, message, aspect(happening));
    }

    private static Aspect aspect(Happening happening) {
        return switch (happening) {
            case Happening.Status(var status, var _, var _) -> new Aspect.Moved(status);
            case Happening.Edited _ -> new Aspect.Edited(true);
            case Happening.Deleted _ -> new Aspect.Deleted();
            case Happening.Reacted _ -> new Aspect.Other();
        };
    }

    /// The message's own change, and the row's when it is the one shown in the list.
    public List<Feed.Change> changed(Handle tx, Chat chat, Message message, Aspect aspect) {
        var ofMessage = new Feed.Change.OfMessage(chat.id(), message.id(), aspect);
        if (message.seq() != chat.seq()) {
            return List.of(ofMessage);
        }
        var now = messages.find(tx, chat.account(), message.id()).orElseThrow();
        counters.changed(tx, chat, LastLine.of(now));
        return List.of(ofMessage, new Feed.Change.OfChat(chat.id()));
    }

    /// Until the end of the transaction nobody else gives this name, or keeps anything for whoever is to have it.
    private static void hold(Handle tx, AccountId account, ChannelId channel, String externalId) {
        tx.createQuery("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0)) IS NULL")
                .bind("name", "message:" + account.value() + ":" + channel.value() + ":" + externalId)
                .mapTo(Boolean.class)
                .one();
    }

    private static void park(
            Handle tx, AccountId account, ChannelId channel, String externalId, Happening happening, Instant now) {
        tx.createUpdate("""
            INSERT INTO parked (account_id, channel_id, external_id, event, parked_at)
            VALUES (:account, :channel, :external, :event::jsonb, :now)
            """)
                .bind("account", account.value())
                .bind("channel", channel.value())
                .bind("external", externalId)
                .bind("event", Json.write(Happening.Written.of(happening)))
                .bind("now", now)
                .execute();
    }

    private static List<Happening> take(Handle tx, AccountId account, ChannelId channel, String externalId) {
        return tx
                .createQuery("""
                    WITH taken AS (
                        DELETE FROM parked
                        WHERE account_id = :account AND channel_id = :channel AND external_id = :external
                        RETURNING id, event)
                    SELECT event FROM taken ORDER BY id
                    """)
                .bind("account", account.value())
                .bind("channel", channel.value())
                .bind("external", externalId)
                .map((rs, _) -> Json.read(rs.getString("event"), Happening.Written.class))
                .list()
                .stream()
                .map(Happening.Written::read)
                .toList();
    }

    /// Forgets what has waited for its message since before then. Answers how much.
    public int prune(Handle tx, AccountId account, Instant before) {
        return tx.createUpdate("DELETE FROM parked WHERE account_id = :account AND parked_at < :before")
                .bind("account", account.value())
                .bind("before", before)
                .execute();
    }
}
