package parley.http.v3;

import java.util.List;
import parley.base.PublicId;
import parley.channel.Channels.Channel;
import parley.webhooks.Wire;

/// The channels of the integration.
final class ChannelPages {

    /// @param plainId phone, username or id in the messenger
    record Row(String channelId, String transport, String plainId, String name, String state) {

        static Row of(Channel channel) {
            return new Row(
                    PublicId.of(channel.id()).toString(),
                    channel.transport().value(),
                    channel.address(),
                    channel.name(),
                    Wire.state(channel));
        }
    }

    private final Below below;

    ChannelPages(Below below) {
        this.below = below;
    }

    /// Those that are ticked (R9), oldest first.
    Answer all(Call call) {
        var settings = below.desk().current(call.account()).map(agreed -> agreed.settings());
        var rows = settings.map(agreed -> below.channels().all(call.account()).stream()
                        .filter(channel -> agreed.channel(channel.id()).isPresent())
                        .map(Row::of)
                        .toList())
                .orElse(List.of());
        return Answer.ok(rows);
    }
}
