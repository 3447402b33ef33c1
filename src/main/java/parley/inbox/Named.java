package parley.inbox;

/// Somebody whom the windows show by name.
public record Named(String id, String name) {}
