package parley.crm;

import java.util.Map;
import parley.base.AccountId;
import parley.base.IntegrationId;

/// One kind of CRM, as an adapter knows it.
public interface CrmType {

    /// `builtin`, `odoo`, `amocrm`, …
    String type();

    /// `ru` and `en`.
    Map<String, String> name();

    /// Opens the line. Does no I/O.
    ///
    /// @param fields what was typed in its form, secrets decrypted
    Crm open(AccountId account, IntegrationId integration, Map<String, String> fields);
}
