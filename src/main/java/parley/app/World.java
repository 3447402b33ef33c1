package parley.app;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import parley.channel.ChannelType;

/// What comes in from outside the house: time, chance, and channels that tests bring along.
///
/// @param random a cryptographically strong one
/// @param channels besides those of {@link Adapters}
public record World(InstantSource clock, RandomGenerator random, List<ChannelType> channels) {

    public World {
        channels = List.copyOf(channels);
    }

    static World real() {
        return new World(InstantSource.system(), new SecureRandom(), List.of());
    }
}
