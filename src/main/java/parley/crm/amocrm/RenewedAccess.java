package parley.crm.amocrm;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import parley.crm.CrmConfig;
import parley.crm.CrmTrouble;

/// A token that lives for a day, and another with which the next one is got, once. Of all processes one asks at a time;
/// the others wait and take what it has kept. The new pair is kept before it is used.
///
/// A process that is killed between the account's answer and the keeping loses the pair: nobody can know, the next one
/// is refused, and an administrator has to let Parley in once more.
final class RenewedAccess implements Access {

    /// Longer than {@link Tokens} waits for an answer, so that a claim ends only with its process.
    private static final Duration CLAIM = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final HttpClient http;
    private final URI address;
    private final CrmConfig.Kept kept;
    private String token;

    RenewedAccess(HttpClient http, URI address, Map<String, String> fields, CrmConfig.Kept kept) {
        this.http = http;
        this.address = address;
        this.kept = kept;
        this.token = fields.getOrDefault(Form.ACCESS, "");
    }

    @Override
    public synchronized String token() {
        return token;
    }

    @Override
    public synchronized boolean renew(String refused) {
        if (!token.equals(refused)) {
            return true;
        }
        for (long waited = 0; waited <= CLAIM.toNanos(); waited += PAUSE.toNanos()) {
            if (taken(kept.fields(), refused)) {
                return true;
            }
            if (kept.claim(CLAIM)) {
                try {
                    return renewNow(refused);
                } finally {
                    kept.release();
                }
            }
            pause();
        }
        throw new CrmTrouble(CrmTrouble.Kind.TEMPORARY, "another process is renewing the token");
    }

    /// Nobody else does. Answers `false` when the account refuses: an administrator has to let us in anew.
    private boolean renewNow(String refused) {
        // Whoever had the claim before may have been faster than our first look.
        var now = kept.fields();
        if (taken(now, refused)) {
            return true;
        }
        var form = Tokens.form(now, "refresh_token", "refresh_token", now.getOrDefault(Form.REFRESH, ""));
        return switch (Tokens.ask(http, address, form)) {
            case Tokens.Granted(var pair) -> {
                kept.keep(pair);
                token = pair.getOrDefault(Form.ACCESS, "");
                yield true;
            }
            case Tokens.Refused() -> taken(kept.fields(), refused);
            case Tokens.Silent(var why) -> throw new CrmTrouble(CrmTrouble.Kind.TEMPORARY, why);
        };
    }

    /// Another process was faster.
    private boolean taken(Map<String, String> now, String refused) {
        var theirs = now.getOrDefault(Form.ACCESS, "");
        if (theirs.isEmpty() || theirs.equals(refused)) {
            return false;
        }
        token = theirs;
        return true;
    }

    private static void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw new CrmTrouble(CrmTrouble.Kind.TEMPORARY, "stopped while waiting for a new token");
        }
    }
}
