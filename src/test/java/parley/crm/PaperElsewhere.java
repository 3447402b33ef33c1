package parley.crm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.platform.FilledForm.Mistake;
import parley.platform.FormField;

/// A CRM on paper in somebody else's house: it lets in whoever knows its password of the day.
public final class PaperElsewhere implements CrmType {

    public static final String TYPE = "paper";

    public final PaperCrm crm;
    public volatile String password;

    public PaperElsewhere(PaperCrm crm, String password) {
        this.crm = crm;
        this.password = password;
    }

    /// Who was let in so far is not any more.
    public void changesPassword(String other) {
        password = other;
        crm.goesAway(CrmTrouble.unauthorized("password_changed", "another password now"));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Map<String, String> name() {
        return texts("Бумажная CRM", "Paper CRM");
    }

    @Override
    public Map<String, String> about() {
        return texts(
                "1. Спросите **пароль** дня.\n2. Введите его.", "1. Ask for the **password** of the day.\n2. Type it.");
    }

    @Override
    public List<FormField> form() {
        return List.of(
                new FormField(
                        "site",
                        "url",
                        texts("Адрес CRM", "Address of the CRM"),
                        null,
                        true,
                        "^https://",
                        "https://paper.example",
                        null,
                        null),
                new FormField("password", "secret", texts("Пароль", "Password"), null, true, null, null, null, null),
                new FormField(
                        "hook",
                        "copy",
                        texts("Адрес для вебхуков", "Address for webhooks"),
                        null,
                        false,
                        null,
                        null,
                        null,
                        "{hook}"));
    }

    @Override
    public Map<String, Map<String, String>> reasons() {
        return Map.of(
                "password_changed",
                texts("Пароль сменился: введите новый.", "The password has changed: type the new one."));
    }

    @Override
    public Check check(Map<String, String> fields, CrmTools tools) {
        if (!fields.getOrDefault("password", "").equals(password)) {
            return new Check.Mistakes(Map.of("password", new Mistake("wrong_secret", "")));
        }
        var keep = new HashMap<>(fields);
        keep.put(CrmType.IDENTITY, fields.getOrDefault("site", ""));
        return new Check.Fits(keep, "Wayne Paper");
    }

    @Override
    public Crm open(CrmConfig config, CrmTools tools) {
        if (config.fields().getOrDefault("password", "").equals(password)) {
            crm.comesBack();
        }
        return crm;
    }

    private static Map<String, String> texts(String ru, String en) {
        return Map.of("ru", ru, "en", en);
    }
}
