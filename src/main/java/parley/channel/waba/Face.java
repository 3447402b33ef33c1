package parley.channel.waba;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.channel.Descriptor;
import parley.channel.Descriptor.Can;
import parley.channel.Descriptor.FileLimit;
import parley.channel.Descriptor.Step;
import parley.channel.Descriptor.Tag;
import parley.platform.FormField;

/// What the screens show of this channel.
final class Face {

    static final String TYPE = "waba";

    static final String TOKEN_PATTERN = "[A-Za-z0-9_.|-]{20,1000}";
    static final String ID_PATTERN = "[0-9]{5,30}";
    static final String SECRET_PATTERN = "[0-9A-Za-z_-]{16,100}";
    static final String SERVER_PATTERN = "https?://[A-Za-z0-9.:\\[\\]-]+(/[A-Za-z0-9._~/-]*)?";

    private static final int WINDOW_HOURS = 24;

    static final Descriptor DESCRIPTOR = new Descriptor(
            TYPE,
            "wapi",
            "whatsapp",
            texts("WhatsApp Business", "WhatsApp Business"),
            new Tag("WB", "#0b5c3b"),
            texts(
                    "Номер WhatsApp через официальный Cloud API. Первым можно отправить шаблон; свободно писать можно"
                            + " 24 часа после сообщения клиента.",
                    "A WhatsApp number through the official Cloud API. A template may go first; for 24 hours after the"
                            + " client's message you may write freely."),
            List.of("public_https"),
            List.of(
                    Step.text("""
                        1. Откройте [developers.facebook.com/apps](https://developers.facebook.com/apps), выберите приложение \
                        компании с продуктом **WhatsApp** или создайте его.
                        2. В разделе **WhatsApp → API Setup** скопируйте **Phone number ID** и **WhatsApp Business Account ID**.
                        3. В разделе **App settings → Basic** нажмите **Show** рядом с **App secret**.
                        4. В [Business settings](https://business.facebook.com/settings) → **System users** выпустите постоянный \
                        токен с правами **whatsapp_business_messaging** и **whatsapp_business_management**.\
                        """, """
                        1. Open [developers.facebook.com/apps](https://developers.facebook.com/apps), choose the company's app \
                        with the product **WhatsApp**, or create one.
                        2. Under **WhatsApp → API Setup** copy **Phone number ID** and **WhatsApp Business Account ID**.
                        3. Under **App settings → Basic** press **Show** beside **App secret**.
                        4. In [Business settings](https://business.facebook.com/settings) → **System users** make a permanent \
                        token with **whatsapp_business_messaging** and **whatsapp_business_management**.\
                        """),
                    Step.form(token(), number(), business(), secret(), server(), hook(), verifyToken(), note()),
                    Step.connect()),
            List.of(),
            new Can(
                    "template",
                    WINDOW_HOURS,
                    true,
                    Plan.TEXT,
                    Plan.CAPTION,
                    null,
                    null,
                    true,
                    true,
                    true,
                    List.of(
                            limit(Medium.IMAGE, "image"),
                            limit(Medium.VIDEO, "video"),
                            limit(Medium.AUDIO, "audio"),
                            limit(Medium.AUDIO, "voice"),
                            new FileLimit("file", List.of(), Medium.DOCUMENT.most)),
                    true,
                    false),
            reasons());

    private Face() {}

    private static FileLimit limit(Medium medium, String kind) {
        return new FileLimit(kind, medium.mimes.stream().sorted().toList(), medium.most);
    }

