package parley.http.v3;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import parley.auth.Auth;
import parley.channel.Channels;
import parley.delivery.Delivery;
import parley.inbox.Inbox;
import parley.platform.Database;
import parley.settings.Crms;
import parley.settings.SettingsDesk;
import parley.webhooks.Webhooks;

/// The doors of the rooms below that the pages of the public API knock at.
///
/// @param address how the hub is reached from outside, without a path
/// @param frameLife how long a link to a window works before it is opened
/// @param rate how many requests a key has in five seconds
/// @param random a cryptographically strong one
public record Below(
        Database database,
        Auth auth,
        Channels channels,
        SettingsDesk desk,
        Crms crms,
        Delivery delivery,
        Inbox inbox,
        Webhooks webhooks,
        Supplier<String> address,
        Duration frameLife,
        int rate,
        InstantSource clock,
        RandomGenerator random) {}
