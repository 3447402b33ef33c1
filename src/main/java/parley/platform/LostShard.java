package parley.platform;

/// Another process owns the shard by now: the transaction that asked must be rolled back, and its work left alone.
public final class LostShard extends RuntimeException {

    private static final long serialVersionUID = 1;

    LostShard(Shard shard) {
        super("shard " + shard.number() + " belongs to somebody else", null, false, false);
    }
}
