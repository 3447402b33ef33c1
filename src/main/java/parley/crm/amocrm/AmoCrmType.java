package parley.crm.amocrm;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.crm.Crm;
import parley.crm.CrmConfig;
import parley.crm.CrmTools;
import parley.crm.CrmType;
import parley.platform.FilledForm.Mistake;
import parley.platform.FormField;

/// The door of amoCRM, and of Kommo.
public final class AmoCrmType implements CrmType {

    /// The account allows seven calls a second; we leave it some for others. All processes together.
    private static final int PER_SECOND = 5;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final Brand brand;
    private final int perSecond;

    private AmoCrmType(Brand brand, int perSecond) {
        this.brand = brand;
        this.perSecond = perSecond;
    }

    public static AmoCrmType amocrm() {
        return new AmoCrmType(Brand.AMOCRM, PER_SECOND);
    }

    public static AmoCrmType kommo() {
        return new AmoCrmType(Brand.KOMMO, PER_SECOND);
    }

    /// The same for an account that lets more calls pass.
    ///
    /// @param calls within a second
    public AmoCrmType faster(int calls) {
        return new AmoCrmType(brand, calls);
    }

    @Override
    public String type() {
        return brand.type();
    }

    @Override
    public Map<String, String> name() {
        return brand.name();
    }

    @Override
    public Map<String, String> about() {
        return Words.about(brand);
    }

    @Override
    public List<FormField> form() {
        return Form.fields(brand);
    }

    @Override
    public Map<String, Map<String, String>> reasons() {
        return Words.REASONS;
    }

    @Override
    public Optional<URI> authorization(Map<String, String> fields, URI landing, String state) {
        if (!fields.getOrDefault(Form.TOKEN, "").isEmpty()
                || fields.getOrDefault(Form.CLIENT, "").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(URI.create(brand.door() + "?client_id=" + encoded(fields.getOrDefault(Form.CLIENT, ""))
                + "&state=" + encoded(state) + "&mode=popup"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public Check check(Map<String, String> fields, CrmTools tools) {
        var address = Form.address(fields.getOrDefault(Form.ADDRESS, ""), brand);
        if (address.isEmpty()) {
            return wrong(Form.ADDRESS, "pattern", "company." + brand.domain());
        }
        var checking = new Checking(tools.http(), address.get());
        if (!fields.getOrDefault(Form.TOKEN, "").isEmpty()) {
            return checking.lasting(fields);
        }
        for (var key : List.of(Form.CLIENT, Form.SECRET)) {
            if (fields.getOrDefault(key, "").isEmpty()) {
                return wrong(fields.getOrDefault(Form.CLIENT, "").isEmpty() ? Form.TOKEN : key, "required", "");
            }
        }
        return checking.renewed(fields);
    }

    static Check wrong(String field, String code, String detail) {
        return new Check.Mistakes(Map.of(field, new Mistake(code, detail)));
    }

    @Override
    public Crm open(CrmConfig config, CrmTools tools) {
        var fields = config.fields();
        var address = Form.address(fields.getOrDefault(Form.ADDRESS, ""), brand)
                .orElseThrow(() -> new IllegalStateException("an integration without an address"));
        var pace = new Pace(perSecond, tools.processes(), System::nanoTime, LONGEST_WAIT);
        var caller = new Caller(tools.http(), address, access(config, tools.http(), address), pace);
        var owner = config.account() + "-" + config.integration();
        var hub = tools.origin().get();
        var widget = new WidgetToken.Expected(
                fields.getOrDefault(Form.SECRET, ""),
                fields.getOrDefault(Form.CLIENT, ""),
                fields.getOrDefault(IDENTITY, ""),
                hub.toString());
        var name = brand.name().getOrDefault("en", "");
        var site = new AmoCrm.Site(owner, address, hub, config.hook(), name, widget);
        return new AmoCrm(caller, site, tools.clock(), System::nanoTime);
    }

    private static Access access(CrmConfig config, HttpClient http, URI address) {
        var token = config.fields().getOrDefault(Form.TOKEN, "");
        return token.isEmpty()
                ? new RenewedAccess(http, address, config.fields(), config.kept())
                : new LastingAccess(token);
    }
}
