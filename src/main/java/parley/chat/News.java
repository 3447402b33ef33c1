package parley.chat;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChatId;
import parley.rules.ChatFacts;

/// What one transaction has changed for one account, each chat once with its facts from before all of it.
public final class News {

    private final AccountId account;
    private final Map<ChatId, Feed.Change.OfChat> chats = new LinkedHashMap<>();
    private final Set<Feed.Change> others = new LinkedHashSet<>();

    public News(AccountId account) {
        this.account = account;
    }

    public void chat(ChatId chat) {
        add(new Feed.Change.OfChat(chat, null));
    }

    /// Who sees the chat may have changed.
    public void chat(ChatId chat, ChatFacts before) {
        add(new Feed.Change.OfChat(chat, before));
    }

    public void add(Collection<? extends Feed.Change> changes) {
        changes.forEach(this::add);
    }

    public void add(Feed.Change change) {
        if (change instanceof Feed.Change.OfChat ofChat) {
            chats.merge(ofChat.chat(), ofChat, News::earlier);
        } else {
            others.add(change);
        }
    }

    private static Feed.Change.OfChat earlier(Feed.Change.OfChat first, Feed.Change.OfChat second) {
        @Nullable ChatFacts before = first.before() == null ? second.before() : first.before();
        return new Feed.Change.OfChat(first.chat(), before);
    }

    /// Must be the last statement of the transaction.
    public void publish(Handle tx, Feed feed) {
        var all = new LinkedHashSet<Feed.Change>(chats.values());
        all.addAll(others);
        feed.publish(tx, account, all);
    }
}
