import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import parley.platform.Json;

/// What somebody looks at, in words of the company that is there.
final class Questions implements AutoCloseable {

    @FunctionalInterface
    interface Ask {
        void ask() throws Exception;
    }

    /// @param alike to be asked one after the other
    /// @param grows it finds more in a larger company
    record Question(String name, List<Ask> alike, boolean grows) {}

    private final Hub hub;
    private final Archive.Words words;
    private final List<Question> all = new ArrayList<>();
    private final Connection database;

    Questions(Hub hub, Crew crew, List<Long> channels, Archive.Words words) throws Exception {
        this.hub = hub;
        this.words = words;
        var config = hub.database();
        this.database = DriverManager.getConnection(config.url(), config.user(), config.password());
        var manager = crew.window(1, "\"scope\":\"global\"");
        var seller = crew.window(4, "\"scope\":\"global\"");
        beginning("manager", manager);
        beginning("seller", seller);
        lists("manager", manager, channels);
        lists("seller", seller, channels);
        thread(manager);
        search("manager", manager);
        search("seller", seller);
        card(crew);
        program(crew.bearer());
    }

    private void beginning(String who, String authorization) throws Exception {
        add("boot of a window, " + who, authorization, "/api/v1/boot");
        long now = Long.parseLong(
                text("SELECT feed_position FROM account WHERE id = 1").getFirst());
        add("resume 100 changes later, " + who, authorization, "/api/v1/stream/poll?after=" + (now - 100));
    }

    private void lists(String who, String authorization, List<Long> channels) throws Exception {
        list(who + ": all", authorization, "view=all");
        list(who + ": unanswered", authorization, "view=unanswered");
        list(who + ": mine", authorization, "view=mine");
        list(who + ": new clients", authorization, "view=new");
        list(who + ": one channel", authorization, "view=all&channel=" + channels.getFirst());
        list(who + ": one employee", authorization, "view=all&employee=u-2");
        list(who + ": waiting for long", authorization, "view=all&waiting=1");
        list(who + ": all deals closed", authorization, "view=all&deals=closed");
    }

    /// Its first page, the one behind it, and one far behind.
    private void list(String name, String authorization, String filter) throws Exception {
        var path = "/api/v1/chats?" + filter;
        add("list, " + name, authorization, path);
        var page = Json.tree(hub.call("GET", path, authorization, "").body());
        var next = page.path("next").asString("");
        if (!next.isEmpty()) {
            add("list, " + name + ", second page", authorization, path + "&after=" + next);
        }
    }

    private void thread(String authorization) throws Exception {
        var chats = text("SELECT id FROM chat WHERE seq >= 60 ORDER BY abs(seq - 100), id LIMIT 6");
        add("a chat's head", authorization, chats, "/api/v1/chats/%s");
        add("a chat's newest messages", authorization, chats, "/api/v1/chats/%s/messages");
        add("a chat's older messages", authorization, chats, "/api/v1/chats/%s/messages?before=50");
        add("a chat's messages around one", authorization, chats, "/api/v1/chats/%s/messages?around=30");
        add("a chat's client in the CRM", authorization, chats, "/api/v1/chats/%s/card");
        add("a chat's decisions", authorization, chats, "/api/v1/chats/%s/decisions");
        add("who sees a chat", authorization, chats, "/api/v1/chats/%s/viewers");
        add("a word in one chat", authorization, chats, "/api/v1/search?in=messages&q=bo&chat=%s");
        var longest = text("SELECT id FROM chat ORDER BY seq DESC LIMIT 1");
        add("newest messages of the longest chat", authorization, longest, "/api/v1/chats/%s/messages");
        add("older messages of the longest chat", authorization, longest, "/api/v1/chats/%s/messages?before=500");
    }

