package parley.timeline;

import java.util.Set;
import java.util.stream.Collectors;
import parley.base.AccountId;
import parley.base.ChatId;
import parley.base.EmployeeId;
import parley.chat.Chat;
import parley.chat.ChatStore;
import parley.crm.NoteFilter;
import parley.platform.Database;
import parley.rules.Access;
import parley.settings.SettingsDesk;

/// A note is seen by whoever sees the chat that it was made from (R42).
public final class NoteAccess implements NoteFilter {

    private final Database database;
    private final ChatStore chats;
    private final SettingsDesk desk;

    public NoteAccess(Database database, ChatStore chats, SettingsDesk desk) {
        this.database = database;
        this.chats = chats;
        this.desk = desk;
    }

    @Override
    public Set<String> visible(AccountId account, EmployeeId employee, Set<String> keys) {
        var ids = keys.stream().flatMap(key -> Timeline.chatOf(key).stream()).collect(Collectors.toSet());
        if (ids.isEmpty()) {
            return Set.of();
        }
        var seen = database.read(tx -> desk.current(tx, account)
                .map(agreed -> chats.find(tx, account, ids).stream()
                        .filter(chat -> Access.of(agreed.settings(), employee, chat.facts())
                                .reads())
                        .map(Chat::id)
                        .collect(Collectors.toSet()))
                .orElse(Set.<ChatId>of()));
        return keys.stream()
                .filter(key -> Timeline.chatOf(key).filter(seen::contains).isPresent())
                .collect(Collectors.toSet());
    }
}
