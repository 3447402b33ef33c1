package parley.chaos;

import org.jspecify.annotations.Nullable;

/// What may be done to the house. Each is one line here and one case in {@link Faults}.
enum Fault {

    /// `kill -9` of a hub at a random moment; it is started again at once (F2).
    KILL_HUB(40),

    /// A hub that will end itself at a failpoint, soon (F1).
    FAILPOINT(30),

    /// `kill -9` of PostgreSQL; it starts again by itself (F3).
    KILL_DATABASE(12),

    /// All its connections are cut (F3).
    CUT_CONNECTIONS(6),

    /// A hub stands still for longer than its leases last (F8).
    FREEZE(2, true),

    /// The messenger refuses, breaks down, answers late, or does it and says nothing (F11).
    MESSENGER(6),

    /// Another program refuses webhooks, or takes them and says nothing (F12).
    PROGRAM(4),

    /// Windows stop reading for a while (F13).
    SLOW_READERS(4, true),

    /// A hub starts again with a clock that is a minute wrong, or its clock jumps by an hour and back (F9). Nothing may
    /// come of it: hubs go by the database's clock.
    CLOCK(3, true),

    /// The line between a hub and the database is cut, silent in one direction, or slow (F7).
    DATABASE_LINE(4, true),

    /// The line to the messenger is (F7).
    MESSENGER_LINE(3, true),

    /// No room on the disk with the database and the files, for some seconds (F5).
    DISK_FULL(3, true),

    /// PostgreSQL's next flush fails (F6).
    FLUSH(3, true);

    /// How often it is chosen, against the others.
    final int weight;

    /// Whether it takes seconds, during which others happen too.
    final boolean lasts;

    Fault(int weight) {
        this(weight, false);
    }

    Fault(int weight, boolean lasts) {
        this.weight = weight;
        this.lasts = lasts;
    }

    /// Why it cannot be done on this machine, in words; absent when it can.
    @Nullable
    String impossible() {
        return switch (this) {
            case CLOCK -> Clocks.canBeMoved() ? null : "libfaketime is not installed";
            case DISK_FULL -> SmallDisk.canBeMade() ? null : "this user may not mount a small disk";
            case FLUSH -> Flushes.canFail() ? null : "strace is not installed, or may not trace";
            default -> null;
        };
    }
}
