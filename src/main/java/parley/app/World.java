package parley.app;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import parley.channel.ChannelType;
import parley.crm.CrmType;

/// What comes in from outside the house: time, chance, and channels and CRMs that tests bring along.
///
/// @param clock this machine's
/// @param sharesTime whether all processes on the database go by the database's clock, and this one is but a first
///     guess; not in tests, which make their own time
/// @param random a cryptographically strong one
/// @param channels besides those of {@link Adapters}
/// @param crms the same; one takes the place of another of its type
public record World(
        InstantSource clock,
        boolean sharesTime,
        RandomGenerator random,
        List<ChannelType> channels,
        List<CrmType> crms) {

    public World {
        channels = List.copyOf(channels);
        crms = List.copyOf(crms);
    }

    public World(InstantSource clock, RandomGenerator random, List<ChannelType> channels) {
        this(clock, random, channels, List.of());
    }

    public World(InstantSource clock, RandomGenerator random, List<ChannelType> channels, List<CrmType> crms) {
        this(clock, false, random, channels, crms);
    }

    static World real() {
        return new World(InstantSource.system(), true, new SecureRandom(), List.of(), List.of());
    }
}
