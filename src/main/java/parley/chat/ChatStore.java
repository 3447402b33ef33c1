package parley.chat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.Address;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.base.ChatType;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.channel.Inbound;
import parley.platform.Columns;
import parley.platform.Json;
import parley.rules.ChatFacts;
import parley.rules.Responsible;

/// Chats in the database. Whoever changes one locks it first: {@link #lock}.
public final class ChatStore {

    static final String COLUMNS = """
        chat.account_id, chat.id, chat.channel_id, chat.network, chat.address, chat.phone, chat.username, chat.email,
        chat.name, chat.verified, chat.client, chat.contact_id, chat.deal_id, chat.open_deals, chat.closed_deals,
        chat.responsible, chat.pending, chat.routed, chat.claimed_by, chat.claimed_at, chat.seq, chat.unanswered,
        chat.unanswered_from, chat.waiting_since, chat.last_at, chat.last, chat.last_client_at, chat.reachable,
        chat.test, chat.version
        """;

    /// Where a client writes.
    public record Place(ChannelId channel, String address) {}

    /// The chat of a client, made if he is new, and locked until the end of the transaction.
    public Chat open(Handle tx, AccountId account, ChannelId channel, Inbound.Client client, Instant now) {
        var place = new Place(channel, client.address().id());
        return open(tx, account, Map.of(place, client), now).values().iterator().next();
    }

    /// The same for many clients. The chats are locked in ascending order, so that nobody waits in a ring.
    public Map<Place, Chat> open(Handle tx, AccountId account, Map<Place, Inbound.Client> clients, Instant now) {
        var chats = lock(tx, account, clients.keySet());
        var missing = new LinkedHashMap<>(clients);
        missing.keySet().removeAll(chats.keySet());
        if (!missing.isEmpty()) {
            insert(tx, account, List.copyOf(missing.entrySet()), now);
            chats.putAll(lock(tx, account, missing.keySet()));
        }
        return chats;
    }

    /// Those of them that there are, held until the end of the transaction, in ascending order.
    public Map<Place, Chat> lock(Handle tx, AccountId account, Set<Place> places) {
        var query = tx.createQuery("SELECT " + COLUMNS + """
            FROM unnest(:channels, :addresses) AS place (channel_id, address)
            JOIN chat ON chat.account_id = :account AND chat.channel_id = place.channel_id
                AND chat.address = place.address
            ORDER BY chat.id
            FOR UPDATE OF chat
            """).bind("account", account.value());
        Columns.of(query, List.copyOf(places))
                .longs("channels", place -> place.channel().value())
                .texts("addresses", Place::address);
        var chats = new LinkedHashMap<Place, Chat>();
        query.map((rs, _) -> read(rs))
                .forEach(chat ->
                        chats.put(new Place(chat.channel(), chat.address().id()), chat));
        return chats;
    }

    /// A chat with nobody behind it (R62).
    public Chat openTest(Handle tx, AccountId account, ChannelId channel, Inbound.Client client, Instant now) {
        var chat = open(tx, account, channel, client, now);
        tx.createUpdate("UPDATE chat SET test = true WHERE account_id = :account AND id = :id")
                .bind("account", account.value())
                .bind("id", chat.id().value())
                .execute();
        return lock(tx, account, chat.id()).orElseThrow();
    }

    private void insert(Handle tx, AccountId account, List<Map.Entry<Place, Inbound.Client>> clients, Instant now) {
        var insert = tx.createUpdate("""
            INSERT INTO chat (account_id, channel_id, network, address, phone, username, email, name, verified,
                last_at, created_at)
            SELECT :account, channel_id, network, address, phone, username, email, name, verified, :now, :now
            FROM unnest(:channels, :networks, :addresses, :phones, :usernames, :emails, :names, :verified)
                WITH ORDINALITY
                AS client (channel_id, network, address, phone, username, email, name, verified, place)
            ORDER BY place
            ON CONFLICT DO NOTHING
            """).bind("account", account.value()).bind("now", now);
        Columns.of(insert, clients)
                .longs("channels", one -> one.getKey().channel().value())
                .texts("networks", one -> one.getValue().address().network().value())
                .texts("addresses", one -> one.getKey().address())
                .texts("phones", one -> one.getValue().address().phone())
                .texts("usernames", one -> one.getValue().address().username())
                .texts("emails", one -> one.getValue().email())
                .texts("names", one -> one.getValue().name())
                .flags("verified", one -> one.getValue().verified());
        insert.execute();
    }

    public Optional<Chat> lockByAddress(Handle tx, AccountId account, ChannelId channel, String address) {
        return lock(tx, account, Set.of(new Place(channel, address))).values().stream()
                .findFirst();
    }

    /// The chat, held until the end of the transaction.
    public Optional<Chat> lock(Handle tx, AccountId account, ChatId id) {
        return tx.createQuery("SELECT " + COLUMNS + "FROM chat WHERE account_id = :account AND id = :id FOR UPDATE")
                .bind("account", account.value())
                .bind("id", id.value())
                .map((rs, _) -> read(rs))
                .findOne();
    }

    public Optional<Chat> find(Handle tx, AccountId account, ChatId id) {
        return tx.createQuery("SELECT " + COLUMNS + "FROM chat WHERE account_id = :account AND id = :id")
                .bind("account", account.value())
                .bind("id", id.value())
                .map((rs, _) -> read(rs))
                .findOne();
    }

