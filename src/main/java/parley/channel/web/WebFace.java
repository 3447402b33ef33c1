package parley.channel.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.channel.Descriptor;
import parley.channel.Descriptor.Can;
import parley.channel.Descriptor.FileLimit;
import parley.channel.Descriptor.Step;
import parley.channel.Descriptor.Tag;
import parley.platform.FormField;

/// The face of the web chat: all of it texts and limits.
final class WebFace {

    static final String TYPE = "web";
    static final int LONGEST_TEXT = 5000;

    private static final String YEAR = "8760h";

    private static final String SNIPPET = "<script async src=\"{origin}/widget.js\" data-parley=\"{key}\"></script>";

    private WebFace() {}

    static Descriptor descriptor() {
        return new Descriptor(
                TYPE,
                TYPE,
                TYPE,
                text("Чат на сайте", "Website chat"),
                new Tag("WC", "#8a2c0d"),
                text(
                        "Кнопка с чатом на вашем сайте. Сообщения посетителей приходят сюда, ответы появляются у них"
                                + " сразу; история сохраняется. Ничего покупать и регистрировать не нужно.",
                        "A chat button on your site. Visitors' messages arrive here and your answers appear at once;"
                                + " the history stays. Nothing to buy, nowhere to register."),
                List.of(),
                List.of(
                        Step.text(
                                "Укажите адрес сайта и нажмите «Подключить». Затем вставьте строку кода на страницы"
                                        + " сайта перед `</body>`.",
                                "Name your site and press “Connect”. Then paste the line of code into the pages of your"
                                        + " site, before `</body>`."),
                        Step.form(fields()),
                        Step.connect()),
                List.of(),
                can());
    }

