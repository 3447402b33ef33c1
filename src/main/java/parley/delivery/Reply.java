package parley.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.MessageId;
import parley.channel.Content;
import parley.channel.DeliveryStatus;
import parley.channel.Inbound;
import parley.chat.Chat;
import parley.chat.ChatCounters.Effect;
import parley.chat.ChatRoom;
import parley.chat.FileInChat;
import parley.chat.Message;
import parley.chat.NewMessage;
import parley.chat.News;
import parley.delivery.Destination.First;
import parley.delivery.Destination.Known;
import parley.delivery.Destination.Line;
import parley.delivery.Destination.Nowhere;
import parley.platform.Media.StoredFile;
import parley.rules.ChatFacts;

/// Somebody writes to a client. One transaction decides whether he may, who gets the client, and stores his words
/// together with the order to send them: all of it or nothing (R26, R41–R46, R58, R73).
public final class Reply {

    private final Ways with;
    private final ChatRoom room;
    private final Destinations destinations;

    Reply(Ways with) {
        this.with = with;
        this.room = with.room();
        this.destinations = new Destinations(with);
    }

    /// Slow for whoever writes first: the CRM is asked who that is.
    public Sent send(Viewer viewer, Draft draft) {
        var arrived = with.clock().instant();
        var agreed = with.desk().current(viewer.account()).orElse(null);
        var rights = Rights.of(viewer, agreed);
        if (rights == null) {
            return new Sent.Refused(Rights.nobody());
        }
        var repeated = with.database().read(tx -> repeated(tx, rights, draft));
        if (repeated.isPresent()) {
            return repeated.get();
        }
        var destination = destinations.find(rights, draft);
        return switch (destination) {
            case Nowhere(var answer) -> answer;
            case Known(var line, var _) -> commit(viewer, prepare(rights, draft, line, arrived), destination);
            case First(var line, var _, var _) -> commit(viewer, prepare(rights, draft, line, arrived), destination);
        };
    }

    /// A message with all that could be found out about it before anything is locked.
    ///
    /// @param began when it was sent off
    private record Prepared(
            Draft draft, Line line, List<StoredFile> files, Content.Kind kind, List<Mistake> mistakes, Instant began) {}

    private Prepared prepare(Rights rights, Draft draft, Line line, Instant arrived) {
        var mistakes = new ArrayList<Mistake>();
        var cid = Cid.read(draft.cid());
        if (cid.isEmpty()) {
            mistakes.add(Mistake.of("cid", "no_uuid"));
        }
        if (draft.files().size() > Limits.MOST_FILES) {
            mistakes.add(new Mistake("files", "too_many", Map.of("max", Limits.MOST_FILES)));
        }
        var files = new ArrayList<StoredFile>();
        for (int place = 0; place < Math.min(draft.files().size(), Limits.MOST_FILES); place++) {
            var found = with.media().find(rights.account(), draft.files().get(place));
            found.ifPresent(files::add);
            if (found.isEmpty()) {
                mistakes.add(Mistake.of("files." + place, "unknown"));
            }
        }
        var checked =
                Limits.check(line.face().can(), line.messenger(rights.language()), draft.text(), files, draft.voice());
        // Whoever named files that are not there has not sent nothing.
        checked.mistakes().stream()
                .filter(mistake -> draft.files().isEmpty()
                        || !mistake.field().equals("text")
                        || !mistake.code().equals("empty"))
                .forEach(mistakes::add);
        var began = cid.map(known -> known.began(arrived)).orElse(arrived);
        return new Prepared(draft, line, files, checked.kind(), mistakes, began);
    }

    private Sent commit(Viewer viewer, Prepared prepared, Destination destination) {
        return with.database().inTransaction(tx -> {
            var rights =
                    Rights.of(viewer, with.desk().current(tx, viewer.account()).orElse(null));
            if (rights == null) {
                return new Sent.Refused(Rights.nobody());
            }
            return switch (destination) {
                case Nowhere(var answer) -> answer;
                case Known(var _, var id) ->
                    room.chats()
                            .lock(tx, rights.account(), id)
                            .map(chat -> reply(tx, rights, chat, prepared))
                            .orElseGet(Sent.NoChat::new);
                case First first -> begin(tx, rights, first, prepared);
            };
        });
    }

    /// To somebody who has no chat there, unless one has come into being meanwhile.
    private Sent begin(Handle tx, Rights rights, First first, Prepared prepared) {
        var channel = first.line().channel().id();
        var there = room.chats()
                .lockByAddress(tx, rights.account(), channel, first.address().id());
        if (there.isPresent()) {
            return reply(tx, rights, there.get(), prepared);
        }
        var standing = first.standing();
        var facts = new ChatFacts(channel, ChatFacts.Client.KNOWN, standing.responsible());
        if (!rights.writesFirst(first.address(), facts)) {
            return new Sent.Refused(rights.refusal(first.address(), facts, standing.sources()));
        }
        if (!prepared.mistakes.isEmpty()) {
            return new Sent.Invalid(prepared.mistakes);
        }
        var chat = room.chats()
                .open(
                        tx,
                        rights.account(),
                        channel,
                        Inbound.Client.of(first.address(), null),
                        with.clock().instant());
        if (chat.seq() > 0) {
            return reply(tx, rights, chat, prepared);
        }
        room.ownership().stand(tx, chat, standing);
        return room.chats()
                .lock(tx, rights.account(), chat.id())
                .map(opened -> write(tx, rights, opened, prepared))
                .orElseThrow();
    }

