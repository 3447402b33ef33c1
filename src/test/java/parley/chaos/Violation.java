package parley.chaos;

/// A promise that was not kept.
record Violation(Kind kind, String what) {

    enum Kind {
        LOST,
        DUPLICATE,
        MISORDERED,
        PHANTOM,
        GAP,
        LEAK,
        TWO_OWNERS,
        DOUBLE_SEND,
        NOTE_LOST,
        NOTE_TWICE,
        WEBHOOK_LOST,
        WEBHOOK_MISORDERED,
        TURN_UNFAIR,
        STUCK,

        /// Answered with 5xx that is not 503.
        BROKEN,

        /// The windows' own list is not what a fresh one would be.
        STALE
    }
}
