package parley.platform;

/// What a process does about its share of the shards. Pure, so that the simulation shares out as {@link Shards} does.
sealed interface LeaseMove {

    record Take(int shards) implements LeaseMove {}

    record GiveBack(int shards) implements LeaseMove {}

    record Stay() implements LeaseMove {}

    /// @param held leases that were renewed just now
    /// @param alive processes, this one included
    static LeaseMove of(int shards, int held, int alive) {
        int share = Math.ceilDiv(shards, Math.max(1, alive));
        if (held < share) {
            return new Take(share - held);
        }
        return held > share ? new GiveBack(held - share) : new Stay();
    }
}
