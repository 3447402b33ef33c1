package parley.channel;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.platform.OutgoingHttp;

/// What the house lends, on paper: files and logs in memory, an inlet that may be out of order.
public final class PaperTools implements ChannelTools.Files, ChannelTools.Inlet, ChannelLog {

    public static final Instant NOW = Instant.parse("2026-11-24T09:15:00Z");
    private static final HttpClient HTTP = OutgoingHttp.client(OutgoingHttp.Policy.TRUSTED);

    public final List<RawEvent> inlet = new CopyOnWriteArrayList<>();
    public volatile int inletFailures;
    private final Map<String, byte[]> files = new HashMap<>();
    private final Map<String, List<Entry>> logs = new HashMap<>();

    public ChannelTools tools(@Nullable String publicAddress) {
        return new ChannelTools(
                HTTP,
                InstantSource.fixed(NOW),
                RandomGeneratorFactory.of("L64X128MixRandom").create(7),
                publicAddress == null ? null : URI.create(publicAddress),
                this,
                this,
                this);
    }

    public void file(String id, byte[] content) {
        files.put(id, content);
    }

    @Override
    public InputStream open(String fileId) throws IOException {
        var content = files.get(fileId);
        if (content == null) {
            throw new FileNotFoundException(fileId);
        }
        return new ByteArrayInputStream(content);
    }

    @Override
    public ChannelTools.StoredFile store(String name, @Nullable String mime, InputStream content, long limit)
            throws IOException {
        throw new IOException("nothing is stored here");
    }

    @Override
    public void accept(ChannelConfig channel, List<RawEvent> events) {
        if (inletFailures > 0) {
            inletFailures--;
            throw new ChannelTools.Unavailable("the database is away");
        }
        inlet.addAll(events);
    }

    @Override
    public synchronized Entry append(ChannelId channel, String client, String key, String json) {
        var log = logs.computeIfAbsent(channel + "/" + client, _ -> new ArrayList<>());
        return find(channel, client, key).orElseGet(() -> {
            var entry = new Entry(log.size() + 1L, key, json, NOW);
            log.add(entry);
            return entry;
        });
    }

    @Override
    public synchronized Optional<Entry> find(ChannelId channel, String client, String key) {
        return after(channel, client, 0, Integer.MAX_VALUE).stream()
                .filter(entry -> entry.key().equals(key))
                .findFirst();
    }

    @Override
    public synchronized Optional<Entry> last(ChannelId channel, String client) {
        return after(channel, client, 0, Integer.MAX_VALUE).stream().reduce((_, last) -> last);
    }

    @Override
    public synchronized List<Entry> after(ChannelId channel, String client, long position, int limit) {
        return logs.getOrDefault(channel + "/" + client, List.of()).stream()
                .filter(entry -> entry.position() > position)
                .limit(limit)
                .toList();
    }

    @Override
    public List<Entry> await(ChannelId channel, String client, long position, int limit, Duration patience) {
        return after(channel, client, position, limit);
    }

    @Override
    public AutoCloseable listen(ChannelId channel, String client, Runnable hint) {
        return () -> {};
    }
}
