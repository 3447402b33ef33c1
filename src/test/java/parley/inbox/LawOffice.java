package parley.inbox;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import parley.auth.Auth;
import parley.auth.Passwords;
import parley.auth.Viewer;
import parley.base.AccountId;
import parley.base.Address;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.base.ChatType;
import parley.base.EmployeeId;
import parley.base.IntegrationId;
import parley.base.MessageId;
import parley.channel.ChannelOffice;
import parley.channel.Channels;
import parley.channel.Content;
import parley.channel.DeliveryStatus;
import parley.channel.Inbound;
import parley.channel.PaperMessenger;
import parley.chat.Chat;
import parley.chat.ChatCounters.Effect;
import parley.chat.ChatRoom;
import parley.chat.Feed;
import parley.chat.LastLine;
import parley.chat.Message;
import parley.chat.NewMessage;
import parley.chat.News;
import parley.chat.Standing;
import parley.crm.Catalogue;
import parley.platform.Database;
import parley.platform.Jobs;
import parley.realtime.Loudspeaker;
import parley.rules.Access;
import parley.rules.Algorithm;
import parley.rules.ChannelSettings;
import parley.rules.ChatFacts;
import parley.rules.ClosedDealPolicy;
import parley.rules.GlobalChat;
import parley.rules.Role;
import parley.rules.Settings;
import parley.rules.TimelineMode;
import parley.settings.SettingsDesk.Agreed;
import parley.story.Server;

/// A company in which anything may happen at any time, on a real database.
final class LawOffice implements AutoCloseable {

    static final AccountId ACCOUNT = new AccountId(1);
    static final List<EmployeeId> STAFF = List.of("ann", "bob", "cid", "dan", "eve").stream()
            .map(EmployeeId::new)
            .toList();
    private static final int CHANNELS = 3;

    final RandomGenerator random;
    final Database database;
    final ChatRoom room;
    final Moments moments;
    final ChatList list;
    final Threads threads;
    final Drafts drafts;
    final Search search;
    final Channels channels;
    final Streams streams;
    final Loudspeaker loudspeaker;
    final List<ChatId> chats = new ArrayList<>();
    final List<MessageId> messages = new ArrayList<>();

    /// Who sees which chat, at each position.
    final Map<Long, Map<EmployeeId, Set<ChatId>>> visible = new ConcurrentHashMap<>();

    private final ChannelOffice.Node node;
    private final Map<Long, Agreed> agreements = new ConcurrentHashMap<>();
    private final List<ChannelId> channelIds = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");
    private int number;

    LawOffice(RandomGenerator random, Path data) {
        this.random = random;
        database = Database.open(Server.fresh(12));
        ChannelOffice.found(database, ACCOUNT);
        node = new ChannelOffice.Node(database, data, "law", new PaperMessenger());
        channels = node.channels;
        for (int i = 0; i < CHANNELS; i++) {
            var done = (Channels.Connected.Done)
                    channels.connect(ACCOUNT, "paper", "Channel " + i, Map.of("token", "shop" + i + "-1"));
            channelIds.add(done.channel().id());
        }
        database.useTransaction(tx -> tx.execute("CREATE TABLE agreed_now AS SELECT 0::bigint AS n"));
        var feed = new Feed(() -> now);
        room = ChatRoom.open(feed, new Jobs(() -> now), (_, _, _) -> Optional.empty(), () -> now);
        moments = new Moments(database, feed, this::agreed);
        var rows = new MessageRows((viewer, _, file) -> "/m/" + file.id() + "?for=" + viewer.employee());
        list = new ChatList(moments, room, () -> now);
        threads = new Threads(moments, room, rows);
        drafts = new Drafts(database, moments, room);
        search = new Search(moments, room, list, rows);
        loudspeaker = new Loudspeaker(accounts -> database.read(tx -> feed.positions(tx, accounts)));
        feed.listen(loudspeaker::hint);
        var auth = new Auth(database, new Passwords(new java.security.SecureRandom()), () -> now, random);
        var sources = new Missed.Sources(feed, new ChangeReader(room), new Ops(rows, channels));
        streams = new Streams(auth.tickets, moments, room, channels, sources, loudspeaker);
        agree();
    }

    static Viewer viewer(EmployeeId employee) {
        return new Viewer(ACCOUNT, STAFF.indexOf(employee) + 1, employee, false, employee.value(), "en");
    }

