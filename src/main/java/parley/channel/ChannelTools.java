package parley.channel;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What the house lends to an adapter.
///
/// @param publicAddress the https address at which the internet reaches this hub; absent on a laptop
/// @param log a durable log per client, for channels that have no messenger behind them (the web chat)
/// @param inbox where events enter that did not come by `/hooks` (polling, the widget)
/// @param files where files of clients and employees lie
public record ChannelTools(
        HttpClient http,
        InstantSource clock,
        RandomGenerator random,
        @Nullable URI publicAddress,
        ChannelLog log,
        Inlet inbox,
        Files files) {

    /// The way in for events that an adapter fetched itself. Returns when they are durable.
    ///
    /// Throws `Unavailable` when they could not be stored: nothing is acknowledged to the messenger then.
    @FunctionalInterface
    public interface Inlet {
        void accept(ChannelConfig channel, java.util.List<RawEvent> events);
    }

    /// Files by the id under which they are stored.
    public interface Files {

        java.io.InputStream open(String fileId) throws java.io.IOException;

        /// Stores a stream of at most `limit` bytes; refuses larger ones with {@link TooBig}, and throws
        /// {@link Unavailable} when the disk takes nothing.
        StoredFile store(String name, @Nullable String mime, java.io.InputStream content, long limit)
                throws java.io.IOException;
    }

    /// @param id the file's name within Parley
    /// @param mime as the first bytes tell, not as the sender says
    public record StoredFile(
            String id,
            String name,
            String mime,
            long size,
            @Nullable Integer width,
            @Nullable Integer height) {}

    /// The file is larger than the channel takes.
    public static final class TooBig extends java.io.IOException {
        private static final long serialVersionUID = 1;

        public TooBig(long limit) {
            super("larger than " + limit + " bytes");
        }
    }

    /// The hub cannot store anything at the moment; try again later.
    public static final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Unavailable(String message) {
            super(message);
        }

        public Unavailable(Throwable why) {
            super(why.getMessage(), why);
        }
    }
}
