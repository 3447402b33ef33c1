package parley.intake;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.base.MessageId;
import parley.channel.Content;
import parley.channel.DeliveryStatus;
import parley.channel.Inbound;
import parley.chat.Aspect;
import parley.chat.Chat;
import parley.chat.ChatCounters.Effect;
import parley.chat.ChatRoom;
import parley.chat.Feed;
import parley.chat.Happening;
import parley.chat.LastLine;
import parley.chat.Message;
import parley.chat.NewMessage;
import parley.chat.News;
import parley.platform.Jobs;

/// Puts what happened on a channel into its chats (R58, R70, R72, R74, R75).
final class Arrivals {

    private final ChatRoom room;
    private final Jobs jobs;
    private final BiConsumer<AccountId, ChatId> typing;
    private final InstantSource clock;

    /// @param typing told that a client is typing; nothing of it is stored
    Arrivals(ChatRoom room, Jobs jobs, BiConsumer<AccountId, ChatId> typing, InstantSource clock) {
        this.room = room;
        this.jobs = jobs;
        this.typing = typing;
        this.clock = clock;
    }

    /// Where it happened.
    ///
    /// @param arrival numbers what arrives, over all chats
    record Place(AccountId account, ChannelId channel, long arrival) {}

    /// What came of it: the chat whose client has written, as it is now; absent when nobody has to be looked for.
    @Nullable
    Chat arrive(Handle tx, Place at, Inbound inbound, News news) {
        switch (inbound) {
            case Inbound.Message message -> {
                return written(tx, at, message, news);
            }
            case Inbound.Pressed pressed -> {
                return pressed(tx, at, pressed, news);
            }
            case Inbound.Echo echo -> echo(tx, at, echo, news);
            case Inbound.Edited edited ->
                happen(
                        tx,
                        at,
                        edited.externalId(),
                        new Happening.Edited(edited.content().text(), edited.at()),
                        news);
            case Inbound.Deleted deleted ->
                happen(tx, at, deleted.externalId(), new Happening.Deleted(deleted.at()), news);
            case Inbound.Reacted reacted ->
                happen(tx, at, reacted.externalId(), new Happening.Reacted(reacted.emoji(), "client"), news);
            case Inbound.Status status ->
                happen(tx, at, status.externalId(), new Happening.Status(status.status(), status.problem()), news);
            case Inbound.Watermark mark -> watermark(tx, at, mark, news);
            case Inbound.Reachable reachable -> reachable(tx, at, reachable, news);
            case Inbound.Moved moved -> moved(tx, at, moved, news);
            case Inbound.Typing typed ->
                find(tx, at, typed.client())
                        .ifPresent(chat -> tx.afterCommit(() -> typing.accept(at.account, chat.id())));
            case Inbound.Ignored _ -> {
                // The raw event stays.
            }
        }
        return null;
    }

    private @Nullable Chat written(Handle tx, Place at, Inbound.Message inbound, News news) {
        var quote = quote(tx, at, inbound.replyTo(), inbound.quote());
        var message =
                NewMessage.received(inbound.externalId(), false, inbound.content(), quote, inbound.at(), "client");
        return append(tx, at, inbound.client(), message, news);
    }

    /// A pressed button is what the client says; the messenger wants to know that it was noticed.
    private @Nullable Chat pressed(Handle tx, Place at, Inbound.Pressed pressed, News news) {
        var content = Content.text(pressed.text());
        var message = NewMessage.received(pressed.externalId(), false, content, null, pressed.at(), "client");
        var chat = append(tx, at, pressed.client(), message, news);
        if (chat != null) {
            jobs.enqueue(tx, Acknowledging.of(at, pressed));
        }
        return chat;
    }

    /// From the phone's own app, or the messenger's copy of what Parley is just sending (R75).
    private void echo(Handle tx, Place at, Inbound.Echo echo, News news) {
        if (room.messages()
                .byExternalId(tx, at.account, at.channel, echo.externalId())
                .isPresent()) {
            return;
        }
        var chat = room.chats().open(tx, at.account, at.channel, echo.client(), clock.instant());
        var own = room.sent().beingSent(tx, chat, echo.content().text(), clock.instant());
        if (own.isPresent()) {
            news.add(room.happenings().named(tx, chat, own.get(), List.of(echo.externalId())));
            happen(tx, at, echo.externalId(), new Happening.Status(DeliveryStatus.SENT, null), news);
            return;
        }
        append(
                tx,
                at,
                echo.client(),
                NewMessage.received(echo.externalId(), true, echo.content(), null, echo.at(), echo.via()),
                news);
    }

