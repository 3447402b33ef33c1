package parley.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
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

/// Decides, in a transaction of whoever calls, whether a message may be sent, and stores it with the order to send it
/// and with who gets the client by it: all of it or nothing.
final class Storing {

    private final Ways with;
    private final ChatRoom room;
    private final Repetitions repetitions;
    private final CrmMessages crmMessages = new CrmMessages();

    Storing(Ways with) {
        this.with = with;
        this.room = with.room();
        this.repetitions = new Repetitions(room);
    }

    /// What came of the same message before, if it was sent before.
    Optional<Sent> repeated(Handle tx, Writer writer, Draft draft) {
        return isTaken(tx, writer.account(), draft.crmMessageId())
                ? Optional.of(new Sent.RepeatedByCrm(String.valueOf(draft.crmMessageId())))
                : repetitions.find(tx, writer, draft);
    }

    boolean isTaken(Handle tx, AccountId account, @Nullable String crmMessageId) {
        return crmMessages.isTaken(tx, account, crmMessageId, with.clock().instant());
    }

    /// @param news gets what is to be published at the end of the transaction
    Sent store(Handle tx, Writer writer, Destination destination, Prepared prepared, News news) {
        return switch (destination) {
            case Nowhere(var answer) -> answer;
            case Known(var _, var id) ->
                room.chats()
                        .lock(tx, writer.account(), id)
                        .map(chat -> reply(tx, writer, chat, prepared, news))
                        .orElseGet(Sent.NoChat::new);
            case First first -> begin(tx, writer, first, prepared, news);
        };
    }

    /// To somebody who has no chat there, unless one has come into being meanwhile.
    private Sent begin(Handle tx, Writer writer, First first, Prepared prepared, News news) {
        var channel = first.line().channel().id();
        var there = room.chats()
                .lockByAddress(tx, writer.account(), channel, first.address().id());
        if (there.isPresent()) {
            return reply(tx, writer, there.get(), prepared, news);
        }
        var standing = first.standing();
        var facts = new ChatFacts(channel, ChatFacts.Client.KNOWN, standing.responsible());
        if (!writer.writesFirst(first.address(), facts)) {
            return new Sent.Refused(writer.refusal(first.address(), facts, standing.sources()));
        }
        if (!prepared.mistakes().isEmpty()) {
            return new Sent.Invalid(prepared.mistakes());
        }
        var chat = room.chats()
                .open(
                        tx,
                        writer.account(),
                        channel,
                        Inbound.Client.of(first.address(), null),
                        with.clock().instant());
        if (chat.seq() > 0) {
            return reply(tx, writer, chat, prepared, news);
        }
        room.ownership().stand(tx, chat, standing);
        return room.chats()
                .lock(tx, writer.account(), chat.id())
                .map(opened -> write(tx, writer, opened, prepared, news))
                .orElseThrow();
    }

    private Sent reply(Handle tx, Writer writer, Chat chat, Prepared prepared, News news) {
        var repeated = repetitions.find(tx, writer, prepared.draft());
        if (repeated.isPresent()) {
            return repeated.get();
        }
        var faster = writer.overtaken(chat, prepared.began());
        if (faster != null) {
            var late = writer.claimant();
            if (late != null) {
                room.claims().lost(tx, chat, late);
            }
            return new Sent.ClaimedByOther(writer.name(faster.by()), faster.at());
        }
        if (!writer.writes(chat)) {
            var sources = room.chats().sources(tx, writer.account(), chat.id());
            return new Sent.Refused(writer.refusal(chat, sources));
        }
        var impossible = chat.test() ? null : impossible(writer, chat, prepared.line());
        if (impossible != null) {
            return impossible;
        }
        return prepared.mistakes().isEmpty()
                ? write(tx, writer, chat, prepared, news)
                : new Sent.Invalid(prepared.mistakes());
    }

