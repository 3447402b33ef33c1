package parley.crm.amocrm;

/// Who is asked for first when the account may be asked only so often, the most urgent first.
enum Urgency {
    /// Somebody waits in a window: whose client it is.
    CLAIM,
    /// A client waits for his deal.
    CREATION,
    /// A card is read again.
    READING,
    NOTE,
    /// Nobody waits: the poll, and the refreshing of what is known anyway.
    SWEEP
}