    private void search(String who, String authorization) throws Exception {
        var contacts = "/api/v1/search?in=contacts&q=%s";
        var where = " FROM chat WHERE client = 'KNOWN' AND responsible = '{u-4}' AND phone LIKE '+79_________'"
                + " AND username IS NOT NULL ORDER BY hashint8(id) LIMIT 6";
        add("search by a name of " + Archive.PLANTED + " clients, " + who, authorization, List.of("walrus"), contacts);
        add("search by a complete phone, " + who, authorization, text("SELECT phone" + where), contacts);
        add(
                "search by a phone with 8, " + who,
                authorization,
                text("SELECT '8' || substr(phone, 3)" + where),
                contacts);
        add(
                "search by a phone without its country, " + who,
                authorization,
                text("SELECT substr(phone, 3)" + where),
                contacts);
        add(
                "search by the end of a phone, 7 digits, " + who,
                authorization,
                text("SELECT right(phone, 7)" + where),
                contacts);
        add("search by an @name, " + who, authorization, text("SELECT '@' || username" + where), contacts);
        grows(
                "search by the end of a phone, 4 digits, " + who,
                authorization,
                text("SELECT right(phone, 4)" + where),
                contacts);
        grows(
                "search by a first name of 1 in 61 clients, " + who,
                authorization,
                text("SELECT split_part(name, ' ', 1)" + where),
                contacts);
        grows(
                "search by a whole name of 1 in 30,000 clients, " + who,
                authorization,
                text("SELECT name" + where),
                contacts);
        var messages = "/api/v1/search?in=messages&q=%s";
        var zebra = List.of("zebra crossing");
        add("search for words of " + Archive.PLANTED + " messages, " + who, authorization, zebra, messages);
        add("search for two letters, " + who, authorization, List.of("bo", "ze"), messages);
        add(
                "search for an order's number, " + who,
                authorization,
                text("SELECT right(text, 7) FROM message"
                        + " WHERE id % 10 = 0 AND NOT outgoing ORDER BY hashint8(id) LIMIT 4"),
                messages);
        grows("search for a word of 1 in 10 messages, " + who, authorization, List.of(words.common()), messages);
        grows("search for a word of 1 in 1,000 messages, " + who, authorization, List.of(words.rarer()), messages);
        grows("search for a word of 1 in 10,000 messages, " + who, authorization, List.of(words.rare()), messages);
    }

    private void card(Crew crew) throws Exception {
        var known = " FROM chat WHERE client = 'KNOWN' AND username IS NOT NULL ORDER BY hashint8(id) LIMIT 3";
        var clients = text("SELECT json_build_object('chatType', network, 'chatId', address)" + known);
        var window = crew.window(1, "\"scope\":\"card\",\"filter\":[" + String.join(",", clients) + "]");
        add("boot of a card of 3 clients", window, "/api/v1/boot");
        add("list, card of 3 clients", window, "/api/v1/chats?view=all");
        var named = text("SELECT json_build_object('chatType', network, 'username', username)" + known);
        var byName = crew.window(1, "\"scope\":\"card\",\"filter\":[" + String.join(",", named) + "]");
        add("list, card of 3 clients by their @names", byName, "/api/v1/chats?view=all");
        List<Ask> openings = named.stream()
                .<Ask>map(one -> () -> crew.window(1, "\"scope\":\"global\",\"activeChat\":" + one))
                .toList();
        all.add(new Question("a window that opens a client's chat by @name", openings, false));
    }

    private void program(String key) throws Exception {
        var clients = text("SELECT address FROM chat WHERE seq >= 60 ORDER BY abs(seq - 100), id LIMIT 6");
        add("a client's history by API", key, clients, "/v3/messages?chatType=web&chatId=%s");
        add("what waits for an employee, by API", key, "/v3/unanswered/u-4");
        add(
                "a contact by API",
                key,
                text("SELECT contact_id FROM chat WHERE contact_id IS NOT NULL ORDER BY hashint8(id) LIMIT 6"),
                "/v3/contacts/%s");
        // They say how many there are in all.
        grows("contacts by API, first page and how many", key, List.of(""), "/v3/contacts%s");
        grows("deals by API, first page and how many", key, List.of(""), "/v3/deals%s");
    }

    private List<String> text(String sql) throws SQLException {
        var found = new ArrayList<String>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private void add(String name, String authorization, String path) {
        all.add(new Question(name, List.of(() -> hub.call("GET", path, authorization, "")), false));
    }

    private void add(String name, String authorization, List<String> each, String path) {
        all.add(new Question(name, alike(authorization, each, path), false));
    }

    private void grows(String name, String authorization, List<String> each, String path) {
        all.add(new Question(name, alike(authorization, each, path), true));
    }

    private List<Ask> alike(String authorization, List<String> each, String path) {
        return each.stream()
                .map(one -> path.formatted(URLEncoder.encode(one, StandardCharsets.UTF_8)))
                .<Ask>map(address -> () -> hub.call("GET", address, authorization, ""))
                .toList();
    }

    List<Question> all() {
        return all;
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
