package parley.intake;

import java.util.function.BooleanSupplier;
import parley.crm.Crm;
import parley.platform.Failpoint;
import parley.settings.Integrations;
import parley.settings.Integrations.OfAccount;

/// Reads what has changed in a CRM and asks for its being looked at, each change once.
final class ChangeReading {

    private static final int PIECE = 500;

    private final Surroundings with;
    private final Integrations integrations;

    ChangeReading(Surroundings with, Integrations integrations) {
        this.with = with;
        this.integrations = integrations;
    }

    /// The place up to which changes were read moves in the transaction that asks for their being looked at.
    void read(OfAccount one, Crm crm, BooleanSupplier stopped) {
        var cursor = one.integration().cursor();
        while (!stopped.getAsBoolean()) {
            var piece = crm.changesSince(cursor, PIECE);
            var from = cursor;
            if (piece.cursor() == from) {
                return;
            }
            Failpoint.CHANGES_READ.hit();
            // Another process may have read on from the same place: then it was faster, and its cursor counts.
            var mine = with.database().inTransaction(tx -> {
                var asked = with.jobs().enqueue(tx, CrmChanges.of(one, from, piece.changes()));
                if (asked) {
                    integrations.readUpTo(tx, one.account(), one.integration().id(), piece.cursor());
                }
                return asked;
            });
            if (!mine) {
                return;
            }
            cursor = piece.cursor();
        }
    }
}
