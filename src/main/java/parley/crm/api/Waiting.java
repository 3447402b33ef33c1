package parley.crm.api;

import java.time.Duration;
import parley.crm.CrmTrouble;
import parley.platform.Jobs;

/// Jobs that wait for the CRM: to send a record that it was asked for, or to take requests at all.
record Waiting(Jobs jobs, Owner owner, Requests requests) {

    private static final String RECORD = "the CRM has not sent the record yet";
    private static final String SILENT = "the CRM does not take the request";

    static CrmTrouble forRecord(Duration again) {
        return new CrmTrouble(CrmTrouble.Kind.UNKNOWN_OUTCOME, RECORD, again);
    }

    /// Its answer got lost: somebody who can look there says whether it is to be asked again.
    static CrmTrouble forSomebody() {
        return new CrmTrouble(CrmTrouble.Kind.UNKNOWN_OUTCOME, RECORD);
    }

    static CrmTrouble forCrm(Duration again) {
        return new CrmTrouble(CrmTrouble.Kind.TEMPORARY, SILENT, again);
    }

    /// Something was sent: it may be what somebody waits for.
    void over(Writing w) {
        if (w.hasNews() && requests.isAnyOpen(w.tx())) {
            jobs.hurry(w.tx(), owner.account(), forRecord(Duration.ZERO).words());
        }
    }

    /// The CRM has answered: it will answer the others, too (R76).
    void back(Writing w) {
        jobs.hurry(w.tx(), owner.account(), forCrm(Duration.ZERO).words());
    }
}
