package parley.crm.amocrm;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.Optional;
import parley.crm.CrmConfig;
import parley.crm.CrmTrouble;

/// A token that lives for a day, and another with which the next one is got, once. The new pair is kept before it is
/// used; whoever comes too late takes what another process has kept.
final class RenewedAccess implements Access {

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
        var now = kept.fields();
        if (taken(now, refused)) {
            return true;
        }
        var renewed = renewed(now);
        if (renewed.isEmpty()) {
            return taken(kept.fields(), refused);
        }
        kept.keep(renewed.get());
        token = renewed.get().getOrDefault(Form.ACCESS, "");
        return true;
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

    /// Empty when the account refuses: an administrator has to let us in anew.
    private Optional<Map<String, String>> renewed(Map<String, String> now) {
        var form = Tokens.form(now, "refresh_token", "refresh_token", now.getOrDefault(Form.REFRESH, ""));
        return switch (Tokens.ask(http, address, form)) {
            case Tokens.Granted(var pair) -> Optional.of(pair);
            case Tokens.Refused _ -> Optional.empty();
            case Tokens.Silent(var why) -> throw new CrmTrouble(CrmTrouble.Kind.TEMPORARY, why);
        };
    }
}
