package parley.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.auth.Auth;
import parley.base.ChannelId;
import parley.channel.ChannelType;
import parley.channel.Channels;
import parley.channel.Channels.Channel;
import parley.channel.Channels.Connected;
import parley.channel.Descriptor;
import parley.platform.FilledForm;
import parley.settings.SettingsDesk;
import parley.settings.SettingsDesk.Agreed;

/// The channels of the company: what can be connected, what is, and how each is doing (UX 12). No messenger is known
/// here by name.
final class ChannelPages {

    private static final int PAST = 50;

    /// Kinds of fields whose value the hub fills in.
    private static final Set<String> GIVEN = Set.of("copy", "page");

    record NewChannel(String type, String name, @Nullable Map<String, String> fields) {}

    record Change(@Nullable String name, @Nullable Map<String, String> fields) {}

    /// @param reasonText the adapter's words for the reason; absent when it has none for it
    /// @param integration the one that it is ticked in (R9)
    /// @param tag and `can`: absent when this version has no adapter of the type any more
    /// @param fields its form: secrets as `{set, ends}`, values to copy filled in
    record Row(
            String id,
            String type,
            String transport,
            String network,
            String key,
            String name,
            String address,
            String state,
            @Nullable String reason,
            @Nullable Map<String, String> reasonText,
            Instant stateSince,
            @Nullable Instant lastIn,
            @Nullable Instant lastOut,
            Instant createdAt,
            @Nullable String integration,
            Descriptor.@Nullable Tag tag,
            Descriptor.@Nullable Can can,
            Map<String, Object> fields) {}

    record Past(
            String state, @Nullable String reason, @Nullable Map<String, String> reasonText, Instant at) {}

    private final Channels channels;
    private final SettingsDesk desk;
    private final Auth auth;
    private final HttpConfig config;

    ChannelPages(Channels channels, SettingsDesk desk, Auth auth, HttpConfig config) {
        this.channels = channels;
        this.desk = desk;
        this.auth = auth;
        this.config = config;
    }

    /// @param publicUrl for the sentence that says that a messenger cannot reach us
    record Types(List<Descriptor> rows, @Nullable String publicUrl) {}

    Answer types(Asked asked) {
        var url = config.publicUrl();
        return Answer.ok(new Types(
                channels.types().stream().map(ChannelType::descriptor).toList(), url == null ? null : url.toString()));
    }

    Answer all(Asked asked) {
        var agreed = agreed(asked);
        var rows = channels.all(asked.viewer().account()).stream()
                .map(channel -> row(asked, channel, agreed))
                .toList();
        return Answer.ok(Map.of("rows", rows));
    }

    Answer one(Asked asked) {
        var account = asked.viewer().account();
        var channel =
                channels.find(account, id(asked)).filter(one -> !one.deleted()).orElse(null);
        if (channel == null) {
            return Answer.notFound();
        }
        var type = channels.face(channel.type()).orElse(null);
        var past = channels.past(account, channel.id(), PAST).stream()
                .map(one -> new Past(word(one.state()), one.reason(), reasonText(type, one.reason()), one.at()))
                .toList();
        return Answer.ok(Map.of("row", row(asked, channel, agreed(asked)), "past", past));
    }

    Answer connect(Asked asked) {
        var typed = asked.json(NewChannel.class);
        var fields = typed.fields() == null ? Map.<String, String>of() : typed.fields();
        return answer(
                asked,
                channels.connect(asked.viewer().account(), typed.type(), typed.name(), fields),
                201,
                "channel_connected");
    }

    Answer change(Asked asked) {
        var typed = asked.json(Change.class);
        var fields = typed.fields() == null ? Map.<String, String>of() : typed.fields();
        return answer(
                asked,
                channels.change(asked.viewer().account(), id(asked), typed.name(), fields),
                200,
                "channel_changed");
    }

    Answer remove(Asked asked) {
        var account = asked.viewer().account();
        var known = channels.find(account, id(asked));
        if (!channels.remove(account, id(asked))) {
            return Answer.notFound();
        }
        auth.note(asked.viewer(), "channel_removed", known.map(Channel::name).orElse(""), asked.remote());
        return Answer.empty();
    }