    /// Absent when the messenger has repeated itself (R70).
    private @Nullable Chat append(Handle tx, Place at, Inbound.Client client, NewMessage message, News news) {
        var now = clock.instant();
        var chat = room.chats().open(tx, at.account, at.channel, client, now);
        var id = room.messages().append(tx, chat, message).orElse(null);
        if (id == null) {
            return null;
        }
        room.counters().appended(tx, chat, chat.seq() + 1, LastLine.of(message), effect(message), now, at.arrival);
        room.lines().add(tx, chat, id);
        fetchFiles(tx, chat, id, message);
        news.chat(chat.id());
        news.add(new Feed.Change.OfMessage(chat.id(), id, new Aspect.New()));
        if (message.externalId() != null) {
            news.add(room.happenings().appeared(tx, chat, message.externalId()));
        }
        return asks(message) ? introduced(tx, chat, client) : null;
    }

    private static Effect effect(NewMessage message) {
        if (message.kind() == Content.Kind.SYSTEM) {
            return Effect.NEITHER;
        }
        return asks(message) ? Effect.ASKS : Effect.ANSWERS;
    }

    /// Whether the client has said something: a note of the messenger's own makes nobody a client (R58, R26, R27).
    private static boolean asks(NewMessage message) {
        return !message.outgoing() && message.kind() != Content.Kind.SYSTEM;
    }

    /// A new client who tells a phone or a name by which the CRM may know him is looked for once more.
    private Chat introduced(Handle tx, Chat chat, Inbound.Client client) {
        var told = room.chats().introduce(tx, chat, client);
        var found = told.address().equals(chat.address())
                && told.person().verified() == chat.person().verified();
        if (!found && told.contact() == null) {
            room.ownership().routed(tx, told, null);
        }
        return room.chats().find(tx, chat.account(), chat.id()).orElseThrow();
    }

    private Message.@Nullable Quote quote(Handle tx, Place at, @Nullable String replyTo, @Nullable String text) {
        var quoted = replyTo == null
                ? null
                : room.messages()
                        .byExternalId(tx, at.account, at.channel, replyTo)
                        .map(Arrivals::quote)
                        .orElse(null);
        if (quoted != null) {
            return quoted;
        }
        return text == null ? null : new Message.Quote(null, word(Content.Kind.TEXT), text, null);
    }

    private static Message.Quote quote(Message quoted) {
        var author = quoted.author();
        return new Message.Quote(
                quoted.id().toString(), word(quoted.kind()), quoted.text(), author == null ? null : author.name());
    }

    private static String word(Content.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private void fetchFiles(Handle tx, Chat chat, MessageId message, NewMessage written) {
        for (int file = 0; file < written.files().size(); file++) {
            if (written.files().get(file).reference() != null) {
                jobs.enqueue(tx, Fetching.of(chat, message, file));
            }
        }
    }

    private void happen(Handle tx, Place at, String externalId, Happening happening, News news) {
        news.add(room.happenings().happen(tx, at.account, at.channel, externalId, happening, clock.instant()));
    }

    /// Everything that was sent up to there has come as far (R72).
    private void watermark(Handle tx, Place at, Inbound.Watermark mark, News news) {
        find(tx, at, mark.client()).ifPresent(found -> {
            var chat = room.chats().lock(tx, at.account, found.id()).orElseThrow();
            for (var message : room.sent().sentUpTo(tx, chat, mark.upTo())) {
                if (room.messages().status(tx, at.account, message, mark.status(), null)) {
                    news.add(room.happenings().changed(tx, chat, message, new Aspect.Moved(mark.status())));
                }
            }
        });
    }

    private void reachable(Handle tx, Place at, Inbound.Reachable told, News news) {
        find(tx, at, told.client())
                .filter(chat -> chat.reachable() != told.reachable())
                .ifPresent(chat -> {
                    room.chats().reachable(tx, chat, told.reachable());
                    news.chat(chat.id());
                });
    }

    private void moved(Handle tx, Place at, Inbound.Moved moved, News news) {
        find(tx, at, moved.client()).ifPresent(chat -> {
            if (room.chats().moved(tx, chat, moved.to())) {
                news.chat(chat.id());
            }
        });
    }

    private Optional<Chat> find(Handle tx, Place at, Inbound.Client client) {
        return room.chats()
                .lockByAddress(tx, at.account, at.channel, client.address().id());
    }
}
