package parley.http.v3;

import parley.crm.Uploads;

/// Where the key's CRM puts what it sends.
final class Shelves {

    private final Below below;

    Shelves(Below below) {
        this.below = below;
    }

    /// Refused while nothing of the kind is connected, as keys beside a native integration always were.
    Uploads of(Call call) {
        var line = below.crms()
                .of(call.account())
                .orElseThrow(() -> closed("No CRM is connected; connect the CRM by API in Parley's settings first."));
        var uploads = line.crm().uploads();
        if (uploads == null) {
            throw closed("Another CRM is connected to Parley: users, contacts, deals and pipelines come from there.");
        }
        return uploads;
    }

    private static Refusal closed(String description) {
        return Refusal.of(403, "FORBIDDEN", description);
    }
}
