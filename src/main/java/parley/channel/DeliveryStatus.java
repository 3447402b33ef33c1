package parley.channel;

/// How far a message has come, in rising order (R72).
public enum DeliveryStatus {
    QUEUED,
    SENDING,
    ACCEPTED,
    SENT,
    FAILED,
    DELIVERED,
    READ,
    /// The messenger's answer was lost: never resent by itself.
    UNKNOWN
}
