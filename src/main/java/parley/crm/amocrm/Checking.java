package parley.crm.amocrm;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.crm.CrmTrouble;
import parley.crm.CrmType;
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

    /// With the token that was typed; those of an earlier consent go.
    Check lasting(Map<String, String> fields) {
        var kept = new HashMap<>(fields);
        kept.keySet().removeAll(List.of(Form.ACCESS, Form.REFRESH, Form.LANDING));
        return check(kept, fields.getOrDefault(Form.TOKEN, ""), Form.TOKEN);
    }

    /// With what the administrator's browser has brought back, else with the token that was got by that earlier.
    Check renewed(Map<String, String> fields) {
        var code = fields.getOrDefault(CrmType.BROUGHT + "code", "");
        var access = fields.getOrDefault(Form.ACCESS, "");
        if (!code.isEmpty()) {
            return exchanged(fields, code);
        }
        return access.isEmpty() ? AmoCrmType.wrong(Form.CLIENT, "not_allowed", "") : check(fields, access, Form.CLIENT);
    }

    private Check check(Map<String, String> kept, String token, String field) {
        var pace = new Pace(CALLS, () -> 1, System::nanoTime, PATIENCE);
        var line = new Line(new Caller(http, address, new LastingAccess(token), pace), Urgency.CLAIM);
        try {
            var self = new Account().self(line);
            if (self.id().isEmpty()) {
                return AmoCrmType.wrong(Form.ADDRESS, "unreachable", "not an account");
            }
            if (!mayAll(line)) {
                return AmoCrmType.wrong(field, "not_admin", "");
            }
            var all = new HashMap<>(kept);
            all.put(CrmType.IDENTITY, self.id());
            return new Check.Fits(all, self.name() + " (" + address.getHost() + ")");
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

    private Check exchanged(Map<String, String> fields, String code) {
        var whole = new HashMap<>(fields);
        whole.put(Form.LANDING, fields.getOrDefault(CrmType.BROUGHT + "landing", ""));
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
