package parley.channel.telegram;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parley.channel.Descriptor;
import parley.channel.Descriptor.Can;
import parley.channel.Descriptor.FileLimit;
import parley.channel.Descriptor.Step;
import parley.channel.Descriptor.Tag;
import parley.platform.FormField;

/// What the screens show of this channel.
final class Face {

    static final String TOKEN_PATTERN = "[0-9]{3,20}:[A-Za-z0-9_-]{30,100}";
    static final String SERVER_PATTERN = "https?://[A-Za-z0-9.:\\[\\]-]+(/[A-Za-z0-9._~/-]*)?";

    private static final long MEGABYTE = 1 << 20;

    /// Longer texts go as several messages, so four full ones may be written at once.
    private static final int TEXT = 4 * Plan.TEXT;

    static final Descriptor DESCRIPTOR = new Descriptor(
            "telegram",
            "telegram",
            "telegram",
            texts("Telegram-бот", "Telegram bot"),
            new Tag("TB", "#1d4f78"),
            texts(
                    "Клиенты пишут боту вашей компании, вы отвечаете от имени бота. Первым всегда пишет клиент.",
                    "Clients write to your company's bot, you answer in its name. The client always writes first."),
            List.of(),
            List.of(Step.text("""
                1. Откройте в Telegram бота [@BotFather](https://t.me/BotFather).
                2. Отправьте ему **/newbot** и придумайте имя и адрес бота. Если бот уже есть — **/mybots**, \
                выберите его и нажмите **API Token**.
                3. Скопируйте токен: строку вида `123456789:AAE…`.

                Бот может работать только с одной программой: отключите его от прежней.\
                """, """
                1. Open [@BotFather](https://t.me/BotFather) in Telegram.
                2. Send **/newbot** and choose a name and an address for the bot. If you have one already: \
                **/mybots**, choose it and press **API Token**.
                3. Copy the token: a line like `123456789:AAE…`.

                A bot works with one program only: disconnect it from the former one.\
                """), Step.form(token(), mode(), note(), server()), Step.connect()),
            List.of(),
            new Can(
                    "after_client",
                    null,
                    false,
                    TEXT,
                    Plan.CAPTION,
                    "48h",
                    "48h",
                    true,
                    true,
                    true,
                    List.of(
                            new FileLimit("image", List.of(), 50 * MEGABYTE),
                            new FileLimit("video", List.of(), 50 * MEGABYTE),
                            new FileLimit("audio", List.of(), 50 * MEGABYTE),
                            new FileLimit("voice", List.of("audio/ogg", "audio/mpeg", "audio/mp4"), 50 * MEGABYTE),
                            new FileLimit("file", List.of(), 50 * MEGABYTE)),
                    false,
                    true),
            reasons());

    private Face() {}

    private static Map<String, Map<String, String>> reasons() {
        return Map.of(
                "wrong_secret",
                texts(
                        "Telegram не принимает токен: его отозвали или бот удалён",
                        "Telegram does not accept the token: it was revoked, or the bot is deleted"),
                "unreachable",
                texts("Telegram не отвечает", "Telegram does not answer"),
                "foreign_answer",
                texts(
                        "По адресу сервера отвечает не Bot API",
                        "Something that is not the Bot API answers at the server's address"),
                "foreign_webhook",
                texts(
                        "Бот подключён к другой программе. Нажмите «Переподключить», чтобы забрать его",
                        "The bot is connected to another program. Press “Reconnect” to take it over"),
                "other_poller",
                texts(
                        "Сообщения этого бота забирает ещё одна программа",
                        "Another program fetches this bot's messages as well"),
                "webhook_failing",
                texts("Telegram не может достучаться до Parley", "Telegram cannot get through to Parley"),
                "webhook_refused",
                texts(
                        "Telegram не принимает адрес Parley: нужен https на порту 443, 80, 88 или 8443",
                        "Telegram does not accept Parley's address: https on port 443, 80, 88 or 8443 is needed"),
                "needs_public_https",
                texts(
                        "Нужен адрес https, доступный из интернета",
                        "An https address reachable from the internet is needed"),
                "rate",
                texts("Telegram просит подождать", "Telegram asks to wait"));
    }

    private static FormField token() {
        return new FormField(
                Account.TOKEN,
                "secret",
                texts("Токен", "Token"),
                texts("Его даёт @BotFather. Никому его не показывайте.", "@BotFather gives it. Show it to nobody."),
                true,
                "^" + TOKEN_PATTERN + "$",
                "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc",
                null,
                null);
    }

    private static FormField mode() {
        var options = new LinkedHashMap<String, Map<String, String>>();
        options.put("auto", texts("Выбрать автоматически", "Choose automatically"));
        options.put("webhook", texts("Telegram обращается к нам", "Telegram calls us"));
        options.put("polling", texts("Мы опрашиваем Telegram", "We ask Telegram"));
        return new FormField(
                Account.MODE,
                "select",
                texts("Как приходят сообщения", "How messages come in"),
                null,
                false,
                null,
                null,
                options,
                "auto");
    }

    private static FormField note() {
        return new FormField(
                "modeNote",
                "note",
                texts(
                        "Автоматически: если Parley доступен из интернета по https, Telegram обращается сам, иначе"
                                + " Parley опрашивает Telegram. Опрос работает везде, где есть выход в интернет.",
                        "Automatically: where the internet reaches Parley by https, Telegram calls; elsewhere Parley"
                                + " asks Telegram. Asking works wherever the internet can be reached."),
                null,
                false,
                null,
                null,
                null,
                null);
    }

    private static FormField server() {
        return new FormField(
                Account.SERVER,
                "url",
                texts("Свой сервер Bot API", "Own Bot API server"),
                texts(
                        "Только если у вас стоит свой сервер Bot API. Обычно поле пустое. Перед переходом бот должен "
                                + "выйти с сервера Telegram вызовом **logOut**.",
                        "Only if you run a Bot API server of your own. Usually empty. Before moving there, the bot has"
                                + " to leave Telegram's server by the call **logOut**."),
                false,
                "^" + SERVER_PATTERN + "$",
                "https://bots.example.com:8081",
                null,
                null);
    }

    private static Map<String, String> texts(String ru, String en) {
        return Map.of("ru", ru, "en", en);
    }
}
