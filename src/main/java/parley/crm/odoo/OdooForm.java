package parley.crm.odoo;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.platform.FormField;

/// What has to be typed to connect an Odoo, and what is said about it.
final class OdooForm {

    static final String ADDRESS = "address";
    static final String DATABASE = "database";
    static final String KEY = "key";
    static final String NO_TAB = "no_tab";

    static final List<FormField> FIELDS = List.of(
            field(
                    ADDRESS,
                    "url",
                    texts("Адрес Odoo", "Address of Odoo"),
                    texts(
                            "Как в браузере. Сервер во внутренней сети подойдёт, если Parley его видит.",
                            "As in the browser. A server in your own network will do if Parley reaches it."),
                    true,
                    "https://odoo.example.com"),
            field(
                    KEY,
                    "secret",
                    texts("Ключ API", "API key"),
                    texts(
                            "Его создаёт администратор: «Настройки пользователя» → «Безопасность» → «Новый ключ API».",
                            "An administrator makes it: Preferences → Security → New API key."),
                    true,
                    null),
            field(
                    DATABASE,
                    "text",
                    texts("База данных", "Database"),
                    texts("Только если по этому адресу их несколько.", "Only where several live at this address."),
                    false,
                    "company"),
            field(
                    NO_TAB,
                    "switch",
                    texts("Без вкладки «Parley» в карточках Odoo", "No Parley tab in Odoo's forms"),
                    texts(
                            "Вкладка показывает чаты сделки или контакта прямо в Odoo.",
                            "The tab shows the chats of an opportunity or a contact in Odoo itself."),
                    false,
                    null));

    static final Map<String, String> ABOUT = texts("""
        Подойдёт Odoo 19 и новее с приложением «CRM».

        1. Войдите в Odoo администратором с правами «Настройки» и «Продажи: администратор».
        2. Создайте ключ API: «Настройки пользователя» → «Безопасность» → «Новый ключ API», срок — бессрочно.
        3. Впишите ниже адрес и ключ.

        Parley добавит в Odoo правила автоматизации, чтобы сразу узнавать об изменениях, и действие, которым \
        принимают лид, а в карточки сделок и контактов — вкладку с чатами. Писем сотрудникам о назначении не будет: о клиенте скажет Parley.\
        """, """
        Odoo 19 or newer with the CRM app will do.

        1. Sign in to Odoo as an administrator with the rights **Settings** and **Sales: Administrator**.
        2. Make an API key: Preferences → Security → New API key, without an end.
        3. Type the address and the key below.

        Parley adds automation rules to Odoo, so that it hears of changes at once, and the action by which a lead \
        is taken; opportunities and contacts get a tab with their chats. Nobody gets an e-mail when a client is given to him: Parley tells him.\
        """);

    static final Map<String, Map<String, String>> REASONS = Map.of(
            "wrong_secret",
            texts(
                    "Odoo не принимает ключ: он удалён, истёк или от другой базы",
                    "Odoo does not accept the key: it was deleted, has ended, or is another database's"),
            "unreachable",
            texts("Odoo не отвечает по этому адресу", "Odoo does not answer at this address"),
            "odoo_not_odoo",
            texts(
                    "По этому адресу отвечает не Odoo, или Odoo переехала на другой адрес",
                    "Something else answers at this address, or Odoo has moved to another one"),
            "odoo_old",
            texts("Нужна Odoo 19 или новее, а это", "Odoo 19 or newer is needed, and this is"),
            "odoo_rights",
            texts(
                    "У владельца ключа нет прав «Настройки» и «Продажи: администратор»",
                    "The key's owner lacks the rights Settings and Sales: Administrator"),
            "odoo_no_crm",
            texts("В этой Odoo не установлено приложение «CRM»", "The CRM app is not installed in this Odoo"));

    private OdooForm() {}

    static Map<String, String> texts(String russian, String english) {
        return Map.of("ru", russian, "en", english);
    }

    private static FormField field(
            String key,
            String kind,
            Map<String, String> label,
            Map<String, String> help,
            boolean required,
            @Nullable String example) {
        return new FormField(key, kind, label, help, required, null, example, null, null);
    }
}