    private Sent.@Nullable Impossible impossible(Writer writer, Chat chat, Line line) {
        if (!chat.reachable()) {
            return new Sent.Impossible("blocked", Map.of());
        }
        return Windows.isOpen(line.face().can(), chat, with.clock().instant())
                ? null
                : new Sent.Impossible(
                        "window_closed", Windows.args(line.face().can(), line.messenger(writer.language())));
    }

    /// The chat is locked, and everything has been asked.
    private Sent write(Handle tx, Writer writer, Chat chat, Prepared prepared, News news) {
        var draft = prepared.draft();
        var quote = quote(tx, writer, chat, draft);
        if (draft.quote() != null && quote == null) {
            return new Sent.Invalid(List.of(Mistake.of("quote", "unknown")));
        }
        var now = with.clock().instant();
        var message = new NewMessage(
                null,
                draft.cid(),
                true,
                prepared.kind(),
                draft.text(),
                files(prepared),
                draft.crmMessageId() == null ? Map.of() : Map.of(CrmMessages.DETAIL, draft.crmMessageId()),
                quote,
                now,
                writer.author(),
                draft.via(),
                chat.test() ? DeliveryStatus.SENT : DeliveryStatus.QUEUED,
                chat.test());
        if (!crmMessages.take(tx, writer.account(), draft.crmMessageId(), now)) {
            return new Sent.RepeatedByCrm(String.valueOf(draft.crmMessageId()));
        }
        var effect = draft.clearUnanswered() ? Effect.ANSWERS : Effect.NEITHER;
        var id = room.appending().append(tx, chat, message, effect, now, news).orElse(null);
        if (id == null) {
            // The same cid in another chat, at the same moment.
            return repetitions.find(tx, writer, draft).orElseGet(Sent.CidTaken::new);
        }
        if (claims(tx, writer, chat, now)) {
            news.chat(chat.id(), chat.facts());
        }
        if (!chat.test()) {
            if (draft.file() != null) {
                with.jobs().enqueue(tx, FileOrder.of(chat, id));
            }
            with.jobs().enqueue(tx, SendOrder.of(chat, id, 0));
        }
        return new Sent.Accepted(id, chat.address().id(), false);
    }

    private boolean claims(Handle tx, Writer writer, Chat chat, Instant now) {
        var claimant = writer.claimant();
        return claimant != null
                && chat.claimable()
                && writer.agreed().connected()
                && room.claims()
                        .claim(
                                tx,
                                chat,
                                claimant,
                                "reply",
                                writer.agreed().settings().version(),
                                now)
                        .isPresent();
    }

    private Message.@Nullable Quote quote(Handle tx, Writer writer, Chat chat, Draft draft) {
        if (draft.quote() == null) {
            return null;
        }
        // Also from another chat of the same client: then the words go along, and the messenger is not told. Programs
        // name both sides exactly, and mean this chat.
        var elsewhere = !(draft.to() instanceof Target.Exact);
        return room.messages()
                .find(tx, writer.account(), draft.quote())
                .filter(message -> message.chat().equals(chat.id()) || elsewhere && isReadable(tx, writer, message))
                .map(message -> new Message.Quote(
                        message.id().toString(),
                        message.kind().name().toLowerCase(Locale.ROOT),
                        message.deleted() ? null : message.text(),
                        message.author() == null ? null : message.author().name()))
                .orElse(null);
    }

    private boolean isReadable(Handle tx, Writer writer, Message message) {
        return room.chats()
                .find(tx, writer.account(), message.chat())
                .filter(chat -> writer.reads(chat))
                .isPresent();
    }

    private static List<FileInChat> files(Prepared prepared) {
        var fetched = prepared.draft().file();
        return fetched == null
                ? prepared.files().stream().map(Storing::inChat).toList()
                : List.of(FileOrder.loading(fetched));
    }

    private static FileInChat inChat(StoredFile file) {
        return new FileInChat(
                file.id(), null, file.name(), file.mime(), file.size(), file.width(), file.height(), null, "ready");
    }
}
