package parley.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.MessageId;
import parley.channel.Content;
import parley.channel.DeliveryStatus;
import parley.channel.Inbound;
import parley.chat.Appending.Appended;
import parley.chat.Chat;
import parley.chat.ChatCounters.Effect;
import parley.chat.ChatRoom;
import parley.chat.FileInChat;
import parley.chat.Message;
import parley.chat.NewMessage;
import parley.chat.News;
import parley.delivery.Destination.First;
import parley.delivery.Destination.Known;
import parley.delivery.Destination.Nowhere;
import parley.platform.Media.StoredFile;
import parley.platform.NewJob;
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

    /// Those of the CRM's ids that were accepted less than a minute ago.
    Set<String> taken(Handle tx, AccountId account, Collection<String> crmMessageIds) {
        return crmMessages.taken(tx, account, crmMessageIds, with.clock().instant());
    }

    boolean isTaken(Handle tx, AccountId account, @Nullable String crmMessageId) {
        return crmMessageId != null
                && !taken(tx, account, List.of(crmMessageId)).isEmpty();
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
        return repetitions.find(tx, writer, prepared.draft()).orElseGet(() -> {
            var refused = refusal(tx, writer, chat, prepared);
            return refused == null ? write(tx, writer, chat, prepared, news) : refused;
        });
    }

    /// Why it may not be sent in this chat, which is locked; absent when it may.
    @Nullable
    Sent refusal(Handle tx, Writer writer, Chat chat, Prepared prepared) {
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
        var impossible = chat.test() ? null : impossible(writer, chat, prepared);
        if (impossible != null) {
            return impossible;
        }
        return prepared.mistakes().isEmpty() ? null : new Sent.Invalid(prepared.mistakes());
    }

    private Sent.@Nullable Impossible impossible(Writer writer, Chat chat, Prepared prepared) {
        var line = prepared.line();
        if (!chat.reachable()) {
            return new Sent.Impossible("blocked", Map.of());
        }
        return prepared.kind() == Content.Kind.TEMPLATE
                        || Windows.isOpen(line.face().can(), chat, with.clock().instant())
                ? null
                : new Sent.Impossible(
                        "window_closed", Windows.args(line.face().can(), line.messenger(writer.language())));
    }

    private Sent write(Handle tx, Writer writer, Chat chat, Prepared prepared, News news) {
        var quote = quote(tx, writer, chat, prepared.draft());
        if (prepared.draft().quote() != null && quote == null) {
            return noQuote();
        }
        var allowed = new Allowed(writer, chat, prepared, quote);
        return write(tx, List.of(allowed), news).getFirst();
    }

    static Sent noQuote() {
        return new Sent.Invalid(List.of(Mistake.of("quote", "unknown")));
    }

    /// A message that may be sent. Its chat is locked, and everything has been asked.
    record Allowed(Writer writer, Chat chat, Prepared prepared, Message.@Nullable Quote quote) {

        private boolean isFree(Set<String> taken) {
            var id = prepared.draft().crmMessageId();
            return id == null || taken.contains(id);
        }

        private Appended message(Instant now) {
            var draft = prepared.draft();
            var message = new NewMessage(
                    null,
                    draft.cid(),
                    true,
                    prepared.kind(),
                    draft.text(),
                    files(prepared),
                    prepared.details(),
                    quote,
                    now,
                    writer.author(),
                    draft.via(),
                    chat.test() ? DeliveryStatus.SENT : DeliveryStatus.QUEUED,
                    chat.test());
            return new Appended(chat, message, draft.clearUnanswered() ? Effect.ANSWERS : Effect.NEITHER, null);
        }
    }

    /// Stores messages of one account with the orders to send them, in a handful of statements however many they are.
    ///
    /// @param all none is twice among them, by its own id or the CRM's
    /// @param news gets what is to be published at the end of the transaction
    /// @return what came of each, in their order
    List<Sent> write(Handle tx, List<Allowed> all, News news) {
        var now = with.clock().instant();
        var account = all.getFirst().writer.account();
        var wanted = all.stream()
                .map(one -> one.prepared.draft().crmMessageId())
                .filter(Objects::nonNull)
                .toList();
        var taken = crmMessages.take(tx, account, wanted, now);
        var messages = all.stream()
                .filter(one -> one.isFree(taken))
                .collect(Collectors.toMap(
                        one -> one.prepared.draft().cid(),
                        one -> one.message(now),
                        (first, _) -> first,
                        LinkedHashMap::new));
        var ids = room.appending().append(tx, List.copyOf(messages.values()), now, news);
        var jobs = new ArrayList<NewJob>();
        var sent = new ArrayList<Sent>();
        for (var one : all) {
            var message = messages.get(one.prepared.draft().cid());
            sent.add(
                    one.isFree(taken)
                            ? written(tx, one, message == null ? null : ids.get(message), news, jobs)
                            : new Sent.RepeatedByCrm(
                                    String.valueOf(one.prepared.draft().crmMessageId())));
        }
        with.jobs().enqueue(tx, jobs);
        return sent;
    }

    /// @param id absent when the same cid was there already: in another chat, at the same moment
    private Sent written(Handle tx, Allowed one, @Nullable MessageId id, News news, List<NewJob> jobs) {
        if (id == null) {
            return repetitions.find(tx, one.writer, one.prepared.draft()).orElseGet(Sent.CidTaken::new);
        }
        if (claims(tx, one.writer, one.chat, with.clock().instant())) {
            news.chat(one.chat.id(), one.chat.facts());
        }
        if (!one.chat.test()) {
            if (one.prepared.draft().file() != null) {
                jobs.add(FileOrder.of(one.chat, id));
            }
            jobs.add(SendOrder.of(one.chat, id, 0));
        }
        return new Sent.Accepted(id, one.chat.address().id(), false);
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

    Message.@Nullable Quote quote(Handle tx, Writer writer, Chat chat, Draft draft) {
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
