package parley.settings;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.crm.CrmConfig;
import parley.platform.Database;
import parley.platform.Json;
import parley.platform.Secrets;
import parley.settings.Integrations.Integration;

/// What was typed in a CRM's form and what its adapter keeps beside it, sealed for the integration's row.
final class SealedFields {

    private final Database database;
    private final Integrations integrations;
    private final Secrets secrets;
    private final Renewals renewals = new Renewals();

    SealedFields(Database database, Integrations integrations, Secrets secrets) {
        this.database = database;
        this.integrations = integrations;
        this.secrets = secrets;
    }

    String seal(AccountId account, String crm, Map<String, String> fields) {
        return secrets.seal(Json.write(fields), context(account, crm));
    }

    Map<String, String> unseal(AccountId account, String crm, @Nullable String sealed) {
        return sealed == null ? Map.of() : Json.readMap(secrets.open(sealed, context(account, crm)));
    }

    private static String context(AccountId account, String crm) {
        return "crm:" + account + ":" + crm;
    }

    /// What an open line keeps; it keeps nothing more once its form was filled in anew.
    CrmConfig.Kept kept(AccountId account, Integration opened) {
        return new CrmConfig.Kept() {

            private volatile @Nullable UUID claim;

            @Override
            public Map<String, String> fields() {
                return database.read(tx -> now(tx));
            }

            @Override
            public void keep(Map<String, String> renewed) {
                database.useTransaction(tx -> {
                    integrations.lock(tx, account, opened.id());
                    var fields = new HashMap<>(now(tx));
                    if (!fields.isEmpty()) {
                        fields.putAll(renewed);
                        integrations.keep(tx, account, opened.id(), seal(account, opened.crm(), fields));
                    }
                });
            }

            @Override
            public boolean claim(Duration life) {
                claim = database.inTransaction(tx -> renewals.claim(tx, account, opened.id(), life))
                        .orElse(null);
                return claim != null;
            }

            @Override
            public void release() {
                var mine = claim;
                if (mine != null) {
                    database.useTransaction(tx -> renewals.release(tx, account, opened.id(), mine));
                    claim = null;
                }
            }

            private Map<String, String> now(Handle tx) {
                return integrations
                        .connected(tx, account)
                        .filter(one -> one.id().equals(opened.id()) && one.form() == opened.form())
                        .map(one -> unseal(account, one.crm(), one.sealed()))
                        .orElseGet(Map::of);
            }
        };
    }
}
