package parley.inbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.chat.Chat;
import parley.rules.ChatFacts;
import parley.rules.Reason;
import parley.rules.Relation;

/// Why somebody does not see a chat, as a window that has lost it tells (R23, R26).
final class Losses {

    private Losses() {}

    /// @param before what the chat was before, as far as that is known: a client whom somebody else was faster to get
    ///     is told of as such
    static Reason why(Eyes eyes, Chat chat, Collection<ChatFacts> before) {
        var refusal = eyes.refusal(chat.facts());
        if (refusal == null) {
            throw new IllegalStateException("he sees the chat");
        }
        var claim = chat.claim();
        if (claim == null || claim.by().equals(eyes.me()) || !refusal.code().equals("not_yours")) {
            return refusal;
        }
        if (before.stream().noneMatch(facts -> open(eyes, facts))) {
            return refusal;
        }
        var args = new HashMap<String, String>();
        args.put("who", eyes.agreed().name(claim.by()));
        args.put("time", claim.at().toString());
        return new Reason("claimed_by_other", "R26", Map.copyOf(args));
    }

    private static boolean open(Eyes eyes, ChatFacts facts) {
        return switch (Relation.of(eyes.me(), facts)) {
            case OFFERED, COMMON, UNPLACED -> true;
            case OWN, OTHERS -> false;
        };
    }

    static Reason why(Eyes eyes, Chat chat) {
        return why(eyes, chat, List.of());
    }
}
