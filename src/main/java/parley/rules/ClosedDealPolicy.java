package parley.rules;

/// What happens when the client of a closed deal writes again (R33).
public enum ClosedDealPolicy {
    ADD,
    CREATE
}
