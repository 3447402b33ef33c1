package parley.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static parley.rules.AccessTable.ANOTHER;
import static parley.rules.AccessTable.CHANNEL;
import static parley.rules.AccessTable.ME;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.auth.Viewer;
import parley.base.AccountId;
import parley.base.ChatId;
import parley.base.EmployeeId;
import parley.base.IntegrationId;
import parley.chat.ChatRoom;
import parley.chat.Feed;
import parley.crm.Catalogue;
import parley.platform.Database;
import parley.platform.Jobs;
import parley.rules.Access;
import parley.rules.AccessTable;
import parley.rules.ChatFacts;
import parley.rules.Scope;
import parley.settings.SettingsDesk.Agreed;
import parley.story.Server;

/// The law of access on a real PostgreSQL: what the SQL finds is what the function allows, in every combination of the
/// table that both are tested with.
class ScopeSqlTest {

    private static final AccountId ACCOUNT = new AccountId(1);
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Viewer VIEWER = new Viewer(ACCOUNT, 1, ME, false, "Me", "en");
    private static final Map<ChatFacts, ChatId> CHATS = new HashMap<>();
    private static Database database;
    private static ChatList list;

    @BeforeAll
    static void everyKindOfChat() {
        database = Database.open(Server.fresh(4));
        var feed = new Feed(() -> NOW);
        var room = ChatRoom.open(feed, new Jobs(() -> NOW), (_, _, _) -> _ -> java.util.Optional.empty(), () -> NOW);
        list = new ChatList(new Moments(database, feed, (_, _) -> java.util.Optional.empty()), room, () -> NOW);
        database.useTransaction(tx -> {
            tx.execute("INSERT INTO account (id, name, language, zone) VALUES (1, 'Wayne', 'en', 'UTC')");
            for (var client : ChatFacts.Client.values()) {
                for (var responsible :
                        List.of(Set.<EmployeeId>of(), Set.of(ME), Set.of(ANOTHER), Set.of(ME, ANOTHER))) {
                    var facts = new ChatFacts(CHANNEL, client, responsible);
                    CHATS.put(facts, insert(tx, facts));
                }
            }
        });
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static ChatId insert(Handle tx, ChatFacts facts) {
        return tx.createQuery("""
            INSERT INTO chat (account_id, channel_id, network, address, client, responsible, last_at, created_at)
            VALUES (1, :channel, 'telegram', :address, :client, :responsible, :now, :now)
            RETURNING id
            """)
                .bind("channel", facts.channel().value())
                .bind("address", facts.toString())
                .bind("client", facts.client().name())
                .bind(
                        "responsible",
                        facts.responsible().stream()
                                .map(EmployeeId::value)
                                .sorted()
                                .toArray(String[]::new))
                .bind("now", NOW)
                .map((rs, _) -> new ChatId(rs.getLong("id")))
                .one();
    }

    @Test
    @DisplayName("R42: the condition finds what the law allows, in every combination")
    void theConditionFindsWhatTheLawAllows() {
        database.read(tx -> {
            for (var row : AccessTable.rows()) {
                var settings = AccessTable.settings(row, false);
                var found = find(tx, ScopeSql.of(Scope.of(settings, ME), ME));
                CHATS.forEach((facts, id) -> assertEquals(
                        Access.of(settings, ME, facts).reads(), found.contains(id), () -> row(row) + " " + facts));
                assertEquals(AccessTable.sees(row), found.contains(CHATS.get(AccessTable.chat(row))), () -> row(row));
            }
            return null;
        });
    }

    @Test
    @DisplayName("R42: the list shows what the law allows, in every combination and view")
    void theListShowsWhatTheLawAllows() {
        database.read(tx -> {
            for (var row : AccessTable.rows()) {
                var agreed = new Agreed(
                        new IntegrationId(1),
                        "builtin",
                        true,
                        AccessTable.settings(row, false),
                        new Catalogue(List.of(), List.of()),
                        NOW);
                var moment = new Moment(tx, ACCOUNT, 0, agreed);
                for (var view : Wanted.View.values()) {
                    var wanted = new Wanted(view, null, null, false, false, null, null, 50);
                    var shown = list.page(moment, VIEWER, wanted).rows().stream()
                            .map(ChatRow::id)
                            .toList();
                    assertEquals(expected(agreed, view), Set.copyOf(shown), () -> row(row) + " " + view);
                    assertEquals(Set.copyOf(shown).size(), shown.size(), () -> row(row) + " doubles");
                }
            }
            return null;
        });
    }

    private static Set<ChatId> expected(Agreed agreed, Wanted.View view) {
        var expected = new HashSet<ChatId>();
        var eyes = new Eyes(ME, agreed);
        CHATS.forEach((facts, id) -> {
            var wanted = switch (view) {
                case ALL -> true;
                case UNANSWERED -> false;
                case MINE -> eyes.kind(facts).equals("own");
                case NEW -> eyes.kind(facts).equals("new");
            };
            if (wanted && eyes.sees(facts)) {
                expected.add(id);
            }
        });
        return expected;
    }

    private static Set<ChatId> find(Handle tx, ScopeSql scope) {
        return new HashSet<>(tx.createQuery("SELECT id FROM chat WHERE account_id = 1 AND " + scope.condition())
                .bindMap(scope.parameters())
                .map((rs, _) -> new ChatId(rs.getLong("id")))
                .list());
    }

    private static String row(String[] row) {
        return String.join(",", row);
    }
}
