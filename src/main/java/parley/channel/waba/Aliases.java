package parley.channel.waba;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.channel.ChannelLog;
import parley.platform.Json;

/// Remembers by which phone a person is known whose business-scoped id came along with it: one day only the id comes,
/// and the chat must stay the same.
final class Aliases {

    private static final int MOST = 10_000;
    private static final String KEY = "phone";

    private final ChannelLog log;
    private final ChannelId channel;
    private final Map<String, String> recent = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    });

    Aliases(ChannelLog log, ChannelId channel) {
        this.log = log;
        this.channel = channel;
    }

    /// The phone of somebody who shows his id only; absent when he never showed one.
    @Nullable
    String phone(String scoped) {
        var known = recent.get(scoped);
        if (known != null) {
            return known;
        }
        var found = log.find(channel, client(scoped), KEY)
                .map(entry -> Json.read(entry.json(), String.class))
                .orElse(null);
        if (found != null) {
            recent.put(scoped, found);
        }
        return found;
    }

    /// Keeps that both are one person. Answers whether that is new.
    boolean learn(String scoped, String phone) {
        if (phone(scoped) != null) {
            return false;
        }
        log.append(channel, client(scoped), KEY, Json.write(phone));
        recent.put(scoped, phone);
        return true;
    }

    private static String client(String scoped) {
        return "scoped:" + scoped;
    }
}
