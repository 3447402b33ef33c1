package parley.channel.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.channel.ChannelLog;
import parley.channel.ChannelTools.StoredFile;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a visitor's browser is told, in order: the channel's log of this visitor. An event's id is its position.
///
/// Entries lie in the log as they are sent, except that a file is named by its id there and by a signed, passing
/// address on its way out.
final class Events {

    static final String CREATED = "message.created";
    static final String EDITED = "message.edited";
    static final String DELETED = "message.deleted";
    static final String REACTION = "reaction";

    /// The visitor has read up to here, in this or another window of his.
    static final String READ = "read";

    static final int PAGE = 100;

    private final Widget widget;
    private final ChannelLog log;
    private final ChannelId channel;
    private final Downloads downloads;

    Events(Widget widget, Downloads downloads) {
        this.widget = widget;
        this.log = widget.log();
        this.channel = widget.config().id();
        this.downloads = downloads;
    }

    /// Appends once per key.
    ChannelLog.Entry append(String visitor, String key, Map<String, ?> event) {
        return log.append(channel, visitor, key, Json.write(event));
    }

    /// A key for what may be told twice without harm.
    String once(String what) {
        return what + ":" + widget.chance(8);
    }

    Optional<ChannelLog.Entry> find(String visitor, String key) {
        return log.find(channel, visitor, key);
    }

    long last(String visitor) {
        return log.last(channel, visitor).map(ChannelLog.Entry::position).orElse(0L);
    }

    List<ChannelLog.Entry> after(String visitor, long position, int limit) {
        return log.after(channel, visitor, position, limit);
    }

    List<ChannelLog.Entry> await(String visitor, long position, Duration patience) {
        return log.await(channel, visitor, position, PAGE, patience);
    }

    /// A hint after each event of this visitor, until closed.
    AutoCloseable listen(String visitor, Runnable hint) {
        return log.listen(channel, visitor, hint);
    }

    /// The last ones before a position, oldest first.
    List<ChannelLog.Entry> before(String visitor, long position) {
        var start = Math.max(0, position - 1 - PAGE);
        return log.after(channel, visitor, start, (int) Math.max(0, position - 1 - start));
    }

    /// The ids of the employees' messages after one position and up to another.
    List<String> employeesMessages(String visitor, long after, long upTo) {
        var ids = new ArrayList<String>();
        for (long from = after; from < upTo; from += PAGE) {
            var entries = after(visitor, from, (int) Math.min(PAGE, upTo - from));
            entries.stream()
                    .map(entry -> Json.tree(entry.json()))
                    .filter(event -> event.path("type").asString("").equals(CREATED)
                            && event.path("author").asString("").equals("rep"))
                    .forEach(event -> ids.add(event.path("message_id").asString("")));
        }
        return ids;
    }

    /// As the browser gets it.
    JsonNode told(ChannelLog.Entry entry) {
        var stored = Json.tree(entry.json());
        if (!(stored instanceof ObjectNode event)) {
            return stored;
        }
        event.put("event_id", Long.toString(entry.position()));
        event.put("created_at", entry.at().toString());
        for (var attachment : event.path("attachments")) {
            if (attachment instanceof ObjectNode file) {
                var id = file.remove("file");
                if (id != null) {
                    file.put("url", downloads.path(id.asString(""), file));
                }
            }
        }
        return event;
    }

    /// A file inside an event, as it lies in the log.
    static Map<String, Object> attachment(StoredFile file) {
        return attachment(file.id(), file.name(), file.mime(), file.size(), file.width(), file.height());
    }

    static Map<String, Object> attachment(
            String id,
            String name,
            @Nullable String mime,
            long size,
            @Nullable Integer width,
            @Nullable Integer height) {
        var file = new LinkedHashMap<String, Object>();
        file.put("file", id);
        file.put("name", name);
        file.put("mime", mime == null ? "application/octet-stream" : mime);
        file.put("size", size);
        if (width != null && height != null) {
            file.put("width", width);
            file.put("height", height);
        }
        return file;
    }
}
