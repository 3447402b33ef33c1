package parley.delivery;

import java.time.InstantSource;
import parley.channel.Channels;
import parley.chat.ChatRoom;
import parley.platform.Database;
import parley.platform.GuardedHttp;
import parley.platform.Jobs;
import parley.platform.Media;
import parley.settings.Crms;
import parley.settings.SettingsDesk;

/// What the way out works with.
///
/// @param strangers calls addresses that came from outside
public record Ways(
        Database database,
        ChatRoom room,
        Channels channels,
        SettingsDesk desk,
        Crms crms,
        Jobs jobs,
        Media media,
        GuardedHttp strangers,
        InstantSource clock) {}
