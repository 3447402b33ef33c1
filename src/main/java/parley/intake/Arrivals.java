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
import parley.channel.Content;
import parley.channel.DeliveryStatus;
import parley.channel.Inbound;
import parley.channel.TemplateBook;
import parley.chat.Aspect;
import parley.chat.Chat;
import parley.chat.ChatRoom;
import parley.chat.Happening;
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

    record Event(Place at, Inbound inbound) {}

    /// Lets it happen, one after the other. Answers the chats whose clients have written ({@link Writing#written}).
    List<Chat> arrive(Handle tx, AccountId account, List<Event> events, News news) {
        var writing = new Writing(room, jobs, tx, account, clock.instant(), news);
        for (var event : events) {
            arrive(tx, event.at, event.inbound, writing, news);
        }
        writing.flush();
        return writing.written();
    }

    /// Messages are gathered, and written when something comes that may ask for them.
    private void arrive(Handle tx, Place at, Inbound inbound, Writing writing, News news) {
        switch (inbound) {
            case Inbound.Message message when message.replyTo() == null -> written(tx, at, message, writing);
            case Inbound.Pressed pressed -> pressed(at, pressed, writing);
            default -> {
                writing.flush();
                happened(tx, at, inbound, writing, news);
            }
        }
    }

    private void happened(Handle tx, Place at, Inbound inbound, Writing writing, News news) {
        switch (inbound) {
            case Inbound.Message message -> written(tx, at, message, writing);
            case Inbound.Pressed pressed -> pressed(at, pressed, writing);
            case Inbound.Echo echo -> echo(tx, at, echo, writing, news);
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
            case Inbound.Status status -> status(tx, at, status, news);
            case Inbound.Watermark mark -> watermark(tx, at, mark, news);
            case Inbound.Reachable reachable -> reachable(tx, at, reachable, news);
            case Inbound.Moved moved -> moved(tx, at, moved, news);
            case Inbound.Typing typed ->
                find(tx, at, typed.client())
                        .ifPresent(chat -> tx.afterCommit(() -> typing.accept(at.account, chat.id())));
            case Inbound.TemplatesChanged _ ->
                jobs.enqueue(tx, TemplateBook.again(at.account, at.channel, Long.toString(at.arrival)));
            case Inbound.Ignored _ -> {
                // The raw event stays.
            }
        }
    }

    private void written(Handle tx, Place at, Inbound.Message inbound, Writing writing) {
        var quote = quote(tx, at, inbound.replyTo(), inbound.quote());
        var message =
                NewMessage.received(inbound.externalId(), false, inbound.content(), quote, inbound.at(), "client");
        writing.add(at, inbound.client(), message);
    }

    /// A pressed button is what the client says; the messenger wants to know that it was noticed.
    private static void pressed(Place at, Inbound.Pressed pressed, Writing writing) {
        var content = Content.text(pressed.text());
        var message = NewMessage.received(pressed.externalId(), false, content, null, pressed.at(), "client");
        writing.add(at, pressed.client(), message, Acknowledging.of(at, pressed));
    }

    /// From the phone's own app, or the messenger's copy of what Parley is just sending (R75).
    private void echo(Handle tx, Place at, Inbound.Echo echo, Writing writing, News news) {
        if (room.messages()
                .byExternalId(tx, at.account, at.channel, echo.externalId())
                .isPresent()) {
            return;
        }
        var chat = room.chats().open(tx, at.account, at.channel, echo.client(), clock.instant());
        var own = room.sent().beingSent(tx, chat, echo.content().text(), clock.instant());
        if (own.isPresent()) {
            news.add(room.happenings().named(tx, chat, own.get(), List.of(echo.externalId())));
            happen(tx, at, echo.externalId(), new Happening.Status(DeliveryStatus.SENT, null, null), news);
            return;
        }
        writing.add(
                at,
                echo.client(),
                NewMessage.received(echo.externalId(), true, echo.content(), null, echo.at(), echo.via()));
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

    private void happen(Handle tx, Place at, String externalId, Happening happening, News news) {
        news.add(room.happenings().happen(tx, at.account, at.channel, externalId, happening, clock.instant()));
    }

    private void status(Handle tx, Place at, Inbound.Status told, News news) {
        if (told.ours() != null) {
            news.add(room.happenings().recognised(tx, at.account, at.channel, told.ours(), told.externalId()));
        }
        var happening = new Happening.Status(told.status(), told.problem(), told.detail());
        happen(tx, at, told.externalId(), happening, news);
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
