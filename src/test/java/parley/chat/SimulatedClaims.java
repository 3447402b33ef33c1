package parley.chat;

import java.util.Optional;
import parley.base.EmployeeId;

/// What a claim says, as the simulation asks for it.
public final class SimulatedClaims {

    private SimulatedClaims() {}

    /// @param latest the chat's last decision
    public static Trace trace(Optional<Decisions.Stored> latest, Chat chat, EmployeeId by, String via, long version) {
        var offer = latest.filter(stored ->
                stored.kind().equals(word(Trace.Kind.OFFER)) || stored.kind().equals(word(Trace.Kind.WAIT)));
        return Claims.trace(offer, chat, by, via, version);
    }

    public static String word(Trace.Kind kind) {
        return Claims.word(kind);
    }
}
