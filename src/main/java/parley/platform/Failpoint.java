package parley.platform;

import org.jspecify.annotations.Nullable;

/// A moment at which a campaign of faults may end, break or delay this process: around every commit, every answer and
/// every call, where a crash tells most about what is kept and what is repeated.
///
/// Nothing happens unless the JVM was started with the system property `parley.failpoint`, which {@link Armed} reads.
/// Nothing from outside reaches it.
public enum Failpoint {

    /// Everything of a transaction is written, its commit has not been sent. Whose transaction it is tells a site:
    /// `TRANSACTION_WRITTEN@intake.Intake`.
    TRANSACTION_WRITTEN,
    TRANSACTION_COMMITTED,

    /// The schema is about to be brought up to date.
    MIGRATION_BEGINS,
    MIGRATION_DONE,

    /// What messengers deliver.
    INGRESS_BEGINS,

    /// Committed; neither the workers nor the messenger have been told.
    INGRESS_COMMITTED,
    HOOK_ANSWERS,

    /// The fence is held, the work is read, nothing is done.
    WORK_TAKEN,

    /// All effects are written; the work is not removed yet.
    WORK_HANDLED,

    /// That a job runs is committed; it has not begun.
    JOB_BEGUN,

    /// A job has had its effects outside; its result is not written.
    JOB_RUN,
    JOB_SETTLED,

    LEASES_TICK,

    /// Renewed, taken and given back, not committed.
    LEASES_SHARED,
    LEASES_COMMITTED,

    /// What the CRM knows of a client is here; nothing is decided.
    ROUTE_GATHERED,

    /// The turn has moved; the decision is not stored.
    ROUTE_TURN_PICKED,
    ROUTE_DECIDED,

    /// Done in the CRM; Parley has not written that down.
    ROUTE_CARRIED_OUT,

    /// The CRM has said what has changed; Parley has not written down that it is to be looked at.
    CHANGES_READ,

    /// What the CRM knows of a contact that has changed is here; no chat knows it.
    CHANGES_GATHERED,

    /// An employee's message and its order to send are written, not committed.
    REPLY_STORED,
    REPLY_ANSWERS,

    /// "Under way" is committed; the messenger has not been called.
    SENDING_BEGUN,
    SENDING_ANSWERED,

    /// Any call to a messenger or a CRM over HTTP; whose call it is tells a site: `CALL_ANSWERED@crm.odoo.Server`.
    CALL_BEGINS,
    CALL_ANSWERED,

    /// A call to an address that a customer has typed.
    POST_CONNECTED,
    POST_WRITTEN,
    POST_ANSWERED,

    /// Messages are assigned to their notes; the CRM has not got them.
    NOTE_ASSEMBLED,

    /// In the CRM; Parley has not marked it.
    NOTE_WRITTEN,
    NOTE_MARKED,

    /// What a program is to be told is written, not committed.
    WEBHOOK_READY,
    WEBHOOK_CALLED,
    WEBHOOK_MARKED,

    /// The last statement of a transaction that windows will be told about.
    FEED_PUBLISHED,

    /// A file is on the disk; no row names it.
    FILE_WRITTEN,

    SETTINGS_SAVED,

    /// A window says hello, at a position or without one.
    WINDOW_JOINS,
    WINDOW_TOLD;

    private static final @Nullable Armed ARMED = Armed.read(System.getProperty("parley.failpoint"));

    /// Where it comes by.
    public void hit() {
        if (ARMED != null) {
            ARMED.passed(this);
        }
    }
}
