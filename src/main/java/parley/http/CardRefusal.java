package parley.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import parley.platform.Sha256;
import parley.settings.CardDoor.Reason;

/// What stands in a CRM's card in the place of the window: what happened, and what to do (UX 16.5).
final class CardRefusal {

    /// @param what has happened
    /// @param remedy what to do
    private record Text(String what, String remedy) {}

    private static final String LOOK = """
        :root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}\
        main{max-width:32rem;margin:10vh auto;padding:0 1rem;text-align:center}\
        h1{font-size:1.125rem;margin:0 0 .5rem}p{margin:0}\
        """;

    private static final String POLICY =
            "default-src 'none'; style-src 'sha256-" + sha256(LOOK) + "'; base-uri 'none'; frame-ancestors ";

    private CardRefusal() {}

    /// For a script of the CRM's page, which shows one of the two texts.
    static Answer json(Reason reason) {
        var texts = Map.<String, Object>of("ru", sentence(reason, true), "en", sentence(reason, false));
        return Answer.json(
                status(reason),
                new ApiError(reason.name().toLowerCase(Locale.ROOT), sentence(reason, false), List.of(), texts));
    }

    private static String sentence(Reason reason, boolean russian) {
        var text = text(reason, russian);
        return text.what() + " " + text.remedy();
    }

    /// @param accepts what the browser says of its languages
    /// @param sites that may hold the page
    static Answer page(Reason reason, String accepts, List<String> sites) {
        var russian = accepts.strip().toLowerCase(Locale.ROOT).startsWith("ru");
        var text = text(reason, russian);
        var html = """
            <!doctype html>
            <html lang="%s">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Parley</title>
            <style>%s</style>
            </head>
            <body><main role="alert"><h1>%s</h1><p>%s</p></main></body>
            </html>
            """.formatted(russian ? "ru" : "en", LOOK, text.what(), text.remedy());
        var ancestors = sites.isEmpty() ? "'none'" : String.join(" ", sites);
        return Answer.bytes(status(reason), "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8))
                .with(SecurityHeaders.CSP, POLICY + ancestors);
    }

    private static int status(Reason reason) {
        return switch (reason) {
            case NO_PROOF -> 401;
            case STRANGER, NO_ROLE -> 403;
            case NO_CARD -> 404;
            case NOT_SAVED, NOT_SET_UP -> 409;
            case BUSY, CRM_AWAY -> 503;
        };
    }

    private static Text text(Reason reason, boolean russian) {
        return switch (reason) {
            case NO_PROOF ->
                russian
                        ? new Text("Ссылка устарела.", "Обновите страницу CRM.")
                        : new Text("The link has expired.", "Reload the CRM's page.");
            case NOT_SAVED ->
                russian
                        ? new Text("Карточка ещё не сохранена.", "Сохраните её, и чат появится.")
                        : new Text("The card is not saved yet.", "Save it and the chat will appear.");
            case NO_CARD ->
                russian
                        ? new Text("Этой карточки в CRM нет.", "Возможно, её удалили или она вам не видна.")
                        : new Text("The CRM does not have this card.", "It was deleted, or you may not see it.");
            case NOT_SET_UP ->
                russian
                        ? new Text("Окно в карточке не настроено.", "Администратор впишет секретный ключ в Parley.")
                        : new Text(
                                "The window in the card is not set up.",
                                "An administrator types the secret key in Parley.");
            case STRANGER ->
                russian
                        ? new Text(
                                "Вас нет среди сотрудников интеграции.",
                                "Администратор нажмёт в настройках Parley «Обновить данные из CRM».")
                        : new Text(
                                "You are not an employee of the integration.",
                                "An administrator presses “Refresh data from CRM” in Parley's settings.");
            case NO_ROLE ->
                russian
                        ? new Text("У вас нет роли ни на одном канале.", "Её даёт администратор в настройках Parley.")
                        : new Text(
                                "You have no role on any channel.", "An administrator gives one in Parley's settings.");
            case CRM_AWAY ->
                russian
                        ? new Text("CRM сейчас не отвечает.", "Обновите страницу через минуту.")
                        : new Text("The CRM does not answer now.", "Reload the page in a minute.");
            case BUSY ->
                russian
                        ? new Text("Слишком много обращений.", "Обновите страницу через несколько секунд.")
                        : new Text("Too many requests at once.", "Reload the page in a few seconds.");
        };
    }

    private static String sha256(String text) {
        return Base64.getEncoder().encodeToString(Sha256.of(text));
    }
}
