package parley.http;

import parley.crm.CrmHook;
import parley.intake.CrmHints;
import parley.settings.Crms;

/// Where CRMs tell that something has changed. What they say is a hint: it is written down and answered at once, within
/// the second that some of them wait, and the records are read again later.
final class CrmHooks {

    private static final int LIMIT = 256 << 10;

    private final Crms crms;
    private final CrmHints hints;

    CrmHooks(Crms crms, CrmHints hints) {
        this.crms = crms;
        this.hints = hints;
    }

    Answer accept(Asked asked) {
        var account = crms.hooked(asked.path("key")).orElse(null);
        if (account == null) {
            return Answer.notFound();
        }
        var hook = new CrmHook(asked.method(), Hooks.headers(asked), Hooks.query(asked), asked.bytes(LIMIT));
        return hints.heard(account, hook)
                ? Answer.empty()
                : Answer.error(403, "no_proof", "The proof of origin is missing or wrong.");
    }
}
