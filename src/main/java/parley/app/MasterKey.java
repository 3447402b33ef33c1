package parley.app;

import parley.platform.CannotStart;
import parley.platform.Database;
import parley.platform.Secrets;

/// Notices at the start that the master key is not the one with which the secrets in this database were sealed: later
/// it would only be noticed channel by channel, and new secrets would lie there under another key than the old ones.
final class MasterKey {

    private static final String CONTEXT = "master_key";
    private static final String KNOWN = "parley";

    private MasterKey() {}

    /// Throws {@link CannotStart}.
    ///
    /// @param takeIt whether the key is to be the right one from now on, whatever was sealed before
    static void check(Database database, Secrets secrets, boolean takeIt) {
        var fresh = secrets.seal(KNOWN, CONTEXT);
        var sealed = database.inTransaction(tx -> {
            tx.createUpdate("""
                INSERT INTO master_key (sealed) VALUES (:sealed)
                ON CONFLICT (one) DO UPDATE SET sealed = excluded.sealed WHERE :takeIt
                """).bind("sealed", fresh).bind("takeIt", takeIt).execute();
            return tx.createQuery("SELECT sealed FROM master_key")
                    .mapTo(String.class)
                    .one();
        });
        try {
            secrets.open(sealed, CONTEXT);
        } catch (Secrets.WrongKey e) {
            throw new CannotStart(
                    "The master key is another one than that with which the secrets in this database were sealed."
                            + " Put the former " + Secrets.FILE + " back into the data folder. If it is lost for good,"
                            + " start once with --new-master-key and connect the channels anew.",
                    e);
        }
    }
}
