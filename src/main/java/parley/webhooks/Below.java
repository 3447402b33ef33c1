package parley.webhooks;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import parley.channel.Channels;
import parley.chat.ChatRoom;
import parley.platform.Database;
import parley.platform.Secrets;
import parley.platform.Shards;
import parley.platform.SignedPosts;
import parley.realtime.Loudspeaker;
import parley.settings.SettingsDesk;

/// The rooms below that this one works with.
///
/// @param random a cryptographically strong one
public record Below(
        Database database,
        Shards shards,
        Secrets secrets,
        SignedPosts posts,
        Loudspeaker loudspeaker,
        ChatRoom room,
        Channels channels,
        SettingsDesk desk,
        Wire wire,
        InstantSource clock,
        RandomGenerator random) {}
