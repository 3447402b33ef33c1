package parley.rules;

/// What a stage means, whatever the CRM calls it.
public enum StageKind {
    UNSORTED,
    OPEN,
    WON,
    LOST,
    /// Closed by a CRM that does not tell whether it was won.
    CLOSED;

    public boolean closed() {
        return this == WON || this == LOST || this == CLOSED;
    }
}