    private Sent reply(Handle tx, Rights rights, Chat chat, Prepared prepared) {
        var repeated = repeated(tx, rights, prepared.draft);
        if (repeated.isPresent()) {
            return repeated.get();
        }
        var faster = rights.overtaken(chat, prepared.began);
        if (faster != null) {
            room.claims().lost(tx, chat, rights.me());
            return new Sent.ClaimedByOther(rights.name(faster.by()), faster.at());
        }
        if (!rights.writes(chat)) {
            var sources = room.chats().sources(tx, rights.account(), chat.id());
            return new Sent.Refused(rights.refusal(chat, sources));
        }
        var impossible = chat.test() ? null : impossible(rights, chat, prepared.line);
        if (impossible != null) {
            return impossible;
        }
        return prepared.mistakes.isEmpty() ? write(tx, rights, chat, prepared) : new Sent.Invalid(prepared.mistakes);
    }

    private Sent.@Nullable Impossible impossible(Rights rights, Chat chat, Line line) {
        if (!chat.reachable()) {
            return new Sent.Impossible("blocked", Map.of());
        }
        return Windows.isOpen(line.face().can(), chat, with.clock().instant())
                ? null
                : new Sent.Impossible(
                        "window_closed", Windows.args(line.face().can(), line.messenger(rights.language())));
    }

    /// The chat is locked, and everything has been asked.
    private Sent write(Handle tx, Rights rights, Chat chat, Prepared prepared) {
        var draft = prepared.draft;
        var quote = quote(tx, rights, chat, draft.quote());
        if (draft.quote() != null && quote == null) {
            return new Sent.Invalid(List.of(Mistake.of("quote", "unknown")));
        }
        var now = with.clock().instant();
        var message = new NewMessage(
                null,
                draft.cid(),
                true,
                prepared.kind,
                draft.text(),
                prepared.files.stream().map(Reply::inChat).toList(),
                Map.of(),
                quote,
                now,
                new Message.Author(rights.me(), rights.name()),
                draft.via(),
                chat.test() ? DeliveryStatus.SENT : DeliveryStatus.QUEUED,
                chat.test());
        var news = new News(chat.account());
        var effect = draft.clearUnanswered() ? Effect.ANSWERS : Effect.NEITHER;
        var id = room.appending().append(tx, chat, message, effect, now, news).orElse(null);
        if (id == null) {
            // The same cid in another chat, at the same moment.
            return repeated(tx, rights, draft).orElseGet(Sent.CidTaken::new);
        }
        var claimed = chat.claimable()
                && rights.agreed().connected()
                && room.claims()
                        .claim(tx, chat, rights.me(), "reply", rights.settings().version(), now)
                        .isPresent();
        if (claimed) {
            news.chat(chat.id(), chat.facts());
        }
        if (!chat.test()) {
            with.jobs().enqueue(tx, SendOrder.of(chat, id, 0));
        }
        news.publish(tx, room.feed());
        return new Sent.Accepted(id, false);
    }

    /// The same id again is the same message, and something else under it is a mistake of the sender (R73).
    private Optional<Sent> repeated(Handle tx, Rights rights, Draft draft) {
        return room.messages()
                .byCid(tx, rights.account(), draft.cid())
                .map(message ->
                        isSame(rights, draft, message) ? new Sent.Accepted(message.id(), true) : new Sent.CidTaken());
    }

    private static boolean isSame(Rights rights, Draft draft, Message message) {
        var files = message.files().stream().map(FileInChat::id).toList();
        var author = message.author();
        var quoted = message.quote() == null ? null : message.quote().message();
        return author != null
                && rights.me().equals(author.employee())
                && Objects.equals(draft.text(), message.text())
                && draft.files().equals(files)
                && Objects.equals(draft.quote() == null ? null : draft.quote().toString(), quoted)
                && (draft.channel() == null || draft.channel().equals(message.channel()))
                && (draft.chat() == null
                        || draft.channel() != null
                        || draft.chat().equals(message.chat()));
    }

    private Message.@Nullable Quote quote(Handle tx, Rights rights, Chat chat, @Nullable MessageId id) {
        if (id == null) {
            return null;
        }
        // Also from another chat of the same client: then the words go along, and the messenger is not told.
        return room.messages()
                .find(tx, rights.account(), id)
                .filter(message -> message.chat().equals(chat.id()) || isReadable(tx, rights, message))
                .map(message -> new Message.Quote(
                        message.id().toString(),
                        message.kind().name().toLowerCase(Locale.ROOT),
                        message.deleted() ? null : message.text(),
                        message.author() == null ? null : message.author().name()))
                .orElse(null);
    }

    private boolean isReadable(Handle tx, Rights rights, Message message) {
        return room.chats()
                .find(tx, rights.account(), message.chat())
                .filter(chat -> rights.reads(chat))
                .isPresent();
    }

    private static FileInChat inChat(StoredFile file) {
        return new FileInChat(
                file.id(), null, file.name(), file.mime(), file.size(), file.width(), file.height(), null, "ready");
    }
}
