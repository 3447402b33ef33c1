package parley.crm.amocrm;

import java.util.Map;

/// Texts for administrators.
final class Words {

    /// The codes of troubles that he has to see to.
    static final String TOKEN = "token";

    static final String SUBSCRIPTION = "subscription";
    static final String ADDRESS_LIST = "address_list";
    static final String MOVED = "moved";

    static final Map<String, Map<String, String>> REASONS = Map.of(
            TOKEN,
            Form.texts(
                    "Токен больше не принимается: он истёк или отозван. Создайте новый и вставьте его здесь, или"
                            + " разрешите доступ заново",
                    "The token is no longer accepted: it has expired or was revoked. Make a new one and paste it here,"
                            + " or allow access anew"),
            SUBSCRIPTION,
            Form.texts("Подписка аккаунта закончилась", "The account's subscription has ended"),
            ADDRESS_LIST,
            Form.texts(
                    "В аккаунте разрешены только адреса из списка; добавьте в него адрес сервера Parley",
                    "The account lets in listed addresses only; put the address of Parley's server on the list"),
            MOVED,
            Form.texts("У аккаунта новый адрес; укажите его здесь", "The account has a new address; type it here"),
            "not_admin",
            Form.texts(
                    "Нужен токен администратора аккаунта: иначе Parley не видит сотрудников",
                    "The token has to be an administrator's: otherwise Parley does not see the employees"),
            "not_allowed",
            Form.texts("Доступ не подтверждён в аккаунте", "Access was not allowed in the account"));

    private static final String RU = """
        1. В %s под администратором откройте «amoМаркет» → «⋮» → **Создать интеграцию** → **Частная**.
        2. Дайте ей название и доступ ко всем данным, сохраните.
        3. На вкладке **Ключи и доступы** создайте долгосрочный токен и вставьте его сюда.

        Неразобранное должно быть включено в воронке, если нужен режим «кто первый ответил». Вебхуки Parley \
        подключает сам; для них аккаунту нужен тариф «Расширенный» или выше, а Parley — адрес https, доступный \
        из интернета. Без них изменения видны с опозданием до десяти секунд.\
        """;

    private static final String EN = """
        1. In %s, as an administrator, open the marketplace → “⋮” → **Create integration** → **Private**.
        2. Give it a name and access to everything, and save.
        3. On its tab **Keys and scopes** make a long-lived token and paste it here.

        Incoming leads have to be switched on in the pipeline if the first responder is to get a client. Parley \
        subscribes to webhooks by itself; the account needs the plan “Advanced” or higher for them, and Parley \
        an https address that the internet can reach. Without them changes are seen up to ten seconds late.\
        """;

    private Words() {}

    static Map<String, String> about(Brand brand) {
        var name = brand.name().get("en");
        return Form.texts(RU.formatted(name), EN.formatted(name));
    }
}
