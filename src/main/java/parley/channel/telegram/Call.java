package parley.channel.telegram;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.channel.Multipart.Upload;

/// One call of the Bot API: a method with its parameters in Telegram's spelling.
///
/// @param files what is uploaded with it; the parameters then travel as a form
/// @param patience how long an answer is waited for
record Call(String method, Map<String, Object> parameters, List<Upload> files, Duration patience) {

    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final long BYTES_A_SECOND = 256 << 10;

    Call {
        files = List.copyOf(files);
    }

    static Call of(String method) {
        return new Call(method, Map.of(), List.of(), USUAL);
    }

    /// An absent value is no parameter.
    Call with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        var more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return new Call(method, more, files, patience);
    }

    Call without(String name) {
        var fewer = new LinkedHashMap<>(parameters);
        fewer.remove(name);
        return new Call(method, fewer, files, patience);
    }

    /// A large file gets the time that a slow line needs for it.
    Call upload(Upload file) {
        return new Call(
                method,
                parameters,
                Stream.concat(files.stream(), Stream.of(file)).toList(),
                patience.plusSeconds(file.size() / BYTES_A_SECOND));
    }

    /// The same with its one file as something else.
    Call as(Medium medium) {
        var file = files.getFirst();
        return new Call(
                medium.method,
                parameters,
                List.of(new Upload(medium.field, file.name(), file.mime(), file.size(), file.content())),
                patience);
    }

    Call patient(Duration patience) {
        return new Call(method, parameters, files, patience);
    }
}
