package parley.inbox;

import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.chat.FileInChat;

/// Addresses under which a viewer's browser gets the files of messages: signed for him, and short-lived.
public interface FileUrls {

    /// Absent for a file that is not here.
    @Nullable
    String of(Viewer viewer, FileInChat file);
}