    private static Map<String, Map<String, String>> reasons() {
        return Map.ofEntries(
                Map.entry(
                        "token",
                        texts(
                                "Meta не принимает токен: он истёк, отозван или без нужных прав",
                                "Meta does not accept the token: it has expired, was revoked or lacks permissions")),
                Map.entry("number", texts("Номер не зарегистрирован в Cloud API", "The number is not registered")),
                Map.entry(
                        "locked",
                        texts("Meta заблокировала аккаунт за нарушение правил", "Meta has locked the account")),
                Map.entry(
                        "display_name",
                        texts("Имя номера ждёт одобрения Meta", "The number's name waits for Meta's approval")),
                Map.entry(
                        "billing",
                        texts("Не настроена оплата в Meta", "Paying is not set up at Meta, or a payment failed")),
                Map.entry(
                        "quality",
                        texts(
                                "Низкое качество номера: клиенты жалуются на сообщения",
                                "The number's quality is low: clients complain about messages")),
                Map.entry("unreachable", texts("Meta не отвечает", "Meta does not answer")),
                Map.entry(
                        "foreign_answer",
                        texts(
                                "По адресу сервера отвечает не Graph API",
                                "Something that is not the Graph API answers at the server's address")),
                Map.entry(
                        "foreign_webhook",
                        texts(
                                "Номер подключён к другой программе. Нажмите «Переподключить», чтобы забрать его",
                                "The number is connected to another program. Press “Reconnect” to take it over")),
                Map.entry(
                        "webhook_refused",
                        texts(
                                "Meta не приняла адрес Parley: он должен открываться из интернета по https",
                                "Meta did not accept Parley's address: the internet must reach it by https")),
                Map.entry(
                        "needs_public_https",
                        texts(
                                "Нужен адрес https, доступный из интернета",
                                "An https address reachable from the internet is needed")),
                Map.entry("rate", texts("Meta просит подождать", "Meta asks to wait")));
    }

    private static FormField token() {
        return input(
                Account.TOKEN,
                "secret",
                texts("Токен доступа", "Access token"),
                texts(
                        "Постоянный токен системного пользователя. Временный из API Setup живёт сутки.",
                        "A system user's permanent token. The temporary one of API Setup lives for a day."),
                true,
                TOKEN_PATTERN,
                "EAAJB0123456789abcdefghij");
    }

    private static FormField number() {
        return input(
                Account.NUMBER,
                "text",
                texts("ID номера телефона", "Phone number ID"),
                texts("Это не сам номер, а число под ним.", "Not the number itself, but the figure below it."),
                true,
                ID_PATTERN,
                "106540352242922");
    }

    private static FormField business() {
        return input(
                Account.BUSINESS,
                "text",
                texts("ID аккаунта WhatsApp Business", "WhatsApp Business Account ID"),
                null,
                true,
                ID_PATTERN,
                "102290129340398");
    }

    private static FormField secret() {
        return input(
                Account.SECRET,
                "secret",
                texts("Секрет приложения", "App secret"),
                texts("Им Meta подписывает всё, что присылает.", "Meta signs with it whatever it sends."),
                true,
                SECRET_PATTERN,
                "614fc2afde15eee07a26b2fe3eaee9b9");
    }

    private static FormField server() {
        return input(
                Account.SERVER,
                "url",
                texts("Адрес Graph API", "Address of the Graph API"),
                texts("Обычно поле пустое: v23.0 у Meta.", "Usually empty: v23.0 at Meta."),
                false,
                SERVER_PATTERN,
                "https://graph.facebook.com/v24.0");
    }

    private static FormField hook() {
        return shown(
                "hook",
                "copy",
                texts("Callback URL", "Callback URL"),
                texts(
                        "Parley сам сообщает его Meta для этого номера.",
                        "Parley tells it to Meta for this number by itself."),
                "{origin}/hooks/" + TYPE + "/{key}");
    }

    private static FormField verifyToken() {
        return shown("verifyToken", "copy", texts("Verify token", "Verify token"), null, "{key}");
    }

    private static FormField note() {
        return shown(
                "webhookNote",
                "note",
                texts(
                        "В приложении Meta, в разделе **WhatsApp → Configuration**, включите поля **messages**,"
                                + " **smb_message_echoes**, **user_id_update** и **message_template_status_update**."
                                + " Если приложению ещё не задан адрес, вставьте Callback URL и Verify token отсюда.",
                        "In the Meta app, under **WhatsApp → Configuration**, subscribe to **messages**,"
                                + " **smb_message_echoes**, **user_id_update** and **message_template_status_update**."
                                + " If the app has no address yet, paste Callback URL and Verify token from here."),
                null,
                null);
    }

    private static FormField input(
            String key,
            String kind,
            Map<String, String> label,
            @Nullable Map<String, String> help,
            boolean required,
            String pattern,
            String example) {
        return new FormField(key, kind, label, help, required, "^" + pattern + "$", example, null, null);
    }

    private static FormField shown(
            String key,
            String kind,
            Map<String, String> label,
            @Nullable Map<String, String> help,
            @Nullable String value) {
        return new FormField(key, kind, label, help, false, null, null, null, value);
    }

    private static Map<String, String> texts(String ru, String en) {
        return Map.of("ru", ru, "en", en);
    }
}
