package parley.inbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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
    private final Set<Key> muted = new HashSet<>();
    private final Map<ChatId, Set<EmployeeId>> owners = new HashMap<>();

    /// For these chats, of everybody: few have left anything in any of them.
    static Personal of(Handle tx, AccountId account, Collection<ChatId> chats) {
        return of(tx, account, chats, null);
    }

    /// For these chats and one employee.
    static Personal of(Handle tx, AccountId account, Collection<ChatId> chats, @Nullable EmployeeId employee) {
        var personal = new Personal();
        if (chats.isEmpty()) {
            return personal;
        }
        tx.createQuery("""
            SELECT chat_id, employee, text, revision
            FROM draft
            WHERE account_id = :account AND chat_id = ANY(:chats) AND text <> ''
                AND (:employee::text IS NULL OR employee = :employee)
            UNION ALL
            SELECT chat_id, employee, NULL, NULL
            FROM mute
            WHERE account_id = :account AND chat_id = ANY(:chats)
                AND (:employee::text IS NULL OR employee = :employee)
            """)
                .bind("account", account.value())
                .bind("chats", chats.stream().map(ChatId::value).toArray(Long[]::new))
                .bind("employee", employee == null ? null : employee.value())
                .map((rs, _) -> {
                    var key = new Key(new ChatId(rs.getLong("chat_id")), new EmployeeId(rs.getString("employee")));
                    var text = rs.getString("text");
                    return personal.keep(key, text == null ? null : new ChatRow.Draft(text, rs.getLong("revision")));
                })
                .list();
        return personal;
    }

    private Key keep(Key key, ChatRow.@Nullable Draft draft) {
        owners.computeIfAbsent(key.chat, _ -> new HashSet<>()).add(key.employee);
        if (draft == null) {
            muted.add(key);
        } else {
            drafts.put(key, draft);
        }
        return key;
    }

    /// Who has anything of his own there.
    Set<EmployeeId> owners(ChatId chat) {
        return owners.getOrDefault(chat, Set.of());
    }

    ChatRow.@Nullable Draft draft(ChatId chat, EmployeeId employee) {
        return drafts.get(new Key(chat, employee));
    }

    boolean muted(ChatId chat, EmployeeId employee) {
        return muted.contains(new Key(chat, employee));
    }
}
