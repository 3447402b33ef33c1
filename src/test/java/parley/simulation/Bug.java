package parley.simulation;

/// A mistake that can be planted, to see whether the simulation finds it.
public enum Bug {
    /// The webhook is answered before the commit.
    ANSWER_BEFORE_COMMIT,
    /// A repetition is looked for, and then inserted.
    DEDUP_BY_LOOKUP,
    /// The lease is looked at before the transaction, not in it.
    LEASE_WITHOUT_FENCE,
    /// Two workers take what they find of a chat.
    TWO_WORKERS_ON_A_CHAT,
    /// What comes in is worked off at once, whatever lies before it.
    AT_ONCE_WITHOUT_A_LOOK,
    /// The client is given to whoever finds him free, without holding him.
    CLAIM_BY_CHECK,
    /// The turn is read without holding it.
    TURN_WITHOUT_LOCK,
    /// A job is marked as done before it is.
    DONE_BEFORE_EFFECT,
    /// What was under way when the process crashed is sent again.
    SENDING_RESENT,
    /// A job that was put off is begun by a look from before.
    BEGUN_EARLY,
    /// Each attempt creates under a key of its own.
    KEY_PER_ATTEMPT,
    /// What a claim takes over is found out anew at every attempt.
    CLAIM_FOUND_ANEW,
    /// Who waits is decided upon by settings that somebody is just changing.
    SETTINGS_NOT_HELD,
    /// A note's key is made when it is written.
    NOTE_KEY_WHEN_WRITTEN,
    /// Whoever waits for another chat of the same client waits ahead of it, in the same lane.
    LOOK_AGAIN_AHEAD,
    /// A process that was given up for lost decides who gets a client, and nobody carries it out.
    DECIDED_BY_WHOEVER_WAS_LOST,
    /// A process that was given up for lost sends what another one was asked to wait with.
    SENT_BY_WHOEVER_WAS_LOST,
    /// A process that was given up for lost, and has the shard again, ends what another one has begun anew.
    ENDED_BY_WHOEVER_WAS_LOST,
    /// A later job of a lane may pass one that waits.
    LANE_WITHOUT_ORDER
}
