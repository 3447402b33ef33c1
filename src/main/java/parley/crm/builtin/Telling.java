package parley.crm.builtin;

import java.util.List;
import org.jdbi.v3.core.Handle;
import parley.base.AccountId;
import parley.platform.Jobs;
import parley.platform.NewJob;

/// Asks for each webhook address to be told of each change, in the transaction of the change.
record Telling(Jobs jobs, AccountId account, Webhooks webhooks) {

    /// @param seq of the change
    record Order(long webhook, long seq) {}

    void of(Handle tx, List<Long> changes) {
        var addresses = webhooks.all(tx).stream().filter(Webhooks.Row::isOn).toList();
        if (addresses.isEmpty()) {
            return;
        }
        changes.forEach(seq -> addresses.forEach(address -> jobs.enqueue(
                tx,
                new NewJob(
                        account,
                        BuiltinCrmType.WEBHOOK,
                        address.id() + ":" + seq,
                        "crm.webhook:" + address.id(),
                        new Order(address.id(), seq)))));
    }
}
