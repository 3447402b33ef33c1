package parley.chaos;

import java.util.List;

/// Who works in the campaign's company. Two channels: by turn, and first responder.
final class Cast {

    /// In the order of the turn; they have both channels, with WRITE and the slider.
    static final List<String> SELLERS = List.of("Ann", "Bob", "Cid");

    static final String MANAGER = "Max";
    static final String AUDITOR = "Aud";

    /// Auditor one moment, nobody the next.
    static final String GUEST = "Gus";

    static final List<String> EVERYBODY = List.of("Ann", "Bob", "Cid", MANAGER, AUDITOR, GUEST);

    private Cast() {}

    /// Clients of the channel by turn are called `t…`, the others `f…`.
    static boolean byTurn(String client) {
        return client.startsWith("t");
    }
}
