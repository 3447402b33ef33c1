package parley.crm.api;

import org.jdbi.v3.core.statement.SqlStatement;
import parley.base.AccountId;
import parley.base.IntegrationId;

/// Whose rows: one integration of one company.
record Owner(AccountId account, IntegrationId integration) {

    <S extends SqlStatement<S>> S bound(S statement) {
        return statement.bind("account", account.value()).bind("integration", integration.value());
    }
}
