package parley.chat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
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

    /// The chat of a client, made if he is new, and locked until the end of the transaction.
    public Chat open(Handle tx, AccountId account, ChannelId channel, Inbound.Client client, Instant now) {
        return lockByAddress(tx, account, channel, client.address().id()).orElseGet(() -> {
            insert(tx, account, channel, client, now);
            return lockByAddress(tx, account, channel, client.address().id()).orElseThrow();
        });
    }

    private void insert(Handle tx, AccountId account, ChannelId channel, Inbound.Client client, Instant now) {
        tx.createUpdate("""
            INSERT INTO chat (account_id, channel_id, network, address, phone, username, email, name, verified,
                last_at, created_at)
            VALUES (:account, :channel, :network, :address, :phone, :username, :email, :name, :verified, :now, :now)
            ON CONFLICT DO NOTHING
            """)
                .bind("account", account.value())
                .bind("channel", channel.value())
                .bind("network", client.address().network().value())
                .bind("address", client.address().id())
                .bind("phone", client.address().phone())
                .bind("username", client.address().username())
                .bind("email", client.email())
                .bind("name", client.name())
                .bind("verified", client.verified())
                .bind("now", now)
                .execute();
    }

    public Optional<Chat> lockByAddress(Handle tx, AccountId account, ChannelId channel, String address) {
        return tx.createQuery("SELECT " + COLUMNS + """
            FROM chat
            WHERE account_id = :account AND channel_id = :channel AND address = :address
            FOR UPDATE
            """)
                .bind("account", account.value())
                .bind("channel", channel.value())
                .bind("address", address)
                .map((rs, _) -> read(rs))
                .findOne();
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

    /// All chats of a contact, at most 1,000: a client has a handful.
    public List<ChatId> ofContact(Handle tx, AccountId account, ContactId contact) {
        return tx.createQuery("""
            SELECT id FROM chat
            WHERE account_id = :account AND contact_id = :contact
            ORDER BY id
            LIMIT 1000
            """)
                .bind("account", account.value())
                .bind("contact", contact.value())
                .map((rs, _) -> new ChatId(rs.getLong("id")))
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

    /// What the client tells of himself now; what he has told before stays unless he tells it anew.
    public void introduce(Handle tx, Chat chat, Inbound.Client client) {
        tx.createUpdate("""
            UPDATE chat
            SET phone = coalesce(:phone, phone), username = coalesce(:username, username),
                email = coalesce(:email, email), name = coalesce(:name, name), verified = :verified,
                version = version + 1
            WHERE account_id = :account AND id = :id
                AND (coalesce(:phone, phone), coalesce(:username, username), coalesce(:email, email),
                    coalesce(:name, name)) IS DISTINCT FROM (phone, username, email, name)
            """)
                .bind("account", chat.account().value())
                .bind("id", chat.id().value())
                .bind("phone", client.address().phone())
                .bind("username", client.address().username())
                .bind("email", client.email())
                .bind("name", client.name())
                .bind("verified", client.verified())
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
