package parley.inbox;

import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.ChatId;
import parley.chat.FileInChat;

/// Addresses under which a viewer's browser gets the files of messages: signed for him, and short-lived.
public interface FileUrls {

    /// Absent for a file that is not here.
    ///
    /// @param chat in which the viewer sees it
    @Nullable
    String of(Viewer viewer, ChatId chat, FileInChat file);
}
