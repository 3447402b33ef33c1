package parley.crm.amocrm;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.platform.FormField;

/// What has to be typed, and the keys under which things are kept.
final class Form {

    static final String ADDRESS = "address";
    static final String TOKEN = "token";
    static final String CLIENT = "client_id";
    static final String SECRET = "client_secret";

    /// Kept beside the form.
    static final String ACCESS = "access_token";

    static final String REFRESH = "refresh_token";

    /// The address to which the browser came back; the account wants to hear it with every new token.
    static final String LANDING = "landing";

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9-]{0,62}";
    private static final String PATTERN = "^(https?://)?[A-Za-z0-9.:-]{1,100}/?$";

    private Form() {}

    static List<FormField> fields(Brand brand) {
        return List.of(
                field(
                        ADDRESS,
                        "text",
                        texts("Адрес аккаунта", "Address of the account"),
                        null,
                        true,
                        PATTERN,
                        "company." + brand.domain()),
                field(
                        TOKEN,
                        "secret",
                        texts("Долгосрочный токен", "Long-lived token"),
                        texts(
                                "Из вкладки «Ключи и доступы» частной интеграции. С ним поля ниже нужны только для"
                                        + " окна в карточках.",
                                "From the tab “Keys and scopes” of a private integration. With it the fields below are"
                                        + " needed for the window in cards alone."),
                        false,
                        "^[!-~]{20,4000}$",
                        null),
                field(
                        CLIENT,
                        "text",
                        texts("ID интеграции", "Integration ID"),
                        texts(
                                "Вместо токена: тогда администратор подтвердит доступ в новом окне.",
                                "Instead of a token: an administrator then allows access in a new window."),
                        false,
                        "^[0-9A-Za-z-]{10,100}$",
                        null),
                field(SECRET, "secret", texts("Секретный ключ", "Secret key"), null, false, "^[!-~]{10,200}$", null),
                new FormField(
                        "hook",
                        "copy",
                        texts("Адрес для вебхуков", "Address for webhooks"),
                        texts("Parley сам сообщает его аккаунту.", "Parley tells it to the account by itself."),
                        false,
                        null,
                        null,
                        null,
                        "{hook}"),
                new FormField(
                        "cards",
                        "copy",
                        texts("Адрес для виджета", "Address for the widget"),
                        texts(
                                "Его вписывают в настройки виджета, чтобы чаты были видны в карточках.",
                                "It is typed into the widget's settings, so that chats are shown in cards."),
                        false,
                        null,
                        null,
                        null,
                        "{cards}"));
    }

    /// The account's address, without a slash at the end: people type its name, its host, or all of it.
    static Optional<URI> address(String typed, Brand brand) {
        var text = typed.strip().replaceAll("/+$", "");
        var whole =
                text.contains("://") ? text : "https://" + (text.matches(NAME) ? text + "." + brand.domain() : text);
        try {
            var address = URI.create(whole);
            return address.getHost() != null
                            && address.getRawUserInfo() == null
                            && address.getRawPath().isEmpty()
                            && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
                    ? Optional.of(address)
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static FormField field(
            String key,
            String kind,
            Map<String, String> label,
            @Nullable Map<String, String> help,
            boolean required,
            String pattern,
            @Nullable String example) {
        return new FormField(key, kind, label, help, required, pattern, example, null, null);
    }

    static Map<String, String> texts(String ru, String en) {
        return Map.of("ru", ru, "en", en);
    }
}
