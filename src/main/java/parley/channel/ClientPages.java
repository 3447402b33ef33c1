package parley.channel;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.platform.PageAnswer;
import parley.platform.PageRequest;

/// What a channel serves to its clients' browsers, in words that know no web server.
public interface ClientPages {

    /// Answers one request below `/widget/v1/{key}`; the path starts behind the key.
    PageAnswer answer(PageRequest request);

    /// A file for the client, streamed; nothing when the request asks for none that there is.
    default @Nullable Download download(PageRequest request) {
        return null;
    }

    /// @param content opened when the answer begins
    record Download(Map<String, String> headers, long length, Content content) {

        public Download {
            headers = Map.copyOf(headers);
        }
    }

    @FunctionalInterface
    interface Content {
        InputStream open() throws IOException;
    }

    /// Opens a live line over a WebSocket, or refuses with nothing.
    @Nullable
    Line open(PageRequest handshake, Out out);

    interface Line {
        void text(String frame);

        void closed();
    }

    interface Out {
        void text(String frame);

        void close(int code, String why);
    }

    /// Which sites may hold the frame: the value of `frame-ancestors`.
    void frameAncestors(Consumer<String> origin);
}
