package parley.http.v3;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import parley.auth.Auth;
import parley.channel.Channels;
import parley.delivery.Delivery;
import parley.platform.Database;
import parley.settings.SettingsDesk;

/// The doors of the rooms below that the pages of the public API knock at.
///
/// @param rate how many requests a key has in five seconds
/// @param random a cryptographically strong one
public record Below(
        Database database,
        Auth auth,
        Channels channels,
        SettingsDesk desk,
        Delivery delivery,
        int rate,
        InstantSource clock,
        RandomGenerator random) {}
