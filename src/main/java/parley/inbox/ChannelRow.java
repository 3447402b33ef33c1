package parley.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.ChannelId;
import parley.base.IntegrationId;
import parley.channel.ChannelType;
import parley.channel.Channels;
import parley.channel.Descriptor;
import parley.rules.Access;

/// A channel as the inbox shows it.
///
/// @param state in lower case; `deleted` when it is gone and only its chats are left
/// @param tag and `can`: absent when no adapter knows the type any more
/// @param access what the viewer may do there at all
/// @param isDefault whether he writes first from there (R43)
/// @param integration the one that takes it (R9)
public record ChannelRow(
        ChannelId id,
        String v,
        String type,
        String transport,
        String network,
        String name,
        String address,
        String state,
        @Nullable String reason,
        Descriptor.@Nullable Tag tag,
        Descriptor.@Nullable Can can,
        Access access,
        boolean isDefault,
        @Nullable IntegrationId integration) {

    /// All that there are, and those that are gone as far as the viewer still sees chats of them.
    static List<ChannelRow> of(Moment moment, Viewer viewer, Channels channels) {
        var eyes = moment.eyes(viewer).orElse(null);
        var types = channels.types();
        var rows = new ArrayList<ChannelRow>();
        for (var channel : channels.ever(moment.tx(), moment.account())) {
            var row = row(moment, eyes, channel, descriptor(types, channel.type()));
            if (!channel.deleted() || row.access().reads()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static ChannelRow row(
            Moment moment, @Nullable Eyes eyes, Channels.Channel channel, @Nullable Descriptor descriptor) {
        var agreed = moment.agreed();
        var ticked = agreed != null && agreed.settings().channel(channel.id()).isPresent();
        var byDefault =
                eyes == null ? null : eyes.agreed().settings().defaultChannel().get(eyes.me());
        return new ChannelRow(
                channel.id(),
                moment.pos(),
                channel.type(),
                channel.transport().value(),
                channel.network().value(),
                channel.name(),
                channel.address(),
                channel.deleted() ? "deleted" : channel.state().name().toLowerCase(Locale.ROOT),
                channel.reason(),
                descriptor == null ? null : descriptor.tag(),
                descriptor == null ? null : descriptor.can(),
                eyes == null ? Access.NONE : eyes.onChannel(channel.id()),
                channel.id().equals(byDefault),
                ticked && agreed != null ? agreed.integration() : null);
    }

    private static @Nullable Descriptor descriptor(List<ChannelType> types, String type) {
        return types.stream()
                .map(ChannelType::descriptor)
                .filter(descriptor -> descriptor.type().equals(type))
                .findFirst()
                .orElse(null);
    }
}
