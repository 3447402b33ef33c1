package parley.intake;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.base.EmployeeId;
import parley.channel.Content;
import parley.channel.DeliveryStatus;
import parley.channel.Inbound;
import parley.chat.Chat;
import parley.chat.ChatCounters.Effect;
import parley.chat.Decisions;
import parley.chat.Feed;
import parley.chat.Message;
import parley.chat.NewMessage;
import parley.chat.News;
import parley.platform.Acceptance;
import parley.platform.Arrival;
import parley.platform.Json;
import parley.settings.SettingsDesk;
import tools.jackson.databind.node.ObjectNode;

/// A company with a paper CRM and two paper messengers, WhatsApp with phones and Telegram with names only. Time stands
/// still until the test moves it.
public final class Shop extends ShopFloor {

    /// @param people of the CRM
    public Shop(String... people) {
        super(people);
    }

    /// Saves the settings of both channels after a change to one's form.
    public void agree(ChannelId channel, Consumer<ObjectNode> change) {
        agree(document -> {
            for (var form : document.withArray("channels")) {
                if (form.path("id").asString().equals(channel.toString())) {
                    change.accept((ObjectNode) form);
                }
            }
        });
    }

    public void agree(Consumer<ObjectNode> change) {
        var agreed = desk.current(COMPANY).orElseThrow();
        var document = (ObjectNode) Json.tree(Json.write(desk.document(COMPANY, agreed)));
        change.accept(document);
        var saved = desk.save(owner(), agreed.integration(), document, "127.0.0.1");
        assertInstanceOf(SettingsDesk.Saved.Done.class, saved, saved::toString);
    }

    /// Ticks both channels, with the CRM's timeline off: these sell there and receive new clients, in this order.
    ///
    /// @param rules JSON of `newClients` without `order`, in single quotes
    public void sell(String rules, String... sellers) {
        agree(document -> document.put("timeline", "OFF"));
        for (var channel : List.of(whatsapp, telegram)) {
            agree(channel, form -> {
                form.put("ticked", true);
                for (var seller : sellers) {
                    form.withObject("roles")
                            .set(seller, Json.tree("{\"role\":\"seller\",\"receivesNewClients\":true}"));
                    form.withObject("access").put(seller, "WRITE");
                }
                var newClients = (ObjectNode) Json.tree(rules.replace('\'', '"'));
                newClients.set("order", Json.tree(Json.write(List.of(sellers))));
                if (!newClients.has("weights")) {
                    newClients.set("weights", Json.tree("{}"));
                }
                form.set("newClients", newClients);
            });
        }
    }

    /// He writes; a second passes.
    public String writes(Inbound.Client client, String text) {
        var id = "m" + deliveries.incrementAndGet();
        deliver(new Inbound.Message(client, id, now.get(), Content.text(text), null, null));
        later(Duration.ofSeconds(1));
        return id;
    }

    /// The messenger delivers this, on the channel of the client's network.
    public void deliver(Inbound... inbound) {
        deliver("d" + deliveries.incrementAndGet(), inbound);
    }

    void deliver(String key, Inbound... inbound) {
        var client = client(inbound[0]);
        var isPhone = client.address().network().value().equals("whatsapp");
        (isPhone ? phones : names).deliveries.put(key, List.of(inbound));
        take(isPhone ? whatsapp : telegram, key, client.address().id());
    }

    void take(ChannelId channel, String key, String chatKey) {
        var arrival = new Arrival(COMPANY, channel, key, chatKey, Map.of(), key.getBytes(StandardCharsets.UTF_8));
        assertInstanceOf(Acceptance.Accepted.class, ingress.accept(List.of(arrival)));
    }

    /// Lets time pass for everything that asks the clock.
    public void later(Duration time) {
        now.updateAndGet(before -> before.plus(time));
        jobs.wake();
    }

    public Instant now() {
        return now.get();
    }

    /// Waits until nothing is left to do.
    public void settle() {
        await("nothing left to do", () -> database.read(tx -> count(tx, """
            SELECT (SELECT count(*) FROM work WHERE error IS NULL)
                + (SELECT count(*) FROM job
                       WHERE state = 'running' OR state = 'due' AND due_at <= :now AND NOT EXISTS (
                           SELECT FROM job AS earlier
                           WHERE earlier.lane = job.lane AND earlier.id < job.id AND earlier.state = 'due'))
                + (SELECT count(*) FROM integration WHERE change_cursor < :changes AND deleted_at IS NULL)
            """) == 0));
    }

    /// Waits until every change in the CRM is looked at, whatever else is under way.
    void settleChanges() {
        await("every change looked at", () -> database.read(tx -> count(tx, """
            SELECT (SELECT count(*) FROM job WHERE kind = 'crm.sync' AND state IN ('due', 'running') AND due_at <= :now)
                + (SELECT count(*) FROM integration WHERE change_cursor < :changes AND deleted_at IS NULL)
            """) == 0));
    }

