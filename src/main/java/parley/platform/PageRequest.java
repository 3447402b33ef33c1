package parley.platform;

import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request in words that know no web server: for rooms below `http` that answer pages of their own.
///
/// @param path behind the mount point, without a leading slash
/// @param headers names in lower case, first value each
/// @param body bounded by the server; closed by it
/// @param employee who asks, when somebody is signed in
/// @param remote the address of the other side, behind trusted proxies the one they tell
public record PageRequest(
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        InputStream body,
        @Nullable String employee,
        String remote) {}