    private static FormField[] fields() {
        return new FormField[] {
            new FormField(
                    WebForm.ORIGINS,
                    "origins",
                    text("Сайты", "Sites"),
                    text(
                            "Адреса сайтов, на которых работает чат, каждый с https://. `https://*.example.com` — все"
                                    + " поддомены. На других сайтах чат не откроется.",
                            "Addresses of the sites that show the chat, each with https://. `https://*.example.com`"
                                    + " means every subdomain. On other sites the chat does not open."),
                    true,
                    null,
                    "https://shop.example",
                    null,
                    null),
            field(WebForm.TITLE, "text", text("Заголовок чата", "Title of the chat"), null, null, "Parley"),
            field(
                    WebForm.GREETING + "_ru",
                    "text",
                    text("Приветствие по-русски", "Greeting in Russian"),
                    text(
                            "Первое, что видит посетитель. Достаточно заполнить на одном языке.",
                            "The first thing that a visitor sees. One language is enough."),
                    null,
                    "Здравствуйте! Чем помочь?"),
            field(
                    WebForm.GREETING + "_en",
                    "text",
                    text("Приветствие по-английски", "Greeting in English"),
                    null,
                    null,
                    "Hello! How can we help?"),
            field(
                    WebForm.FORM,
                    "switch",
                    text("Спрашивать имя перед чатом", "Ask for the name before the chat"),
                    text(
                            "Посетитель сначала представится. Без анкеты пишут чаще.",
                            "The visitor introduces himself first. Without the form more people write."),
                    null,
                    null),
            select(
                    WebForm.FORM_PHONE,
                    text("Телефон в анкете", "Phone in the form"),
                    Map.of(
                            "no", text("Не спрашивать", "Do not ask"),
                            "optional", text("По желанию", "Optional"),
                            "required", text("Обязательно", "Required"))),
            field(
                    WebForm.CONSENT,
                    "url",
                    text("Страница с условиями обработки данных", "Page with the data processing terms"),
                    text(
                            "Если указана, в анкете появится отметка о согласии со ссылкой на неё.",
                            "When it is set, the form asks for agreement and links to it."),
                    null,
                    "https://shop.example/privacy"),
            field(WebForm.COLOUR, "text", text("Цвет", "Colour"), null, "^#[0-9a-fA-F]{6}$", WebForm.USUAL_COLOUR),
            select(
                    WebForm.POSITION,
                    text("Где кнопка", "Where the button is"),
                    Map.of("right", text("Справа внизу", "Bottom right"), "left", text("Слева внизу", "Bottom left"))),
            field(
                    WebForm.HOURS,
                    "text",
                    text("Часы работы", "Working hours"),
                    text(
                            "Пусто — всегда. Иначе, например: Пн-Пт 9:00-18:00; Сб 10:00-14:00. В остальное время"
                                    + " посетитель узнает, когда вы ответите; написать можно всегда.",
                            "Empty means always. Else, for example: Mo-Fr 9:00-18:00; Sa 10:00-14:00. At other times"
                                    + " the visitor is told when you will answer; writing is always possible."),
                    null,
                    "Mo-Fr 9:00-18:00"),
            field(
                    WebForm.ZONE,
                    "text",
                    text("Часовой пояс этих часов", "Time zone of these hours"),
                    null,
                    null,
                    "Europe/Moscow"),
            field(
                    WebForm.AWAY + "_ru",
                    "text",
                    text("Текст в нерабочее время по-русски", "Text outside the hours in Russian"),
                    null,
                    null,
                    "Ответим утром."),
            field(
                    WebForm.AWAY + "_en",
                    "text",
                    text("Текст в нерабочее время по-английски", "Text outside the hours in English"),
                    null,
                    null,
                    "We will answer in the morning."),
            field(
                    WebForm.PAGE_ADDRESS,
                    "switch",
                    text("Сообщать, с какой страницы пишут", "Tell from which page people write"),
                    text(
                            "Адрес страницы сохраняется вместе с сообщением.",
                            "The address of the page is kept with the message."),
                    null,
                    null),
            field(
                    WebForm.IDENTIFY_SECRET,
                    "secret",
                    text("Секрет для узнавания своих", "Secret for known customers"),
                    text(
                            "Нужен, если на сайте есть личный кабинет: сервер сайта подписывает им имя и телефон"
                                    + " вошедшего, и чат попадает к его менеджеру. Не короче 24 знаков.",
                            "For sites where people sign in: the site's server signs the name and phone of whoever has"
                                    + " signed in, and the chat goes to his sales rep. 24 characters or more."),
                    null,
                    null),
            field(
                    WebForm.VISITORS_VERSION,
                    "number",
                    text("Выпуск сеансов посетителей", "Edition of visitors' sessions"),
                    text(
                            "Увеличьте на единицу, чтобы у всех посетителей чат начался заново.",
                            "Raise it by one and the chat starts anew for every visitor."),
                    null,
                    "1"),
            new FormField(
                    "snippet",
                    "copy",
                    text("Код для сайта", "Code for the site"),
                    text(
                            "Вставьте эту строку на каждую страницу перед `</body>`.",
                            "Paste this line into every page before `</body>`."),
                    false,
                    null,
                    null,
                    null,
                    SNIPPET),
            new FormField(
                    "preview",
                    "page",
                    text("Как это выглядит", "How it looks"),
                    text(
                            "Меняется, пока вы печатаете. Напишите сюда как посетитель: сообщение придёт в чаты.",
                            "Changes while you type. Write here as a visitor does: the message arrives in the chats."),
                    false,
                    null,
                    null,
                    null,
                    "/widget/demo/{key}")
        };
    }

    private static FormField field(
            String key,
            String kind,
            Map<String, String> label,
            @Nullable Map<String, String> help,
            @Nullable String pattern,
            @Nullable String example) {
        return new FormField(key, kind, label, help, false, pattern, example, null, null);
    }

    private static FormField select(String key, Map<String, String> label, Map<String, Map<String, String>> options) {
        return new FormField(key, "select", label, null, false, null, null, options, null);
    }

    private static Can can() {
        var everything = new FileLimit("file", List.of(), UploadKinds.LIMIT);
        return new Can(
                "after_client",
                null,
                false,
                LONGEST_TEXT,
                LONGEST_TEXT,
                YEAR,
                YEAR,
                true,
                true,
                true,
                List.of(everything),
                true,
                true);
    }

    private static Map<String, String> text(String ru, String en) {
        return Map.of("ru", ru, "en", en);
    }
}
