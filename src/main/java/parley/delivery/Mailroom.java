package parley.delivery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.chat.Chat;
import parley.chat.ChatStore.Place;
import parley.chat.News;
import parley.delivery.Destination.Line;
import parley.delivery.Storing.Allowed;
import parley.settings.SettingsDesk.Agreed;

/// Takes what programs send. Messages that come in while others are being stored share the next transaction: a company
/// has one line for its news, and each commit holds it. What needs more than its chat (a new client, a client to be
/// claimed) goes alone, as a person's reply does. The rules are the same on both ways: {@link Storing}.
public final class Mailroom {

    private static final int BATCH = 128;
    private static final int QUEUE = 4_096;
    private static final Logger LOG = System.getLogger(Mailroom.class.getName());

    /// @param sent empty when the message has to go alone
    private record Waiting(Sender sender, Draft draft, CompletableFuture<Optional<Sent>> sent) {}

    private record Judged(Waiting waiting, Allowed allowed) {}

    private final Ways with;
    private final Reply reply;
    private final Preparing preparing;
    private final Storing storing;
    private final CrmMessages crmMessages = new CrmMessages();
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicBoolean isWorking = new AtomicBoolean();

    Mailroom(Ways with, Reply reply, Preparing preparing, Storing storing) {
        this.with = with;
        this.reply = reply;
        this.preparing = preparing;
        this.storing = storing;
    }

    /// Returns when it is committed, or refused and nothing is stored.
    public Sent send(Sender sender, Draft draft) {
        var waiting = new Waiting(sender, draft, new CompletableFuture<>());
        if (place(draft) == null || !queue.offer(waiting)) {
            return reply.send(sender, draft);
        }
        work();
        return waiting.sent.join().orElseGet(() -> reply.send(sender, draft));
    }

    /// Forgets the CRM's ids that may be sent again, a piece of them. Answers how many.
    public int forget(Handle tx, AccountId account, Instant now) {
        return crmMessages.forget(tx, account, now);
    }

    /// One clerk at a time, and none while there is nothing to do.
    private void work() {
        if (isWorking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("mailroom").start(this::clear);
        }
    }

    private void clear() {
        do {
            try {
                var batch = new ArrayList<Waiting>();
                while (queue.drainTo(batch, BATCH) > 0) {
                    batch.stream()
                            .collect(Collectors.groupingBy(one -> one.sender.account()))
                            .forEach(this::store);
                    batch.clear();
                }
            } finally {
                isWorking.set(false);
            }
            // Somebody may have come in between, and gone away because there was a clerk.
        } while (!queue.isEmpty() && isWorking.compareAndSet(false, true));
    }

    private void store(AccountId account, List<Waiting> batch) {
        Map<Waiting, Sent> sent;
        try {
            sent = with.database().inTransaction(tx -> store(tx, account, batch));
        } catch (RuntimeException e) {
            // One of them may be to blame: alone each gets the answer that it deserves.
            LOG.log(Level.WARNING, batch.size() + " messages could not be stored together", e);
            sent = Map.of();
        }
        for (var one : batch) {
            one.sent.complete(Optional.ofNullable(sent.get(one)));
        }
    }

    private Map<Waiting, Sent> store(Handle tx, AccountId account, List<Waiting> batch) {
        var agreed = with.desk().current(tx, account).orElse(null);
        var sent = new IdentityHashMap<Waiting, Sent>();
        var taken = storing.taken(
                tx,
                account,
                batch.stream()
                        .map(one -> one.draft.crmMessageId())
                        .filter(Objects::nonNull)
                        .toList());
        var fresh = new ArrayList<Waiting>();
        for (var one : batch) {
            var id = one.draft.crmMessageId();
            if (id != null && taken.contains(id)) {
                sent.put(one, new Sent.RepeatedByCrm(id));
            } else {
                fresh.add(one);
            }
        }
        var places = fresh.stream()
                .map(one -> place(one.draft))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        var chats = with.room().chats().lock(tx, account, places);
        var allowed = new ArrayList<Judged>();
        var numbered = new HashSet<String>();
        for (var one : fresh) {
            var chat = chats.get(place(one.draft));
            var id = one.draft.crmMessageId();
            if (chat != null && (id == null || numbered.add(id))) {
                judge(tx, one, agreed, chat, allowed, sent);
            }
        }
        if (!allowed.isEmpty()) {
            var news = new News(account);
            var written =
                    storing.write(tx, allowed.stream().map(Judged::allowed).toList(), news);
            for (int place = 0; place < allowed.size(); place++) {
                sent.put(allowed.get(place).waiting, written.get(place));
            }
            news.publish(tx, with.room().feed());
        }
        return sent;
    }

    private void judge(
            Handle tx, Waiting one, @Nullable Agreed agreed, Chat chat, List<Judged> allowed, Map<Waiting, Sent> sent) {
        var writer = Writer.of(one.sender, agreed);
        var live = with.channels().live(chat.account(), chat.channel()).orElse(null);
        if (writer == null || live == null || writer.claimant() != null && chat.claimable()) {
            return;
        }
        var line = new Line(
                live.channel(), with.channels().descriptor(live.channel().type()));
        var prepared = preparing.prepare(writer, one.draft, line, with.clock().instant());
        var refused = storing.refusal(tx, writer, chat, prepared);
        var quote = refused == null ? storing.quote(tx, writer, chat, one.draft) : null;
        if (refused == null && one.draft.quote() != null && quote == null) {
            refused = Storing.noQuote();
        }
        if (refused != null) {
            sent.put(one, refused);
        } else {
            allowed.add(new Judged(one, new Allowed(writer, chat, prepared, quote)));
        }
    }

    /// Absent when the client is named otherwise than by his own id, and for templates: the messenger may have to be
    /// asked for one.
    private static @Nullable Place place(Draft draft) {
        return draft.template() == null
                        && draft.to() instanceof Target.Exact(var channel, var address)
                        && !address.id().isEmpty()
                ? new Place(channel, address.id())
                : null;
    }
}