    private Optional<Agreed> agreed(Handle tx, AccountId account) {
        return Optional.ofNullable(agreements.get(
                tx.createQuery("SELECT n FROM agreed_now").mapTo(Long.class).one()));
    }

    @Override
    public void close() {
        streams.close();
        loudspeaker.close();
        node.close();
        database.close();
    }

    <T> T any(Collection<T> some) {
        return List.copyOf(some).get(random.nextInt(some.size()));
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

    /// What each may see now, by the law itself.
    private void remember() {
        moments.at(ACCOUNT, moment -> {
            var seen = new HashMap<EmployeeId, Set<ChatId>>();
            var all = room.chats().find(moment.tx(), ACCOUNT, chats);
            for (var employee : STAFF) {
                var eyes = moment.eyes(viewer(employee)).orElseThrow();
                var his = new HashSet<ChatId>();
                all.stream().filter(chat -> eyes.sees(chat.facts())).forEach(chat -> his.add(chat.id()));
                seen.put(employee, his);
            }
            visible.put(moment.position(), seen);
            return seen;
        });
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

    private void append(Handle tx, Chat chat, boolean out, News news) {
        var text = (out ? "Answer " : "Question ") + random.nextInt(1_000);
        var author = out ? new Message.Author(any(STAFF), "Somebody") : null;
        var message = new NewMessage(
                null,
                null,
                out,
                Content.Kind.TEXT,
                text,
                List.of(),
                Map.of(),
                null,
                now,
                author,
                out ? "parley" : "client",
                out ? DeliveryStatus.QUEUED : null,
                false);
        var id = room.messages().append(tx, chat, message).orElseThrow();
        messages.add(id);
        room.counters()
                .appended(tx, chat, chat.seq() + 1, LastLine.of(message), out ? Effect.ANSWERS : Effect.ASKS, now);
        news.add(new Feed.Change.OfMessage(chat.id(), id));
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
        happens(
                id,
                (tx, message) -> room.messages().edited(tx, ACCOUNT, message, "Edited " + random.nextInt(1_000), now));
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
            news.add(room.happenings().changed(tx, locked, message));
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

    /// Roles, access, sliders, the global chat and who is notified are thrown anew, all or a part of them.
    void agree() {
        var version = agreements.size() + 1L;
        var last = agreements.get(version - 1);
        var all = channelIds.stream()
                .map(id -> last != null && random.nextBoolean()
                        ? last.settings().channel(id).orElseGet(() -> channel(id))
                        : channel(id))
                .toList();
        var mode = random.nextInt(4) == 0 ? GlobalChat.Mode.ALL : GlobalChat.Mode.OWN_AND_COMMON;
        var administrators = random.nextInt(3) == 0 ? Set.of(any(STAFF)) : Set.<EmployeeId>of();
        var settings = new Settings(
                version,
                all,
                new GlobalChat(mode, administrators),
                TimelineMode.HOURLY,
                true,
                random.nextBoolean(),
                Map.of());
        var employees = STAFF.stream()
                .map(id -> new Catalogue.Employee(id, "Name of " + id, null, true))
                .toList();
        agreements.put(
                version,
                new Agreed(new IntegrationId(1), "builtin", true, settings, new Catalogue(employees, List.of()), now));
        database.useTransaction(tx -> {
            tx.createUpdate("UPDATE agreed_now SET n = :n").bind("n", version).execute();
            room.feed().publish(tx, ACCOUNT, Set.of(new Feed.Change.OfSettings()));
        });
    }

    private ChannelSettings channel(ChannelId id) {
        var roles = new HashMap<EmployeeId, ChannelSettings.Assignment>();
        var access = new HashMap<EmployeeId, Access>();
        for (var employee : STAFF) {
            if (random.nextInt(6) > 0) {
                var role = random.nextInt(5) < 3 ? Role.SELLER : any(List.of(Role.MANAGER, Role.AUDITOR));
                roles.put(employee, new ChannelSettings.Assignment(role, random.nextBoolean()));
                access.put(employee, random.nextInt(5) > 0 ? Access.WRITE : any(List.of(Access.NONE, Access.READ)));
            }
        }
        var newClients = new ChannelSettings.NewClients(null, Algorithm.FIRST_RESPONDER, false, List.of(), Map.of());
        return new ChannelSettings(
                id, random.nextInt(8) > 0, "Channel " + id, roles, newClients, ClosedDealPolicy.ADD, access);
    }
}
