package parley.delivery;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import parley.auth.Viewer;
import parley.base.ChatId;
import parley.chat.Chat;

/// A chat that somebody wants to do something with, locked, with what he may do.
record Chosen(Handle tx, Rights rights, Chat chat) {

    interface Deed {
        Done with(Chosen chosen);
    }

    /// In one transaction. Only who may write in the chat gets to the deed, unless it says that it asks by itself.
    static Done doIn(Ways with, Viewer viewer, ChatId id, Deed deed) {
        return with.database().inTransaction(tx -> doIn(tx, with, viewer, Optional.of(id), deed));
    }

    static Done doIn(Handle tx, Ways with, Viewer viewer, Optional<ChatId> id, Deed deed) {
        var rights = Rights.of(viewer, with.desk().current(tx, viewer.account()).orElse(null));
        if (rights == null) {
            return new Done.Refused(Rights.nobody());
        }
        return id.flatMap(known -> with.room().chats().lock(tx, viewer.account(), known))
                .map(chat -> deed.with(new Chosen(tx, rights, chat)))
                .orElseGet(Done.Nothing::new);
    }

    boolean isWritable() {
        return rights.writes(chat);
    }

    Done refused(Ways with) {
        var sources = with.room().chats().sources(tx, chat.account(), chat.id());
        return new Done.Refused(rights.refusal(chat, sources));
    }
}
