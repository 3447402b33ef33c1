package parley.delivery;

import java.time.Instant;
import parley.auth.Viewer;
import parley.base.ChatId;
import parley.chat.News;

/// Takes a client without writing to him yet, where the CRM has incoming leads: the lead is accepted (R26).
public final class Acceptance {

    private final Ways with;

    Acceptance(Ways with) {
        this.with = with;
    }

    /// Of twenty who accept or reply, one gets him; who has him already may say so again.
    public Done accept(Viewer viewer, ChatId id) {
        var began = with.clock().instant();
        return Chosen.doIn(with, viewer, id, chosen -> accept(chosen, began));
    }

    private Done accept(Chosen chosen, Instant began) {
        var chat = chosen.chat();
        var rights = chosen.rights();
        if (chat.responsible().contains(rights.me())) {
            return new Done.Yes();
        }
        var claim = chat.claim();
        var faster = rights.overtaken(chat, began);
        if (faster == null && claim != null && !chat.responsible().isEmpty() && chosen.isWritable()) {
            faster = claim;
        }
        if (faster != null) {
            with.room().claims().lost(chosen.tx(), chat, rights.me());
            return new Done.ClaimedByOther(rights.name(faster.by()), faster.at());
        }
        if (!chosen.isWritable()) {
            return chosen.refused(with);
        }
        if (!chat.claimable() || !rights.agreed().connected()) {
            return Done.Impossible.of("not_offered");
        }
        with.room()
                .claims()
                .claim(
                        chosen.tx(),
                        chat,
                        rights.me(),
                        "accept",
                        rights.settings().version(),
                        with.clock().instant());
        var news = new News(chat.account());
        news.chat(chat.id(), chat.facts());
        news.publish(chosen.tx(), with.room().feed());
        return new Done.Yes();
    }
}
