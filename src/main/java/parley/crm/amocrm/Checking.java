package parley.crm.amocrm;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import parley.crm.CrmTrouble;
import parley.crm.CrmType.Check;

/// Asks an account whether what was typed lets us in, and far enough.
final class Checking {

    private static final int CALLS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http;
    private final URI address;

    Checking(HttpClient http, URI address) {
        this.http = http;
        this.address = address;
    }

    /// @param kept what is to be kept if all is well
    Check check(Map<String, String> kept, String token) {
        return check(kept, token, Form.TOKEN);
    }

    private Check check(Map<String, String> kept, String token, String field) {
        var pace = new Pace(CALLS, System::nanoTime, PATIENCE);
        var line = new Line(new Caller(http, address, new LastingAccess(token), pace), Urgency.CLAIM);
        try {
            var name = new Account().self(line).name();
            if (name.isEmpty()) {
                return AmoCrmType.wrong(Form.ADDRESS, "unreachable", "not an account");
            }
            return mayAll(line)
                    ? new Check.Fits(kept, name + " (" + address.getHost() + ")")
                    : AmoCrmType.wrong(field, "not_admin", "");
        } catch (CrmTrouble trouble) {
            return trouble.kind() == CrmTrouble.Kind.AUTH
                    ? AmoCrmType.wrong(field, "wrong_secret", "")
                    : AmoCrmType.wrong(Form.ADDRESS, "unreachable", trouble.words());
        }
    }

    /// The list of users is shown to administrators alone.
    private static boolean mayAll(Line line) {
        try {
            line.get("/users?limit=1");
            return true;
        } catch (CrmTrouble trouble) {
            if (trouble.kind() == CrmTrouble.Kind.REFUSED) {
                return false;
            }
            throw trouble;
        }
    }

    /// What the administrator's browser brought back into tokens.
    Check exchange(Map<String, String> kept, Map<String, String> fields) {
        var code = fields.getOrDefault("oauth.code", "");
        if (code.isEmpty()) {
            return AmoCrmType.wrong(Form.CLIENT, "not_allowed", "");
        }
        var whole = new HashMap<>(kept);
        whole.put(Form.LANDING, fields.getOrDefault("oauth.landing", ""));
        return switch (Tokens.ask(http, address, Tokens.form(whole, "authorization_code", "code", code))) {
            case Tokens.Granted(var pair) -> {
                whole.putAll(pair);
                yield check(whole, pair.getOrDefault(Form.ACCESS, ""), Form.CLIENT);
            }
            case Tokens.Refused _ -> AmoCrmType.wrong(Form.SECRET, "wrong_secret", "");
            case Tokens.Silent(var why) -> AmoCrmType.wrong(Form.ADDRESS, "unreachable", why);
        };
    }
}
