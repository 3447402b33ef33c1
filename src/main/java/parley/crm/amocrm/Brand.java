package parley.crm.amocrm;

import java.util.Map;

/// The two names of the one program.
///
/// @param domain of the accounts
/// @param door where an administrator lets programs in
record Brand(String type, Map<String, String> name, String domain, String door) {

    static final Brand AMOCRM =
            new Brand("amocrm", Map.of("ru", "amoCRM", "en", "amoCRM"), "amocrm.ru", "https://www.amocrm.ru/oauth");

    static final Brand KOMMO =
            new Brand("kommo", Map.of("ru", "Kommo", "en", "Kommo"), "kommo.com", "https://www.kommo.com/oauth");
}
