package parley.http;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.auth.FrameGrant;
import parley.crm.Cards.Proof;
import parley.settings.CardDoor;
import parley.settings.CardDoor.Entry;
import parley.settings.CardDoor.Known;

/// Where pages of the connected CRM come for the window in a card. A script of the CRM's brings its proof in a header
/// and gets the window's address; a frame that has its proof in its own address is sent on to the window.
final class CardPages {

    static final String TOKEN = "X-Auth-Token";

    private static final int MOST_VALUES = 20;
    private static final int LONGEST_VALUE = 200;
    private static final int LONGEST_TOKEN = 4_000;

    private final CardDoor door;

    CardPages(CardDoor door) {
        this.door = door;
    }

    Answer visit(Asked asked) {
        var known = known(asked);
        var token = asked.header(TOKEN).orElse(null);
        var entry = door.visit(known, proof(asked, token), asked.remote());
        return token == null ? forFrame(asked, known, entry) : forScript(asked, known, entry);
    }

    private Known known(Asked asked) {
        return door.at(asked.path("type"), asked.path("key")).orElseThrow(() -> new Refused(Answer.notFound()));
    }

    private static Proof proof(Asked asked, @Nullable String token) {
        var query = new HashMap<String, String>();
        asked.query().names().stream()
                .limit(MOST_VALUES)
                .forEach(name -> asked.query(name)
                        .filter(value -> value.length() <= LONGEST_VALUE)
                        .ifPresent(value -> query.put(name, value)));
        return new Proof(token != null && token.length() > LONGEST_TOKEN ? "" : token, query);
    }

    /// The browser of a script asks before it sends the header.
    Answer preflight(Asked asked) {
        return shared(asked, known(asked), Answer.empty())
                .with("Access-Control-Allow-Methods", "GET")
                .with("Access-Control-Allow-Headers", TOKEN + ", X-Requested-With, Content-Type")
                .with("Access-Control-Max-Age", "600");
    }

    /// Only pages of the CRM may read the answer, and no cookie counts here.
    private static Answer shared(Asked asked, Known known, Answer answer) {
        var origin = asked.header("Origin").orElse("").toLowerCase(Locale.ROOT);
        var varied = answer.with("Vary", "Origin").with("Cross-Origin-Resource-Policy", "cross-origin");
        return known.sites().contains(origin) ? varied.with("Access-Control-Allow-Origin", origin) : varied;
    }

    private static Answer forScript(Asked asked, Known known, Entry entry) {
        var answer = switch (entry) {
            case Entry.Open(var grant, var code) -> Answer.ok(Map.of("url", known.origin() + path(grant, code)));
            case Entry.Closed(var reason) -> CardRefusal.json(reason);
        };
        return shared(asked, known, answer);
    }

    private static Answer forFrame(Asked asked, Known known, Entry entry) {
        var answer = switch (entry) {
            case Entry.Open(var grant, var code) ->
                Answer.empty().with("Location", path(grant, code)).withStatus(302);
            case Entry.Closed(var reason) ->
                CardRefusal.page(reason, asked.header("Accept-Language").orElse(""), known.sites());
        };
        return answer.with("Cross-Origin-Opener-Policy", "unsafe-none")
                .with("Cross-Origin-Resource-Policy", "cross-origin");
    }

    private static String path(FrameGrant grant, String code) {
        return EmbedPages.path(grant) + "#c=" + code;
    }
}
