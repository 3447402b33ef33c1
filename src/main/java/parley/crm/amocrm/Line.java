package parley.crm.amocrm;

import java.util.ArrayList;
import java.util.List;
import parley.crm.amocrm.Caller.Call;
import parley.crm.amocrm.Caller.Repeated;
import tools.jackson.databind.JsonNode;

/// The account as one kind of work calls it.
///
/// @param urgency whose turn comes first
record Line(Caller caller, Urgency urgency) {

    /// The most that one page of a list holds.
    static final int PAGE = 250;

    JsonNode get(String path) {
        return caller.call(urgency, new Call("GET", path, null, Repeated.HARMLESS));
    }

    /// With the rights of one user of the account.
    JsonNode getFor(String user, String path) {
        return caller.call(urgency, new Call("GET", path, null, Repeated.HARMLESS, user));
    }

    /// Makes something new: after a lost answer it has to be looked for before it is made again.
    JsonNode create(String path, Object body) {
        return caller.call(urgency, new Call("POST", path, body, Repeated.DOUBLED));
    }

    /// Says how something shall be; saying it again changes nothing.
    JsonNode set(String method, String path, Object body) {
        return caller.call(urgency, new Call(method, path, body, Repeated.HARMLESS));
    }

    /// All entries of a list, page after page, as long as there are more.
    ///
    /// @param kind the list's name below `_embedded`
    /// @param pages the most pages that are read
    List<JsonNode> all(String path, String kind, int size, int pages) {
        var entries = new ArrayList<JsonNode>();
        for (int page = 1; page <= pages; page++) {
            var json = get(path + (path.contains("?") ? "&" : "?") + "limit=" + size + "&page=" + page);
            json.path("_embedded").path(kind).forEach(entries::add);
            if (json.path("_links").path("next").isMissingNode()) {
                break;
            }
        }
        return entries;
    }
}
