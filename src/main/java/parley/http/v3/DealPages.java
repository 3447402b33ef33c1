package parley.http.v3;

import java.util.LinkedHashMap;
import parley.crm.Uploads;
import parley.crm.Uploads.Deal;

/// Deals of a CRM by API (contract, 5.5).
final class DealPages {

    private static final String CODE = "INVALID_DEALS_DATA";
    private static final int MOST_CONTACTS = 100;

    final EntityPages<Deal> common;

    DealPages(Shelves shelves) {
        this.common = new EntityPages<>(shelves, CODE, Uploads::deals, DealPages::shown);
    }

    private static Object shown(Deal deal) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", deal.id());
        shown.put("responsibleUserId", deal.responsible());
        shown.put("name", deal.name());
        shown.put("uri", deal.uri());
        shown.put("contacts", deal.contacts());
        shown.put("closed", deal.closed());
        return shown;
    }

    Answer put(Call call) {
        var shelf = common.of(call);
        shelf.put(Batch.read(call, CODE, Batch.MOST, DealPages::read, Deal::id));
        return Answer.done();
    }

    /// Contacts may be sent later, or not at all; the contract's own example says `link` for `uri`.
    private static Deal read(Fields fields) {
        return new Deal(
                fields.id("id"),
                fields.id("responsibleUserId"),
                fields.name("name"),
                fields.textOrNull(fields.has("uri") ? "uri" : "link", Fields.LONGEST),
                fields.ids("contacts", MOST_CONTACTS).stream().distinct().toList(),
                fields.flag("closed", false));
    }
}
