package parley.inbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChatId;
import parley.base.EmployeeId;

/// What belongs to one employee alone in a chat: the draft he has left there, and whether he has muted it.
final class Personal {

    private record Key(ChatId chat, EmployeeId employee) {}

    private final Map<Key, ChatRow.Draft> drafts = new HashMap<>();
    private final Set<Key> muted = new java.util.HashSet<>();

    /// For these chats and employees, in two questions.
    static Personal of(Handle tx, AccountId account, Collection<ChatId> chats, Collection<EmployeeId> employees) {
        var personal = new Personal();
        if (chats.isEmpty() || employees.isEmpty()) {
            return personal;
        }
        var chatIds = chats.stream().map(ChatId::value).toArray(Long[]::new);
        var employeeIds = employees.stream().map(EmployeeId::value).toArray(String[]::new);
        tx.createQuery("""
            SELECT chat_id, employee, text, revision
            FROM draft
            WHERE account_id = :account AND chat_id = ANY(:chats) AND employee = ANY(:employees) AND text <> ''
            """)
                .bind("account", account.value())
                .bind("chats", chatIds)
                .bind("employees", employeeIds)
                .map((rs, _) -> Map.entry(
                        new Key(new ChatId(rs.getLong("chat_id")), new EmployeeId(rs.getString("employee"))),
                        new ChatRow.Draft(rs.getString("text"), rs.getLong("revision"))))
                .forEach(entry -> personal.drafts.put(entry.getKey(), entry.getValue()));
        tx.createQuery("""
            SELECT chat_id, employee
            FROM mute
            WHERE account_id = :account AND chat_id = ANY(:chats) AND employee = ANY(:employees)
            """)
                .bind("account", account.value())
                .bind("chats", chatIds)
                .bind("employees", employeeIds)
                .map((rs, _) -> new Key(new ChatId(rs.getLong("chat_id")), new EmployeeId(rs.getString("employee"))))
                .forEach(personal.muted::add);
        return personal;
    }

    ChatRow.@Nullable Draft draft(ChatId chat, EmployeeId employee) {
        return drafts.get(new Key(chat, employee));
    }

    boolean muted(ChatId chat, EmployeeId employee) {
        return muted.contains(new Key(chat, employee));
    }
}
