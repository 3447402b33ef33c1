package parley.crm.amocrm;

import java.util.Optional;
import parley.crm.CrmTrouble;
import tools.jackson.databind.JsonNode;

/// The account's ids are numbers; ours are text.
final class Ids {

    private Ids() {}

    /// Empty for what cannot be an id here.
    static Optional<String> of(String id) {
        return id.matches("[1-9]\\d{0,17}") ? Optional.of(id) : Optional.empty();
    }

    /// Throws a refusal for what cannot be an id here.
    static long number(String id) {
        return of(id).map(Long::parseLong)
                .orElseThrow(() -> new CrmTrouble(CrmTrouble.Kind.REFUSED, "there is no such id"));
    }

    /// The id of the one thing that was made.
    static String made(JsonNode answer, String kind) {
        var id = answer.path("_embedded").path(kind).path(0).path("id");
        return of(id.asString("")).orElseThrow(() -> Answer.lost("an answer without an id", Caller.Repeated.DOUBLED));
    }
}
