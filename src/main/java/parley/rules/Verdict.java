package parley.rules;

import java.util.List;

/// What an employee may do in a chat, with everything that led to it (R42).
///
/// @param gives what opens the chat to him; empty exactly when he does not see it
/// @param ceilings what the channel's access takes away from him in every chat of the channel
/// @param refusals what is refused him here and why: something of `READ` exactly when he does not see the chat
/// @param why the reason for the attention; for a chat that he does not see, the first refusal
public record Verdict(
        Access access,
        Attention attention,
        List<Reason> gives,
        List<Reason> ceilings,
        List<Reason> refusals,
        Reason why) {

    public Verdict {
        gives = List.copyOf(gives);
        ceilings = List.copyOf(ceilings);
        refusals = List.copyOf(refusals);
    }
}
