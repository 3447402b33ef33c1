package parley.channel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import parley.channel.ChannelTable.Which;
import parley.channel.Channels.Live;
import parley.platform.Database;
import parley.platform.Json;
import parley.platform.Secrets;

/// The open lines of this process: a picture of all channels that is drawn anew when one of them has changed, here or
/// in another process. A line stays open as long as its form stays the same.
final class ChannelLines {

    private static final long LOOK_AGAIN_NANOS = 1_000_000_000;
    private static final long LOOK_ONCE_MORE_NANOS = 50_000_000;
    private static final Logger LOG = System.getLogger(ChannelLines.class.getName());

    private record Line(Live live, String sealed) {}

    private record Picture(long revision, Map<Which, Line> lines, Map<String, Live> byKey) {}

    private final Database database;
    private final Secrets secrets;
    private final Map<String, ChannelType> types;
    private final ChannelTools tools;
    private final ChannelTable table = new ChannelTable();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicLong looked = new AtomicLong();
    private volatile Picture picture = new Picture(-1, Map.of(), Map.of());

    ChannelLines(Database database, Secrets secrets, Map<String, ChannelType> types, ChannelTools tools) {
        this.database = database;
        this.secrets = secrets;
        this.types = types;
        this.tools = tools;
    }

    /// What a line lookup costs when nothing has changed: nothing but the lookup, and one query a second.
    Optional<Live> find(Which which) {
        lookFromTimeToTime();
        var line = picture.lines.get(which);
        if (line == null) {
            lookOnceMore();
            line = picture.lines.get(which);
        }
        return Optional.ofNullable(line).map(Line::live);
    }

    Optional<Live> byKey(String key) {
        lookFromTimeToTime();
        var live = picture.byKey.get(key);
        if (live == null) {
            lookOnceMore();
            live = picture.byKey.get(key);
        }
        return Optional.ofNullable(live);
    }

    Collection<Live> all() {
        lookFromTimeToTime();
        return picture.lines.values().stream().map(Line::live).toList();
    }

    private void lookFromTimeToTime() {
        var now = System.nanoTime();
        if (picture.revision >= 0 && now - looked.get() < LOOK_AGAIN_NANOS) {
            return;
        }
        if (picture.revision < 0 || looking.compareAndSet(false, true)) {
            try {
                look();
            } catch (RuntimeException e) {
                // With the database away the lines that are known go on: what comes in is refused further in.
                if (picture.revision < 0 || !Database.isAway(e)) {
                    throw e;
                }
            } finally {
                looking.set(false);
            }
        }
    }

    /// Another process may have connected it a moment ago. Guessing addresses costs a bounded number of queries.
    private void lookOnceMore() {
        if (System.nanoTime() - looked.get() > LOOK_ONCE_MORE_NANOS) {
            look();
        }
    }

    /// Draws the picture anew if anything has changed.
    synchronized void look() {
        database.snapshot(tx -> {
            var revision = table.revision(tx);
            if (revision != picture.revision) {
                picture = draw(revision, table.everything(tx));
            }
            return revision;
        });
        looked.set(System.nanoTime());
    }

    private Picture draw(long revision, List<ChannelTable.Row> rows) {
        var lines = new LinkedHashMap<Which, Line>();
        var byKey = new HashMap<String, Live>();
        for (var row : rows) {
            open(row).ifPresent(live -> {
                lines.put(Which.of(row.channel()), new Line(live, row.sealed()));
                byKey.put(row.channel().key(), live);
            });
        }
        return new Picture(revision, lines, byKey);
    }

    /// One channel that cannot be opened keeps no other from working.
    private Optional<Live> open(ChannelTable.Row row) {
        var type = types.get(row.channel().type());
        if (type == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(open(row, type));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "channel " + row.channel().id() + " cannot be opened", e);
            return Optional.empty();
        }
    }

    private Live open(ChannelTable.Row row, ChannelType type) {
        var channel = row.channel();
        var before = picture.lines.get(Which.of(channel));
        if (before != null && before.sealed.equals(row.sealed())) {
            return new Live(channel, before.live.config(), before.live.connection());
        }
        var config = new ChannelConfig(channel.account(), channel.id(), channel.key(), unseal(row));
        return new Live(channel, config, type.open(config, tools));
    }

    Map<String, String> unseal(ChannelTable.Row row) {
        return Json.readMap(secrets.open(
                row.sealed(),
                context(row.channel().account().value(), row.channel().key())));
    }

    /// Sealed fields of one channel cannot be read as those of another.
    static String context(long account, String key) {
        return "channel:" + account + ":" + key;
    }

    String seal(long account, String key, Map<String, String> fields) {
        return secrets.seal(Json.write(fields), context(account, key));
    }
}