    Answer act(Asked asked) {
        var action = asked.path("action");
        return answer(asked, channels.act(asked.viewer().account(), id(asked), action), 200, "channel_" + action);
    }

    private Answer answer(Asked asked, Connected connected, int status, String action) {
        return switch (connected) {
            case Connected.Done(var channel) -> {
                auth.note(asked.viewer(), action, channel.name(), asked.remote());
                yield Answer.json(status, Map.of("row", row(asked, channel, agreed(asked))));
            }
            case Connected.Invalid(var fields) -> Answer.invalid(mistakes(fields));
            case Connected.Taken(var by) ->
                Answer.json(
                        409,
                        new ApiError(
                                "taken",
                                "This account is connected already.",
                                List.of(),
                                Map.of("channel", by.name(), "id", by.id())));
            case Connected.NeedsPublicAddress() ->
                Answer.json(
                        409,
                        new ApiError(
                                "needs_public_https",
                                "The messenger must be able to reach this hub by https.",
                                List.of(),
                                Map.of("url", config.publicUrl() == null ? "" : config.publicUrl())));
            case Connected.Unknown() -> Answer.notFound();
        };
    }

    private static List<ApiError.Field> mistakes(Map<String, FilledForm.Mistake> fields) {
        var mistakes = new ArrayList<ApiError.Field>();
        fields.forEach((key, mistake) -> mistakes.add(new ApiError.Field(
                key.equals("name") ? key : "fields." + key, mistake.code(), Map.of("detail", mistake.detail()))));
        mistakes.sort(Comparator.comparing(ApiError.Field::path));
        return mistakes;
    }

    private Row row(Asked asked, Channel channel, Optional<Agreed> agreed) {
        var type = channels.face(channel.type()).orElse(null);
        return new Row(
                channel.id().toString(),
                channel.type(),
                channel.transport().value(),
                channel.network().value(),
                channel.key(),
                channel.name(),
                channel.address(),
                word(channel.state()),
                channel.reason(),
                reasonText(type, channel.reason()),
                channel.stateSince(),
                channel.lastIn(),
                channel.lastOut(),
                channel.createdAt(),
                agreed.filter(one -> one.settings().channel(channel.id()).isPresent())
                        .map(one -> one.integration().toString())
                        .orElse(null),
                type == null ? null : type.tag(),
                type == null ? null : type.can(),
                type == null ? Map.of() : fields(asked, channel, type));
    }

    private Optional<Agreed> agreed(Asked asked) {
        return desk.current(asked.viewer().account());
    }

    private Map<String, Object> fields(Asked asked, Channel channel, Descriptor type) {
        var fields = new HashMap<String, Object>();
        channels.form(channel.account(), channel.id()).forEach((key, value) -> {
            switch (value) {
                case FilledForm.Shown.Plain(var text) -> fields.put(key, text);
                case FilledForm.Shown.Secret secret -> fields.put(key, secret);
            }
        });
        type.steps().stream()
                .flatMap(step -> step.fields().stream())
                .filter(field -> GIVEN.contains(field.kind()) && field.value() != null)
                .forEach(field -> fields.put(field.key(), filled(asked, channel, String.valueOf(field.value()))));
        return fields;
    }

    /// A value to show, with this hub's own address and the channel's key in it.
    private String filled(Asked asked, Channel channel, String value) {
        var url = config.publicUrl();
        var origin = url == null ? (asked.isSecure() ? "https://" : "http://") + asked.host() : url.toString();
        return value.replace("{origin}", origin)
                .replace("{host}", url == null ? asked.host() : url.getAuthority())
                .replace("{key}", channel.key());
    }

    static @Nullable Map<String, String> reasonText(@Nullable Descriptor type, @Nullable String reason) {
        return type == null || reason == null ? null : type.reasons().get(reason);
    }

    private static ChannelId id(Asked asked) {
        return new ChannelId(asked.id("id"));
    }

    private static String word(Channels.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
