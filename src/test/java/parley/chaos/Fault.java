package parley.chaos;

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
    FREEZE(2),

    /// The messenger refuses, breaks down, answers late, or does it and says nothing (F11).
    MESSENGER(6),

    /// Another program refuses webhooks, or takes them and says nothing (F12).
    PROGRAM(4),

    /// Windows stop reading for a while (F13).
    SLOW_READERS(4),

    /// A hub starts again with a clock that is a minute wrong (F9): what it puts off is put off so long.
    CLOCK(2);

    /// How often it is chosen, against the others.
    final int weight;

    Fault(int weight) {
        this.weight = weight;
    }
}
