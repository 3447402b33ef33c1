package parley.app;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.channel.ChannelTools;
import parley.platform.Media;

/// The company's files, as adapters see them.
record ChannelFiles(AccountId account, Media media) implements ChannelTools.Files {

    @Override
    public InputStream open(String fileId) throws IOException {
        return media.open(account, fileId);
    }

    @Override
    public ChannelTools.StoredFile store(String name, @Nullable String mime, InputStream content, long limit)
            throws IOException {
        try {
            var file = media.store(account, name, mime, content, limit);
            return new ChannelTools.StoredFile(
                    file.id(), file.name(), file.mime(), file.size(), file.width(), file.height());
        } catch (Media.TooBig _) {
            throw new ChannelTools.TooBig(limit);
        } catch (Media.NotTaken full) {
            throw new ChannelTools.Unavailable(full);
        }
    }
}
