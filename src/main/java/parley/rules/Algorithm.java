package parley.rules;

/// How a new client finds his employee (R25–R27).
public enum Algorithm {
    /// Everyone who receives new clients is told; the first to reply or to accept the lead becomes responsible (R26).
    FIRST_RESPONDER,
    /// A deal is created at once and given to the next in turn (R27).
    BY_TURN
}
