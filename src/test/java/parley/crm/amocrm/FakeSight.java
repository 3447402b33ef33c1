package parley.crm.amocrm;

import com.sun.net.httpserver.HttpExchange;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import parley.platform.Json;

/// Which cards of the account its users may not see. It is asked with their rights by a header.
final class FakeSight {

    static final FakeRoutes.Reply FORBIDDEN =
            new FakeRoutes.Reply(403, Json.tree("{\"title\":\"Forbidden\",\"status\":403}"));

    private final Set<String> hidden = ConcurrentHashMap.newKeySet();

    /// The account no longer shows this card to the user.
    ///
    /// @param card `leads/7`
    void hides(String user, String card) {
        hidden.add(user + " GET /" + card);
    }

    boolean shows(HttpExchange exchange, String call) {
        var user = exchange.getRequestHeaders().getFirst("X-Context-User-ID");
        return user == null || !hidden.contains(user + " " + call);
    }
}