    public List<Chat> find(Handle tx, AccountId account, Collection<ChatId> ids) {
        return tx.createQuery("SELECT " + COLUMNS + "FROM chat WHERE account_id = :account AND id = ANY(:ids)")
                .bind("account", account.value())
                .bind("ids", ids.stream().map(ChatId::value).toArray(Long[]::new))
                .map((rs, _) -> read(rs))
                .list();
    }

    /// Through what each responsible is so (R22); empty while the CRM has not been told yet.
    public List<Responsible> sources(Handle tx, AccountId account, ChatId id) {
        return tx.createQuery("SELECT sources FROM chat WHERE account_id = :account AND id = :id")
                .bind("account", account.value())
                .bind("id", id.value())
                .map((rs, _) -> Json.readList(rs.getString("sources"), Responsible.class))
                .findOne()
                .orElse(List.of());
    }

    /// What the client tells of himself now; what he has told before stays unless he tells it anew. What nobody vouches
    /// for never takes the place of what somebody vouched for. Answers the chat as it is then.
    public Chat introduce(Handle tx, Chat chat, Inbound.Client client) {
        var vouched = chat.person().verified() && chat.address().phone() != null;
        var trusted = client.verified() || !vouched;
        var phone = trusted && client.address().phone() != null
                ? client.address().phone()
                : chat.address().phone();
        var email = trusted && client.email() != null
                ? client.email()
                : chat.person().email();
        var verified = trusted ? client.verified() : chat.person().verified();
        var address = new Address(
                chat.address().network(),
                chat.address().id(),
                phone,
                client.address().username() != null
                        ? client.address().username()
                        : chat.address().username());
        var name = client.name() != null ? client.name() : chat.person().name();
        var person = new Chat.Person(name, email, verified);
        if (address.equals(chat.address()) && person.equals(chat.person())) {
            return chat;
        }
        write(tx, chat, address, person);
        return lock(tx, chat.account(), chat.id()).orElseThrow();
    }

    /// The messenger has given the chat another id. Answers `false` when there is a chat with that id already.
    public boolean moved(Handle tx, Chat chat, Address to) {
        if (lockByAddress(tx, chat.account(), chat.channel(), to.id()).isPresent()) {
            return false;
        }
        write(tx, chat, to, chat.person());
        return true;
    }

    private static void write(Handle tx, Chat chat, Address address, Chat.Person person) {
        tx.createUpdate("""
            UPDATE chat
            SET address = :address, phone = :phone, username = :username, email = :email, name = :name,
                verified = :verified, version = version + 1
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", chat.account().value())
                .bind("id", chat.id().value())
                .bind("address", address.id())
                .bind("phone", address.phone())
                .bind("username", address.username())
                .bind("email", person.email())
                .bind("name", person.name())
                .bind("verified", person.verified())
                .execute();
    }

    /// Whether the client can be written to.
    public void reachable(Handle tx, Chat chat, boolean reachable) {
        tx.createUpdate("UPDATE chat SET reachable = :reachable, version = version + 1 WHERE account_id = :account AND"
                        + " id = :id")
                .bind("account", chat.account().value())
                .bind("id", chat.id().value())
                .bind("reachable", reachable)
                .execute();
    }

    /// The messenger calls the chat by another id now. A chat that already lives there stays as it is.
    public void move(Handle tx, Chat chat, String address) {
        tx.createUpdate("""
            UPDATE chat
            SET address = :address, version = version + 1
            WHERE account_id = :account AND id = :id AND NOT EXISTS (
                SELECT FROM chat AS other
                WHERE other.account_id = :account AND other.channel_id = :channel AND other.address = :address)
            """)
                .bind("account", chat.account().value())
                .bind("id", chat.id().value())
                .bind("channel", chat.channel().value())
                .bind("address", address)
                .execute();
    }

    /// One row of {@link #COLUMNS}.
    static Chat read(ResultSet rs) throws SQLException {
        var claimedBy = rs.getString("claimed_by");
        var claimedAt = instant(rs, "claimed_at");
        return new Chat(
                new AccountId(rs.getInt("account_id")),
                new ChatId(rs.getLong("id")),
                new ChannelId(rs.getLong("channel_id")),
                new Address(
                        new ChatType(rs.getString("network")),
                        rs.getString("address"),
                        rs.getString("phone"),
                        rs.getString("username")),
                new Chat.Person(rs.getString("name"), rs.getString("email"), rs.getBoolean("verified")),
                ChatFacts.Client.valueOf(rs.getString("client")),
                rs.getString("contact_id") == null ? null : new ContactId(rs.getString("contact_id")),
                rs.getString("deal_id") == null ? null : new DealId(rs.getString("deal_id")),
                rs.getInt("open_deals"),
                rs.getInt("closed_deals"),
                employees(rs, "responsible"),
                rs.getObject("pending", Long.class),
                rs.getObject("routed", Long.class),
                claimedBy == null || claimedAt == null ? null : new Chat.Claim(new EmployeeId(claimedBy), claimedAt),
                rs.getInt("unanswered"),
                rs.getObject("unanswered_from", Long.class),
                instant(rs, "waiting_since"),
                rs.getObject("last_at", OffsetDateTime.class).toInstant(),
                rs.getString("last"),
                instant(rs, "last_client_at"),
                rs.getBoolean("reachable"),
                rs.getBoolean("test"),
                rs.getLong("seq"),
                rs.getLong("version"));
    }

    private static Set<EmployeeId> employees(ResultSet rs, String column) throws SQLException {
        var array = (String[]) rs.getArray(column).getArray();
        return Arrays.stream(array).map(EmployeeId::new).collect(Collectors.toUnmodifiableSet());
    }

    static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        var time = rs.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