    private long count(Handle tx, String sql) {
        return tx.createQuery(sql)
                .bind("now", now.get())
                .bind("changes", crm.isAway() ? 0 : crm.changes())
                .mapTo(Long.class)
                .one();
    }

    /// As {@link #settle}, while time passes for those who wait before they try again.
    public void settlePatiently() {
        for (int minute = 0; minute < 15; minute++) {
            settle();
            later(Duration.ofMinutes(1));
        }
        settle();
    }

    public static void await(String what, java.util.function.BooleanSupplier happened) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!happened.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "still not: " + what);
            LockSupport.parkNanos(2_000_000);
        }
    }

    public Chat chat(Inbound.Client client) {
        return find(client).orElseThrow(() -> new AssertionError("no chat of " + client));
    }

    Optional<Chat> find(Inbound.Client client) {
        var channel = client.address().network().value().equals("whatsapp") ? whatsapp : telegram;
        return database.inTransaction(tx -> room.chats()
                .lockByAddress(tx, COMPANY, channel, client.address().id()));
    }

    public List<Message> messages(Inbound.Client client) {
        return database.read(
                tx -> room.messages().after(tx, COMPANY, chat(client).id(), 0, 1_000));
    }

    /// Oldest first.
    List<Decisions.Stored> decisions(Inbound.Client client) {
        return database.read(
                        tx -> room.decisions().ofChat(tx, COMPANY, chat(client).id()))
                .reversed();
    }

    /// Who is responsible for the chat, by name and comma.
    String responsible(Inbound.Client client) {
        return String.join(
                ",",
                chat(client).responsible().stream()
                        .map(EmployeeId::value)
                        .sorted()
                        .toList());
    }

    /// Who was served last on the channel; `-` before the first client.
    String turn(ChannelId channel) {
        return database.read(tx -> room.turns().find(tx, COMPANY, channel))
                .map(turn -> turn.last().value())
                .orElse("-");
    }

    /// Changes in the CRM are heard of only after this.
    void whileTheCrmIsUnwatched(Runnable what) {
        crm.silently(what);
    }

    /// The first reply of an employee, as delivery does it: claims the chat. Answers whether he was first.
    public boolean claims(Inbound.Client client, String employee) {
        var chat = chat(client);
        return database.inTransaction(tx -> {
            var locked = room.chats().lock(tx, COMPANY, chat.id()).orElseThrow();
            var version = desk.current(tx, COMPANY).orElseThrow().settings().version();
            var won = room.claims().claim(tx, locked, new EmployeeId(employee), "reply", version, clock.instant());
            if (won.isEmpty()) {
                room.claims().lost(tx, locked, new EmployeeId(employee));
            }
            room.feed().publish(tx, COMPANY, java.util.Set.of(new Feed.Change.OfChat(chat.id(), locked.facts())));
            return won.isPresent();
        });
    }

    /// Parley stores a message of Tony's, as delivery does it.
    public void sends(Inbound.Client client, String text, DeliveryStatus status) {
        database.useTransaction(tx -> {
            var chat = room.chats().lock(tx, COMPANY, chat(client).id()).orElseThrow();
            var message = new NewMessage(
                    null,
                    "cid" + deliveries.incrementAndGet(),
                    true,
                    Content.Kind.TEXT,
                    text,
                    List.of(),
                    Map.of(),
                    null,
                    now.get(),
                    new Message.Author(new EmployeeId("a"), "Tony"),
                    "parley",
                    status,
                    false);
            room.appending().append(tx, chat, message, Effect.ANSWERS, now.get(), new News(COMPANY));
        });
    }

    <T> T read(Function<Handle, T> question) {
        return database.read(question);
    }

    /// Does a job again that is done already, as after a crash right before it was written down.
    public void again(String kind) {
        database.useTransaction(
                tx -> tx.execute("UPDATE job SET state = 'due', interrupted = true WHERE kind = ?", kind));
        jobs.wake();
        settle();
    }

    List<String> log() {
        return new ArrayList<>(crm.log);
    }

    /// How often jobs of this kind were begun.
    long attempts(String kind) {
        return database.read(tx -> tx.createQuery("SELECT coalesce(sum(attempts), 0) FROM job WHERE kind = :kind")
                .bind("kind", kind)
                .mapTo(Long.class)
                .one());
    }

    @Nullable
    String jobError(String kind) {
        return database.read(tx -> tx.createQuery(
                        "SELECT last_error FROM job WHERE kind = :kind AND last_error IS NOT NULL ORDER BY id"
                                + " DESC LIMIT 1")
                .bind("kind", kind)
                .mapTo(String.class)
                .findOne()
                .orElse(null));
    }
}
