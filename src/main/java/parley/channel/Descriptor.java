package parley.channel;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.platform.FormField;

/// An adapter's face: texts, form and abilities, all of it data. Texts come in `ru` and `en`, always both.
///
/// @param type the adapter's own name and the last part of `/hooks/{type}`
/// @param needs `public_https` when the messenger must be able to call us
/// @param reasons the codes that {@link Connection.Health} may give → texts
public record Descriptor(
        String type,
        String transport,
        String network,
        Map<String, String> name,
        Tag tag,
        Map<String, String> about,
        List<String> needs,
        List<Step> steps,
        List<Action> actions,
        Can can,
        Map<String, Map<String, String>> reasons) {

    /// An adapter whose line has no troubles of its own.
    public Descriptor(
            String type,
            String transport,
            String network,
            Map<String, String> name,
            Tag tag,
            Map<String, String> about,
            List<String> needs,
            List<Step> steps,
            List<Action> actions,
            Can can) {
        this(type, transport, network, name, tag, about, needs, steps, actions, can, Map.of());
    }

    /// The fields of all steps, in their order.
    public List<FormField> form() {
        return steps.stream().flatMap(step -> step.fields().stream()).toList();
    }

    /// Two letters on a colour: channels are told apart without logos.
    public record Tag(String letters, String colour) {}

    /// @param kind `text`, `form`, `connect` or `wait`
    public record Step(String kind, @Nullable Map<String, String> body, List<FormField> fields) {

        public static Step text(String ru, String en) {
            return new Step("text", Map.of("ru", ru, "en", en), List.of());
        }

        public static Step form(FormField... fields) {
            return new Step("form", null, List.of(fields));
        }

        public static Step connect() {
            return new Step("connect", null, List.of());
        }
    }

    public record Action(String key, Map<String, String> label, boolean danger) {}

    /// @param writeFirst `yes`, `template`, `after_client` or `no`
    /// @param windowHours how long after the client's last message one may write freely; absent: always
    /// @param edit how long own messages can be edited, as `48h`; absent: never
    public record Can(
            String writeFirst,
            @Nullable Integer windowHours,
            boolean templates,
            int textMax,
            int captionMax,
            @Nullable String edit,
            @Nullable String delete,
            boolean reactions,
            boolean quotes,
            boolean voice,
            List<FileLimit> files,
            boolean readReceipts,
            boolean typing) {}

    /// @param mime allowed types; empty: every type
    /// @param max bytes
    public record FileLimit(String kind, List<String> mime, long max) {}
}
