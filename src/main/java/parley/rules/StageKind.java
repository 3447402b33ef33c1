package parley.rules;

/// What a stage means, whatever the CRM calls it. A deal is closed at WON and LOST.
public enum StageKind {
    UNSORTED,
    OPEN,
    WON,
    LOST;

    public boolean closed() {
        return this == WON || this == LOST;
    }
}
