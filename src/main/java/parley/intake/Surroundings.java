package parley.intake;

import java.time.InstantSource;
import parley.channel.Channels;
import parley.chat.ChatRoom;
import parley.platform.Database;
import parley.platform.Jobs;
import parley.platform.Metrics;
import parley.settings.Crms;
import parley.settings.SettingsDesk;

/// What the way in works with.
public record Surroundings(
        Database database,
        ChatRoom room,
        Channels channels,
        SettingsDesk desk,
        Crms crms,
        Jobs jobs,
        InstantSource clock,
        Metrics metrics) {}
