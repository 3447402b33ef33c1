package parley.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import parley.base.ChannelId;
import parley.base.EmployeeId;
import parley.channel.Channels.Channel;
import parley.rules.Access;
import parley.rules.ChannelSettings;
import parley.rules.DefaultChannel;
import parley.rules.Settings;

/// Brings settings together with the channels that there are: names are the channels' own, one that was connected since
/// is there unticked, one that was deleted can still be read by those who could.
final class Roster {

    private Roster() {}

    /// @param channels every channel that there ever was
    static Settings merged(Settings stored, List<Channel> channels) {
        var merged = new ArrayList<ChannelSettings>();
        for (var channel : channels) {
            var agreed = stored.channels().stream()
                    .filter(one -> one.id().equals(channel.id()))
                    .findFirst();
            if (channel.deleted()) {
                agreed.map(Roster::retired).ifPresent(merged::add);
            } else {
                merged.add(agreed.map(one -> named(one, channel.name()))
                        .orElseGet(() -> ChannelSettings.initial(channel.id(), channel.name())));
            }
        }
        return DefaultChannel.normalised(with(stored, stored.version(), merged));
    }

    /// Without the channels that were deleted: what an administrator edits.
    static Settings editable(Settings settings, Set<ChannelId> deleted) {
        return with(
                settings,
                settings.version(),
                settings.channels().stream()
                        .filter(channel -> !deleted.contains(channel.id()))
                        .toList());
    }

    static Set<ChannelId> deleted(List<Channel> channels) {
        return channels.stream().filter(Channel::deleted).map(Channel::id).collect(Collectors.toSet());
    }

    static Settings with(Settings settings, long version, List<ChannelSettings> channels) {
        return new Settings(
                version,
                channels,
                settings.globalChat(),
                settings.timeline(),
                settings.eightIsSeven(),
                settings.notifyManagers(),
                settings.defaultChannel());
    }

    private static ChannelSettings named(ChannelSettings channel, String name) {
        return new ChannelSettings(
                channel.id(),
                channel.ticked(),
                name,
                channel.roles(),
                channel.newClients(),
                channel.closedDeal(),
                channel.access());
    }

    /// Nothing goes out on it any more.
    private static ChannelSettings retired(ChannelSettings channel) {
        var access = new HashMap<>(channel.access());
        access.replaceAll((_, granted) -> granted == Access.WRITE ? Access.READ : granted);
        return new ChannelSettings(
                channel.id(),
                channel.ticked(),
                channel.name(),
                channel.roles(),
                channel.newClients(),
                channel.closedDeal(),
                access);
    }

    /// Everybody whom the settings name.
    static Set<EmployeeId> mentioned(Settings settings) {
        var mentioned = new HashSet<>(settings.defaultChannel().keySet());
        mentioned.addAll(settings.globalChat().administrators());
        for (var channel : settings.channels()) {
            mentioned.addAll(channel.roles().keySet());
            mentioned.addAll(channel.access().keySet());
            mentioned.addAll(channel.newClients().order());
            mentioned.addAll(channel.newClients().weights().keySet());
        }
        return mentioned;
    }
}
