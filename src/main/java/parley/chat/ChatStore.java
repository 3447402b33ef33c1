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
import parley.rules.ChatFacts;

/// Chats in the database. Whoever changes one locks it first: {@link #lock}.
public final class ChatStore {

    static final String COLUMNS = """
        chat.account_id, chat.id, chat.channel_id, chat.network, chat.address, chat.phone, chat.username, chat.email,
        chat.name, chat.verified, chat.client, chat.contact_id, chat.deal_id, chat.open_deals, chat.closed_deals,
        chat.responsible, chat.pending, chat.claimed_by, chat.claimed_at, chat.seq, chat.unanswered,
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

    /// New clients whom nobody could take, in order of arrival (R32).
    public List<ChatId> waiting(Handle tx, AccountId account, int limit) {
        return tx.createQuery("""
            SELECT id FROM chat
            WHERE account_id = :account AND client = 'WAITING'
            ORDER BY created_at, id
            LIMIT :limit
            """)
                .bind("account", account.value())
                .bind("limit", limit)
                .map((rs, _) -> new ChatId(rs.getLong("id")))
                .list();
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

    /// A message has been appended: counters and the last line follow (R58). An answer clears the counter.
    public void appended(Handle tx, Chat chat, long seq, String last, Effect effect, Instant now) {
        tx.createUpdate("""
            UPDATE chat
            SET seq = :seq, last = :last::jsonb, last_at = :now, version = version + 1,
                unanswered = CASE :effect WHEN 'ASKS' THEN unanswered + 1 WHEN 'ANSWERS' THEN 0 ELSE unanswered END,
                unanswered_from = CASE :effect
                    WHEN 'ASKS' THEN coalesce(unanswered_from, :seq) WHEN 'ANSWERS' THEN NULL ELSE unanswered_from END,
                waiting_since = CASE :effect
                    WHEN 'ASKS' THEN coalesce(waiting_since, :now) WHEN 'ANSWERS' THEN NULL ELSE waiting_since END,
                last_client_at = CASE :effect WHEN 'ASKS' THEN :now ELSE last_client_at END,
                reachable = reachable OR :effect = 'ASKS'
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", chat.account().value())
                .bind("id", chat.id().value())
                .bind("seq", seq)
                .bind("last", last)
                .bind("effect", effect.name())
                .bind("now", now)
                .execute();
    }

    /// What a message does to the counter.
    public enum Effect {
        ASKS,
        ANSWERS,
        NEITHER
    }

    /// Marks the chat as needing no answer, or takes that back (R58).
    public void answered(Handle tx, Chat chat, int unanswered, @Nullable Long from, @Nullable Instant waitingSince) {
        tx.createUpdate("""
            UPDATE chat
            SET unanswered = :unanswered, unanswered_from = :from, waiting_since = :waitingSince,
                version = version + 1
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", chat.account().value())
                .bind("id", chat.id().value())
                .bind("unanswered", unanswered)
                .bind("from", from)
                .bind("waitingSince", waitingSince)
                .execute();
    }

    /// Who is responsible now, and for which reasons (R22). Also ends the wait of a new client.
    public void own(Handle tx, Chat chat, ChatFacts.Client client, Set<EmployeeId> responsible, String sources) {
        tx.createUpdate("""
            UPDATE chat
            SET client = :client, responsible = :responsible, sources = :sources::jsonb, version = version + 1
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", chat.account().value())
                .bind("id", chat.id().value())
                .bind("client", client.name())
                .bind(
                        "responsible",
                        responsible.stream().map(EmployeeId::value).sorted().toArray(String[]::new))
                .bind("sources", sources)
                .execute();
    }

    /// Binds the chat to what the CRM holds. Absent values leave what is there.
    public void bind(Handle tx, Chat chat, @Nullable ContactId contact, @Nullable DealId deal, int open, int closed) {
        tx.createUpdate("""
            UPDATE chat
            SET contact_id = coalesce(:contact, contact_id), deal_id = coalesce(:deal, deal_id),
                open_deals = :open, closed_deals = :closed, version = version + 1
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", chat.account().value())
                .bind("id", chat.id().value())
                .bind("contact", contact == null ? null : contact.value())
                .bind("deal", deal == null ? null : deal.value())
                .bind("open", open)
                .bind("closed", closed)
                .execute();
    }

    /// Remembers the decision that is to be carried out, or that none is left.
    public void await(Handle tx, Chat chat, @Nullable Long decision) {
        tx.createUpdate("UPDATE chat SET pending = :decision WHERE account_id = :account AND id = :id")
                .bind("account", chat.account().value())
                .bind("id", chat.id().value())
                .bind("decision", decision)
                .execute();
    }

    /// The first to reply or to accept gets the client: of twenty, one gets `true` (R26).
    public boolean claim(Handle tx, Chat chat, EmployeeId employee, Instant now) {
        return tx.createUpdate("""
            UPDATE chat
            SET claimed_by = :employee, claimed_at = :now, client = 'KNOWN',
                responsible = ARRAY[:employee], sources = '[]', version = version + 1
            WHERE account_id = :account AND id = :id AND responsible = '{}'
            """)
                        .bind("account", chat.account().value())
                        .bind("id", chat.id().value())
                        .bind("employee", employee.value())
                        .bind("now", now)
                        .execute()
                == 1;
    }

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
