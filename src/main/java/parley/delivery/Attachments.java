package parley.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.AccountId;
import parley.base.ChatId;
import parley.chat.FileInChat;
import parley.chat.FileLinks;
import parley.platform.Media;
import parley.platform.Media.StoredFile;

/// Files on their way to messages, and out of them: whoever opens one is asked again whether he sees its chat (R42).
public final class Attachments {

    /// The most that may be uploaded, in bytes; a channel may take less.
    public static final long LIMIT = 50L << 20;

    /// What came of uploading.
    public sealed interface Uploaded {

        /// @param url for the one who uploaded it
        record Stored(StoredFile file, String url) implements Uploaded {}

        record TooBig(long max) implements Uploaded {}

        record Empty() implements Uploaded {}

        /// Only employees upload: nobody else can send anything.
        record NotAllowed() implements Uploaded {}
    }

    private final Ways with;
    private final FileLinks links;

    Attachments(Ways with, FileLinks links) {
        this.with = with;
        this.links = links;
    }

    /// Reads the stream to its end. Throws what the stream throws.
    ///
    /// @param mime as the browser says
    public Uploaded upload(Viewer viewer, String name, @Nullable String mime, InputStream content) throws IOException {
        var me = viewer.employee();
        if (me == null) {
            return new Uploaded.NotAllowed();
        }
        try {
            var file = with.media().store(viewer.account(), name, mime, content, LIMIT);
            return file.size() == 0
                    ? new Uploaded.Empty()
                    : new Uploaded.Stored(file, links.of(viewer.account(), me, null, file.id()));
        } catch (Media.TooBig _) {
            return new Uploaded.TooBig(LIMIT);
        }
    }

    /// Where the viewer's browser gets a file of a message that he is just being shown; absent when it is not here.
    public @Nullable String url(Viewer viewer, ChatId chat, FileInChat file) {
        var me = viewer.employee();
        return me == null || file.id() == null ? null : links.of(viewer.account(), me, chat, file.id());
    }

    /// The file behind a link; empty when there is none, or the employee does not see its chat any more (R23).
    public Optional<StoredFile> find(AccountId account, FileLinks.Link link) {
        var chat = link.chat();
        var employee = link.employee();
        if (chat != null && employee != null) {
            var sees = with.database()
                    .read(tx -> with.desk().current(tx, account).stream()
                            .map(agreed -> new Rights(account, employee, "en", agreed, null))
                            .anyMatch(rights -> with.room()
                                    .chats()
                                    .find(tx, account, chat)
                                    .filter(found -> rights.reads(found))
                                    .isPresent()));
            if (!sees) {
                return Optional.empty();
            }
        }
        return with.media().find(account, link.file());
    }

    /// The bytes; the caller closes them.
    public InputStream open(AccountId account, StoredFile file) throws IOException {
        return with.media().open(account, file.id());
    }

    /// Reads a link as {@link FileLinks#read} does.
    public FileLinks links() {
        return links;
    }
}
