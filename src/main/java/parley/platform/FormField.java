package parley.platform;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One field of a form that an adapter describes: messengers and CRMs alike. All of it is data; the web part knows no
/// adapter by name. Texts come in `ru` and `en`, always both.
///
/// @param key under which its value is kept: letters, digits and `_`
/// @param kind `text secret url phone email number select switch origins file oauth copy note page`. A `page` is an
///     address of ours with the channel at work, shown in a frame that is told what is typed into the form
/// @param pattern of an allowed value, anywhere in it unless anchored
/// @param example of an allowed value
/// @param options of a `select`: value → texts
/// @param value of a `copy` or `page` field; the server fills in `{origin}` (`https://hub.example`, scheme and port
///     included), `{host}` and `{key}`; for a CRM `{hook}` and `{cards}` too, the addresses
///     for its webhooks and for what its pages prove
public record FormField(
        String key,
        String kind,
        Map<String, String> label,
        @Nullable Map<String, String> help,
        boolean required,
        @Nullable String pattern,
        @Nullable String example,
        @Nullable Map<String, Map<String, String>> options,
        @Nullable String value) {}
