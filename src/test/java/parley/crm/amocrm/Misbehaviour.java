package parley.crm.amocrm;

/// What the account's server may do instead of answering well.
enum Misbehaviour {
    /// 429 from the proxy, as a page.
    TOO_MANY,
    /// 403 from the proxy, as a page.
    BLOCKED,
    /// 502 from the proxy, as a page: nothing was done.
    BAD_GATEWAY,
    /// The work is done, and the line breaks before the answer.
    LOST,
    /// The work is done, and something unreadable comes back.
    UNREADABLE
}
