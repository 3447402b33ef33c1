package parley.rules;

/// How the dialogue is copied into the CRM (R50).
public enum TimelineMode {
    EACH,
    HOURLY,
    DAILY,
    OFF
}
