package parley.crm.amocrm;

import java.util.List;
import java.util.Map;
import parley.crm.Crm.Note;
import parley.crm.CrmTrouble;
import tools.jackson.databind.JsonNode;

/// Notes in the timelines of contacts and deals. amoCRM knows no key for them: the name of the service that writes
/// carries it, so that the words stay as they are and a note that may have arrived is found again (R50).
final class Notes {

    private static final String TYPE = "extended_service_message";
    private static final int KEY_LENGTH = 12;
    private static final int MOST_PAGES = 8;
    private static final long ROBOT = 0;

    private Notes() {}

    /// Answers `false` when the card is gone.
    ///
    /// @param card `/leads/7` or `/contacts/7`
    static boolean write(Line line, String card, Note note, String mark) {
        var service = "Parley · " + mark.substring(0, KEY_LENGTH);
        try {
            if (!isThere(line, card, service)) {
                var author = note.author();
                create(line, card, note.text(), service, author == null ? ROBOT : Ids.number(author.value()));
            }
            return true;
        } catch (CrmTrouble trouble) {
            if (trouble.kind() == CrmTrouble.Kind.GONE) {
                return false;
            }
            throw trouble;
        }
    }

    private static boolean isThere(Line line, String card, String service) {
        for (int page = 1; page <= MOST_PAGES; page++) {
            var json = line.get(card + "/notes?order%5Bid%5D=desc&limit=" + Line.PAGE + "&page=" + page);
            for (var note : json.path("_embedded").path("notes")) {
                if (note.path("params").path("service").asString("").equals(service)) {
                    return true;
                }
            }
            if (json.path("_links").path("next").isMissingNode()) {
                return false;
            }
        }
        return false;
    }

    /// In the author's name where the account allows that: he may have left it.
    private static void create(Line line, String card, String text, String service, long author) {
        try {
            post(line, card, text, service, author);
        } catch (CrmTrouble trouble) {
            if (trouble.kind() != CrmTrouble.Kind.REFUSED || author == ROBOT) {
                throw trouble;
            }
            post(line, card, text, service, ROBOT);
        }
    }

    /// Without the customer's automations, which notes would set off.
    private static JsonNode post(Line line, String card, String text, String service, long author) {
        return line.create(
                card + "/notes",
                List.of(Map.of(
                        "note_type",
                        TYPE,
                        "params",
                        Map.of("service", service, "text", text),
                        "created_by",
                        author,
                        "is_need_to_trigger_digital_pipeline",
                        false)));
    }
}
