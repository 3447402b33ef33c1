package parley.chaos;

/// Where a campaign plays.
record Stage(Fleet fleet, Company company, Messenger messenger, Program program, Figures figures, Moments moments) {}
