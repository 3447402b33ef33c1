package parley.settings;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import parley.base.EmployeeId;
import parley.base.PipelineId;
import parley.base.StageId;
import parley.crm.Catalogue;
import parley.crm.Crm;
import parley.crm.CrmConfig;
import parley.crm.CrmTools;
import parley.crm.CrmTrouble;
import parley.crm.CrmType;
import parley.platform.FilledForm.Mistake;
import parley.platform.FormField;
import parley.rules.StageKind;

/// A CRM on paper that knows its employees and one pipeline, and nothing else. Tokens that begin with `wrong` are none;
/// what stands before a colon is the account's name.
final class PaperCrm implements CrmType {

    private static final Map<String, String> LABEL = Map.of("ru", "Ключ", "en", "Token");

    final List<String> employees = new CopyOnWriteArrayList<>(List.of("bruce", "tony", "scrooge"));
    volatile @Nullable CrmTrouble trouble;
    volatile Map<String, String> opened = Map.of();
    volatile CrmConfig.@Nullable Kept kept;
    private final String type;

    PaperCrm(String type) {
        this.type = type;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public Map<String, String> name() {
        return Map.of("ru", "Бумажная CRM", "en", "Paper CRM");
    }

    @Override
    public List<FormField> form() {
        return List.of(
                new FormField("token", "secret", LABEL, null, false, null, null, null, null),
                new FormField("site", "url", LABEL, null, false, null, "https://crm.example", null, null));
    }

    @Override
    public Check check(Map<String, String> fields, CrmTools tools) {
        var token = fields.getOrDefault("oauth.code", fields.getOrDefault("token", ""));
        if (token.startsWith("wrong")) {
            return new Check.Mistakes(Map.of("token", new Mistake("wrong_secret", "")));
        }
        var account = token.contains(":") ? token.substring(0, token.indexOf(':')) : "";
        var keep = new HashMap<>(fields);
        keep.put("token", token);
        keep.put("found", "for " + token);
        keep.put(CrmType.IDENTITY, account);
        return new Check.Fits(keep, account);
    }

    @Override
    public Optional<URI> authorization(Map<String, String> fields, URI landing, String state) {
        return Optional.of(URI.create("https://crm.example/ask?back=" + landing + "&state=" + state));
    }

    @Override
    public Crm open(CrmConfig config, CrmTools tools) {
        opened = config.fields();
        kept = config.kept();
        return (Crm) Proxy.newProxyInstance(Crm.class.getClassLoader(), new Class<?>[] {Crm.class}, (_, method, _) -> {
            if (method.getName().equals("catalogue")) {
                return catalogue();
            }
            if (List.of("leave", "cards").contains(method.getName())) {
                return null;
            }
            throw new UnsupportedOperationException(method.getName());
        });
    }

    private Catalogue catalogue() {
        if (trouble != null) {
            throw trouble;
        }
        var known = new ArrayList<Catalogue.Employee>();
        employees.forEach(
                id -> known.add(new Catalogue.Employee(new EmployeeId(id), "Mr " + id, id + "@example.com", true)));
        var stages = List.of(
                stage("s0", StageKind.UNSORTED),
                stage("s1", StageKind.OPEN),
                stage("s2", StageKind.WON),
                stage("s3", StageKind.LOST));
        return new Catalogue(known, List.of(new Catalogue.Pipeline(new PipelineId("p1"), "Sales", stages)));
    }

    private static Catalogue.Stage stage(String id, StageKind kind) {
        return new Catalogue.Stage(new StageId(id), id, kind, null);
    }
}
