package parley.app;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import parley.channel.ChannelType;
import parley.crm.CrmType;

/// What comes in from outside the house: time, chance, and channels and CRMs that tests bring along.
///
/// @param random a cryptographically strong one
/// @param channels besides those of {@link Adapters}
/// @param crms the same; one takes the place of another of its type
public record World(InstantSource clock, RandomGenerator random, List<ChannelType> channels, List<CrmType> crms) {

    public World {
        channels = List.copyOf(channels);
        crms = List.copyOf(crms);
    }

    public World(InstantSource clock, RandomGenerator random, List<ChannelType> channels) {
        this(clock, random, channels, List.of());
    }

    static World real() {
        return new World(InstantSource.system(), new SecureRandom(), List.of());
    }
}
