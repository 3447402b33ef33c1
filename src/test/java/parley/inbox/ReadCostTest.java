package parley.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.auth.CardScope;
import parley.auth.Viewer;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.base.ChatType;
import parley.base.EmployeeId;
import parley.base.IntegrationId;
import parley.base.MessageId;
import parley.chat.ChatRoom;
import parley.chat.Feed;
import parley.chat.MessagePages;
import parley.crm.Catalogue;
import parley.platform.Database;
import parley.platform.Jobs;
import parley.rules.Access;
import parley.rules.Algorithm;
import parley.rules.ChannelSettings;
import parley.rules.ClosedDealPolicy;
import parley.rules.GlobalChat;
import parley.rules.Role;
import parley.rules.Settings;
import parley.rules.TimelineMode;
import parley.settings.SettingsDesk.Agreed;
import parley.story.Server;

/// What is looked at costs what is shown, however much there is: pages of the database that are touched are counted in
/// a small company and in one ten times its size.
@DisplayName("A company that has grown tenfold reads as few pages of its database")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadCostTest {

    private static final AccountId US = new AccountId(1);
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final EmployeeId MANAGER = new EmployeeId("ann");
    private static final EmployeeId SELLER = new EmployeeId("bob");
    private static final EmployeeId AUDITOR = new EmployeeId("cid");
    private static final List<ChannelId> CHANNELS = List.of(new ChannelId(1), new ChannelId(2), new ChannelId(3));
    private static final ChatId LONG = new ChatId(1);

    /// A level more of an index, here and there.
    private static final int GROWTH_PERCENT = 150;

    private static final int SLACK = 12;

    private final Map<String, Long> small = new LinkedHashMap<>();
    private final Map<String, Long> large = new LinkedHashMap<>();

    /// What somebody looks at.
    enum Question {
        MANAGERS_LIST,
        SELLERS_LIST,
        AUDITORS_LIST,
        SECOND_PAGE,
        UNANSWERED,
        MINE,
        NEW,
        ONE_CHANNEL,
        OF_ONE_EMPLOYEE,
        WAITING_LONG,
        COUNTERS,
        COUNTER_OF_ONE,
        LONG_CHAT,
        BY_NAME,
        BY_PHONE,
        BY_PHONE_WITH_8,
        OF_ONE_CLIENT,
        BY_TEXT,
        BY_TEXT_THAT_MOST_HAVE
    }

    @BeforeAll
    void measure() {
        measure(3_000, 100, small);
        measure(30_000, 20_000, large);
    }

    @ParameterizedTest
    @EnumSource
    void costsTheSame(Question question) {
        long before = small.get(question.name());
        long after = large.get(question.name());
        assertTrue(before > 0, "nothing was measured");
        assertTrue(
                after <= before * GROWTH_PERCENT / 100 + SLACK,
                "pages: " + before + " in the small company, " + after + " in the large one");
    }

    private static void measure(int chats, int longChat, Map<String, Long> costs) {
        // One connection alone, so that whatever was counted is told by it.
        try (var database = Database.open(Server.fresh(1))) {
            database.useTransaction(tx -> fill(tx, chats, longChat));
            while (database.inTransaction(tx -> new MessagePages().fill(tx, US, new MessageId(Long.MAX_VALUE)))) {
                // The texts that are searched are put on pages.
            }
            database.useTransaction(tx -> tx.execute("ANALYZE"));
            // What PostgreSQL has not sorted into its indexes yet is a matter of chance, up to a limit.
            database.read(
                    tx -> tx.execute(
                            "SELECT gin_clean_pending_list('message_page_words'), gin_clean_pending_list('chat_words_trigrams')"));
            var feed = new Feed(() -> NOW);
            var room = ChatRoom.open(feed, new Jobs(() -> NOW), (_, _, _) -> _ -> Optional.empty(), () -> NOW);
            var moments = new Moments(database, feed, (_, _) -> Optional.of(agreed()));
            var list = new ChatList(moments, room, () -> NOW);
            var rows = new MessageRows((_, _, _) -> "");
            var threads = new Threads(moments, room, rows);
            var search = new Search(moments, room, list, rows);
            var unanswered = new Unanswered(moments, () -> NOW);
            for (var question : Question.values()) {
                Runnable ask = () -> {
                    switch (question) {
                        case MANAGERS_LIST -> page(list, MANAGER, Wanted.first(50));
                        case SELLERS_LIST -> page(list, SELLER, Wanted.first(50));
                        case AUDITORS_LIST -> page(list, AUDITOR, Wanted.first(50));
                        case SECOND_PAGE -> {
                            var next =
                                    list.page(viewer(SELLER), Wanted.first(50)).next();
                            page(list, SELLER, new Wanted(Wanted.View.ALL, null, null, false, false, null, next, 50));
                        }
                        case UNANSWERED -> page(list, SELLER, view(Wanted.View.UNANSWERED));
                        case MINE -> page(list, SELLER, view(Wanted.View.MINE));
                        case NEW -> page(list, SELLER, view(Wanted.View.NEW));
                        case ONE_CHANNEL ->
                            page(
                                    list,
                                    MANAGER,
                                    new Wanted(Wanted.View.ALL, CHANNELS.get(1), null, false, false, null, null, 50));
                        case OF_ONE_EMPLOYEE ->
                            page(
                                    list,
                                    MANAGER,
                                    new Wanted(Wanted.View.ALL, null, SELLER, false, false, null, null, 50));
                        case WAITING_LONG ->
                            page(list, MANAGER, new Wanted(Wanted.View.ALL, null, null, true, false, null, null, 50));
                        case COUNTERS -> moments.at(US, Counters::heaps);
                        case COUNTER_OF_ONE -> unanswered.of(US, SELLER);
                        case LONG_CHAT -> threads.page(viewer(MANAGER), LONG, new Threads.Where.End(), 50);
                        case BY_NAME -> found(20, list, "walrus");
                        case BY_PHONE -> found(1, list, "+79160000150");
                        case BY_PHONE_WITH_8 -> found(1, list, "8 (916) 000-01-50");
                        case OF_ONE_CLIENT ->
                            assertEquals(
                                    Optional.of(new ChatId(150)),
                                    list.latest(viewer(MANAGER), client("User150"), null));
                        case BY_TEXT -> said(20, search, "zebra crossing");
                        case BY_TEXT_THAT_MOST_HAVE -> said(50, search, "how much is door");
                    }
                };
                costs.put(question.name(), cost(database, ask));
            }
        }
    }

    private static void page(ChatList list, EmployeeId employee, Wanted wanted) {
        assertTrue(list.page(viewer(employee), wanted).rows().size() >= 40, wanted.toString());
    }

    private static void found(int clients, ChatList list, String q) {
        assertEquals(clients, list.page(viewer(MANAGER), named(q)).rows().size(), q);
    }

    private static void said(int messages, Search search, String q) {
        assertEquals(
                messages,
                search.messages(viewer(MANAGER), q, null, null, 50).rows().size(),
                q);
    }

    /// By his name in the messenger alone, as a CRM may know him.
    private static CardScope.Client client(String username) {
        return new CardScope.Client(new ChatType("paper"), null, null, username, null);
    }

    private static Wanted view(Wanted.View view) {
        return new Wanted(view, null, null, false, false, null, null, 50);
    }

    private static Wanted named(String q) {
        return new Wanted(Wanted.View.ALL, null, null, false, false, q, null, 50);
    }

    /// Pages of our own tables and indexes that it touches, whether they were in memory or not: the fewest of several
    /// times, since the first of them look up more.
    private static long cost(Database database, Runnable ask) {
        long fewest = Long.MAX_VALUE;
        for (int time = 0; time < 3; time++) {
            long before = touched(database);
            ask.run();
            fewest = Math.min(fewest, touched(database) - before);
        }
        return fewest;
    }

    private static long touched(Database database) {
        database.read(tx -> tx.execute("SELECT pg_stat_force_next_flush()"));
        return database.read(tx -> tx.createQuery("""
            SELECT sum(coalesce(heap_blks_read, 0) + coalesce(heap_blks_hit, 0) + coalesce(idx_blks_read, 0)
                + coalesce(idx_blks_hit, 0) + coalesce(toast_blks_read, 0) + coalesce(toast_blks_hit, 0))
            FROM pg_statio_user_tables
            """).mapTo(Long.class).one());
    }

    private static Viewer viewer(EmployeeId employee) {
        return new Viewer(US, 1, employee, false, employee.value(), "en");
    }

    /// 200 clients wait in both companies, almost half of the chats are the seller's, every tenth is common, 200 are
    /// offered.
    private static void fill(Handle tx, int chats, int longChat) {
        tx.execute("INSERT INTO account (id, name, language, zone) VALUES (1, 'Wayne', 'en', 'UTC')");
        tx.execute("""
            INSERT INTO channel (account_id, type, transport, network, key, name, address, identity, fields, state,
                state_since, created_at)
            SELECT 1, 'paper', 'paper', 'paper', 'key' || n, 'Channel ' || n, '', 'own' || n, '', 'ready', now(), now()
            FROM generate_series(1, 3) AS n
            """);
        tx.createUpdate("""
            INSERT INTO chat (account_id, channel_id, network, address, name, username, phone, client, responsible, seq,
                unanswered, waiting_since, last_client_at, last_at, created_at)
            SELECT 1, 1 + n % 3, 'paper', n::text,
                CASE WHEN n % 150 = 0 AND n <= 3000 THEN 'Walrus ' ELSE 'Client ' END || n,
                'user' || n, '+7916' || lpad(n::text, 7, '0'),
                CASE WHEN n % 15 = 1 AND n <= 3000 THEN 'OFFERED' ELSE 'KNOWN' END,
                CASE
                    WHEN n % 15 = 1 AND n <= 3000 OR n % 10 = 0 THEN '{}'
                    WHEN n % 2 = 0 THEN '{bob}'
                    ELSE ARRAY['seller' || n % 20]
                END::text[],
                2, CASE WHEN n <= 200 THEN 2 ELSE 0 END,
                CASE WHEN n <= 200 THEN :now - INTERVAL '1 hour' END,
                :now - n * INTERVAL '10 seconds', :now - n * INTERVAL '10 seconds', :now - INTERVAL '1 year'
            FROM generate_series(1, :chats) AS n
            """)
                .bind("now", NOW.atOffset(ZoneOffset.UTC))
                .bind("chats", chats)
                .execute();
        tx.createUpdate("""
            INSERT INTO message (account_id, chat_id, seq, channel_id, external_id, outgoing, kind, text, at, via)
            SELECT 1, chat.id, said.n, chat.channel_id, chat.id || '-' || said.n, false, 'TEXT',
                CASE
                    WHEN said.n = 1 AND chat.id % 150 = 0 AND chat.id <= 3000 THEN 'Where is the zebra crossing?'
                    ELSE 'How much is door number ' || chat.id * 7 || '?'
                END, chat.last_at, 'client'
            FROM chat
            CROSS JOIN LATERAL generate_series(1, CASE WHEN chat.id = 1 THEN :long ELSE 2 END) AS said(n)
            ORDER BY chat.id, said.n
            """).bind("long", longChat).execute();
        tx.createUpdate("UPDATE chat SET seq = :long WHERE id = 1")
                .bind("long", longChat)
                .execute();
    }

    private static Agreed agreed() {
        var newClients = new ChannelSettings.NewClients(null, Algorithm.FIRST_RESPONDER, false, List.of(), Map.of());
        var channels = CHANNELS.stream()
                .map(id -> new ChannelSettings(
                        id,
                        true,
                        "Channel " + id,
                        Map.of(
                                MANAGER, new ChannelSettings.Assignment(Role.MANAGER, true),
                                SELLER, new ChannelSettings.Assignment(Role.SELLER, true),
                                AUDITOR, new ChannelSettings.Assignment(Role.AUDITOR, false)),
                        newClients,
                        ClosedDealPolicy.ADD,
                        Map.of(MANAGER, Access.WRITE, SELLER, Access.WRITE, AUDITOR, Access.READ)))
                .toList();
        var settings = new Settings(
                1,
                channels,
                new GlobalChat(GlobalChat.Mode.OWN_AND_COMMON, Set.of()),
                TimelineMode.HOURLY,
                true,
                false,
                Map.of());
        var employees = List.of(MANAGER, SELLER, AUDITOR).stream()
                .map(id -> new Catalogue.Employee(id, "Name of " + id, null, true))
                .toList();
        return new Agreed(
                new IntegrationId(1), "builtin", true, settings, new Catalogue(employees, List.of()), Instant.EPOCH);
    }
}
