package parley.inbox;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.Address;
import parley.base.ChatId;
import parley.base.ChatType;
import parley.base.EmployeeId;
import parley.base.MessageId;
import parley.channel.Content;
import parley.channel.DeliveryStatus;
import parley.channel.Inbound;
import parley.chat.Appending;
import parley.chat.Aspect;
import parley.chat.Chat;
import parley.chat.ChatCounters.Effect;
import parley.chat.Feed;
import parley.chat.Message;
import parley.chat.NewMessage;
import parley.chat.News;
import parley.chat.Standing;
import parley.rules.ChatFacts;

/// A company in which anything may happen at any time.
final class LawOffice extends LawFloor {

    LawOffice(RandomGenerator random, Path data) {
        super(random, data);
    }

    /// Something happens.
    void happen() {
        now = now.plusMillis(random.nextInt(1, 90_000));
        switch (random.nextInt(20)) {
            case 0, 1 -> newClient();
            case 2, 3, 4, 5 -> says(any(chats), false);
            case 6, 7 -> says(any(chats), true);
            case 8, 9, 10 -> stands(any(chats));
            case 11, 12 -> claims(any(chats));
            case 13 -> edits(any(messages));
            case 14 -> deletes(any(messages));
            case 15 -> delivers(any(messages));
            case 16 -> keepsDraft(any(chats));
            case 17 -> changing(Set.of(new Feed.Change.OfList(random.nextBoolean() ? "health" : "channels")));
            case 18 -> severalThings();
            default -> {
                if (random.nextInt(4) == 0) {
                    agree();
                } else {
                    introduces(any(chats));
                }
            }
        }
        remember();
    }

    void newClient() {
        var client = client(++number, "Client " + number);
        database.useTransaction(tx -> {
            var chat = room.chats().open(tx, ACCOUNT, any(channelIds), client, now);
            chats.add(chat.id());
            var news = new News(ACCOUNT);
            append(tx, chat, false, news);
            news.chat(chat.id());
            news.publish(tx, room.feed());
        });
    }

    private Inbound.Client client(int id, String name) {
        var phone = "+7916%07d".formatted(id);
        return new Inbound.Client(
                new Address(new ChatType("paper"), Integer.toString(id), phone, "user" + id), name, null, true);
    }

    /// A client says all of this at once.
    ///
    /// @param texts null for what has no words, a picture say
    void says(ChatId id, List<@Nullable String> texts) {
        changing(id, (tx, chat, news) -> {
            var all = texts.stream()
                    .map(text ->
                            new Appending.Appended(chat, message("said-" + ++number, false, text), Effect.ASKS, null))
                    .toList();
            messages.addAll(room.appending().append(tx, all, now, news).values());
        });
    }

    private void append(Handle tx, Chat chat, boolean out, News news) {
        var message = message(null, out, (out ? "Answer " : "Question ") + random.nextInt(1_000));
        var effect = out ? Effect.ANSWERS : Effect.ASKS;
        messages.add(
                room.appending().append(tx, chat, message, effect, now, news).orElseThrow());
    }

    private NewMessage message(@Nullable String external, boolean out, @Nullable String text) {
        var author = out ? new Message.Author(any(STAFF), "Somebody") : null;
        return new NewMessage(
                external,
                null,
                out,
                text == null ? Content.Kind.IMAGE : Content.Kind.TEXT,
                text,
                List.of(),
                Map.of(),
                null,
                now,
                author,
                out ? "parley" : "client",
                out ? DeliveryStatus.QUEUED : null,
                false);
    }

    private void says(ChatId id, boolean out) {
        changing(id, (tx, chat, news) -> append(tx, chat, out, news));
    }

    private void stands(ChatId id) {
        changing(id, (tx, chat, news) -> stand(tx, chat, news));
    }

    private void stand(Handle tx, Chat chat, News news) {
        var responsible = new HashSet<EmployeeId>();
        for (int i = random.nextInt(3); i > 0; i--) {
            responsible.add(any(STAFF));
        }
        var client = any(List.of(ChatFacts.Client.values()));
        room.ownership().stand(tx, chat, new Standing(client, null, null, 0, 0, responsible, List.of()));
        news.chat(chat.id(), chat.facts());
    }

    private void claims(ChatId id) {
        changing(id, (tx, chat, news) -> {
            if (room.claims().claim(tx, chat, any(STAFF), "reply", 1, now).isPresent()) {
                append(tx, chat, true, news);
                news.chat(chat.id(), chat.facts());
            }
        });
    }

    private void edits(MessageId id) {
        edits(id, "Edited " + random.nextInt(1_000));
    }

    void edits(MessageId id, String text) {
        happens(id, (tx, message) -> room.messages().edited(tx, ACCOUNT, message, text, now));
    }

    private void deletes(MessageId id) {
        happens(id, (tx, message) -> room.messages().deleted(tx, ACCOUNT, message, "client", now));
    }

    private void delivers(MessageId id) {
        happens(id, (tx, message) -> {
            var next = any(List.of(DeliveryStatus.SENDING, DeliveryStatus.SENT, DeliveryStatus.READ));
            if (message.outgoing()) {
                room.messages().status(tx, ACCOUNT, message, next, null);
            }
        });
    }

    private interface Happening {
        void happen(Handle tx, Message message);
    }

    private void happens(MessageId id, Happening happening) {
        var chat = database.read(tx -> room.messages().find(tx, ACCOUNT, id))
                .orElseThrow()
                .chat();
        changing(chat, (tx, locked, news) -> {
            var message = room.messages().find(tx, ACCOUNT, id).orElseThrow();
            happening.happen(tx, message);
            news.add(room.happenings().changed(tx, locked, message, new Aspect.Other()));
        });
    }

    private void introduces(ChatId id) {
        changing(id, (tx, chat, news) -> {
            var address = Integer.parseInt(chat.address().id());
            room.chats().introduce(tx, chat, client(address, "Name " + random.nextInt(100)));
            news.chat(chat.id());
        });
    }

    /// Several chats in one transaction, so that one position holds many changes.
    private void severalThings() {
        database.useTransaction(tx -> {
            var news = new News(ACCOUNT);
            for (var id : new java.util.TreeSet<>(
                    chats.stream().limit(4).map(ChatId::value).toList())) {
                var chat = room.chats().lock(tx, ACCOUNT, new ChatId(id)).orElseThrow();
                append(tx, chat, random.nextBoolean(), news);
                stand(tx, room.chats().lock(tx, ACCOUNT, chat.id()).orElseThrow(), news);
            }
            news.publish(tx, room.feed());
        });
    }

    private void keepsDraft(ChatId id) {
        var viewer = viewer(any(STAFF));
        if (random.nextBoolean()) {
            drafts.keep(viewer, id, random.nextInt(3) == 0 ? "" : "Draft " + random.nextInt(100), ++number);
        } else {
            drafts.mute(viewer, id, random.nextBoolean());
        }
    }

    private interface Doing {
        void act(Handle tx, Chat chat, News news);
    }

    private void changing(ChatId id, Doing doing) {
        database.useTransaction(tx -> {
            var chat = room.chats().lock(tx, ACCOUNT, id).orElseThrow();
            var news = new News(ACCOUNT);
            doing.act(tx, chat, news);
            news.chat(id);
            news.publish(tx, room.feed());
        });
    }

    private void changing(Set<Feed.Change> changes) {
        database.useTransaction(tx -> room.feed().publish(tx, ACCOUNT, changes));
    }
}
