package parley.http.v3;

/// Who may use a route.
enum Scope {
    /// Every key of the public API.
    ANY,
    /// Keys of scope `full`.
    FULL,
    /// Nobody's key is asked for: the page proves the caller by itself.
    OPEN
}
