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
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.base.EmployeeId;
import parley.base.MessageId;
import parley.channel.ChannelOffice;
import parley.channel.Channels;
import parley.channel.PaperMessenger;
import parley.chat.ChatRoom;
import parley.chat.Feed;
import parley.platform.Database;
import parley.platform.DatabaseConfig;
import parley.platform.Jobs;
import parley.realtime.Loudspeaker;
import parley.settings.SettingsDesk.Agreed;
import parley.story.Server;

/// The rooms of a company on a real database, and settings that are thrown anew now and then.
class LawFloor implements AutoCloseable {

    static final AccountId ACCOUNT = new AccountId(1);
    static final List<EmployeeId> STAFF = List.of("ann", "bob", "cid", "dan", "eve").stream()
            .map(EmployeeId::new)
            .toList();
    private static final int CHANNELS = 3;

    final RandomGenerator random;
    private final DatabaseConfig config = Server.fresh(12);
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
    final List<ChannelId> channelIds = new ArrayList<>();
    Instant now = Instant.parse("2026-11-24T12:00:00Z");
    int number;

    LawFloor(RandomGenerator random, Path data) {
        this.random = random;
        database = Database.open(config);
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
        room = ChatRoom.open(feed, new Jobs(() -> now), (_, _, _) -> _ -> Optional.empty(), () -> now);
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
        Server.drop(config);
    }

    <T> T any(Collection<T> some) {
        return List.copyOf(some).get(random.nextInt(some.size()));
    }

    /// What each may see now, by the law itself.
    void remember() {
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

    /// Roles, access, sliders, the global chat and who is notified are thrown anew, all or a part of them.
    void agree() {
        agree(thrown());
    }

    /// Settings that nobody has agreed on yet.
    Agreed thrown() {
        var version = agreements.size() + 1L;
        return LawSettings.thrown(random, version, agreements.get(version - 1), channelIds);
    }

    /// What holds.
    Agreed agreed() {
        return agreements.get((long) agreements.size());
    }

    void agree(Agreed next) {
        database.useTransaction(tx -> {
            hold(tx, next);
            room.feed().publish(tx, ACCOUNT, Set.of(new Feed.Change.OfSettings()));
        });
    }

    /// Without telling anybody: what a channel is has changed, say, and with it who may see it.
    void agreeUnsaid(Agreed next) {
        database.useTransaction(tx -> hold(tx, next));
    }

    private void hold(Handle tx, Agreed next) {
        var version = next.settings().version();
        agreements.put(version, next);
        tx.createUpdate("UPDATE agreed_now SET n = :n").bind("n", version).execute();
    }
}
