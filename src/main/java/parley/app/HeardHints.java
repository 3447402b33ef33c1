package parley.app;

import java.util.Set;
import java.util.stream.Collectors;
import parley.base.AccountId;
import parley.platform.Hints;
import parley.platform.Jobs;
import parley.platform.Shard;
import parley.platform.Shards;
import parley.platform.Work;
import parley.realtime.Loudspeaker;

/// What comes of what other processes tell: the same as of what happens here.
record HeardHints(Shards shards, Work work, Jobs jobs, Loudspeaker loudspeaker) implements Hints.Listener {

    /// Those of others are not passed on.
    @Override
    public void workWaits(Set<Shard> some) {
        work.wake(some.stream().filter(shards.owned()::contains).collect(Collectors.toSet()));
    }

    @Override
    public void jobsWait(Set<Shard> lanes) {
        if (lanes.stream().anyMatch(shards.owned()::contains)) {
            jobs.wake();
        }
    }

    @Override
    public void hasChanged(AccountId account) {
        loudspeaker.hint(account);
    }
}
