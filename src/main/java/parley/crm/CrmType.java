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

    /// What to do to connect it, in `ru` and `en`; empty where there is nothing to do. Texts allow bold, code, links
    /// and lists, as those of channels do; `{origin}` stands for the hub's own address.
    default Map<String, String> about() {
        return Map.of();
    }

    /// Opens the line. Does no I/O.
    ///
    /// @param fields what was typed in its form, secrets decrypted
    Crm open(AccountId account, IntegrationId integration, Map<String, String> fields);
}
