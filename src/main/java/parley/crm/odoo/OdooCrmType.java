package parley.crm.odoo;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import parley.crm.Crm;
import parley.crm.CrmConfig;
import parley.crm.CrmTools;
import parley.crm.CrmTrouble;
import parley.crm.CrmType;
import parley.platform.FilledForm.Mistake;
import parley.platform.FormField;

/// The door of Odoo. Servers of one's own network may be typed: only an administrator can.
public final class OdooCrmType implements CrmType {

    /// Kept beside the form: tells this connection's keys from those of another Parley with the same Odoo.
    private static final String MARK = "mark";

    private static final int MARK_BYTES = 6;

    @Override
    public String type() {
        return "odoo";
    }

    @Override
    public Map<String, String> name() {
        return OdooForm.texts("Odoo", "Odoo");
    }

    @Override
    public Map<String, String> about() {
        return OdooForm.ABOUT;
    }

    @Override
    public List<FormField> form() {
        return OdooForm.FIELDS;
    }

    @Override
    public Map<String, Map<String, String>> reasons() {
        return OdooForm.REASONS;
    }

    @Override
    public Check check(Map<String, String> fields, CrmTools tools) {
        var address = Checking.address(fields.getOrDefault(OdooForm.ADDRESS, ""));
        var server = server(tools, address, fields);
        var mistakes = new Checking(tools.http()).mistakes(address, server);
        if (!mistakes.isEmpty()) {
            return new Check.Mistakes(mistakes);
        }
        var keep = new HashMap<>(fields);
        keep.put(OdooForm.ADDRESS, address);
        keep.computeIfAbsent(MARK, _ -> mark(tools));
        try {
            return new Check.Fits(keep, Checking.title(server));
        } catch (CrmTrouble trouble) {
            return new Check.Mistakes(
                    Map.of(OdooForm.ADDRESS, new Mistake("unreachable", String.valueOf(trouble.getMessage()))));
        }
    }

    private static String mark(CrmTools tools) {
        var bytes = new byte[MARK_BYTES];
        tools.random().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public Crm open(CrmConfig config, CrmTools tools) {
        var fields = config.fields();
        var server = server(tools, fields.getOrDefault(OdooForm.ADDRESS, ""), fields);
        var tabWanted = !fields.getOrDefault(OdooForm.NO_TAB, "").equals("true");
        return new OdooCrm(
                server, fields.getOrDefault(MARK, ""), config.hook(), config.cards(), tabWanted, tools.clock());
    }

    private static Server server(CrmTools tools, String address, Map<String, String> fields) {
        return new Server(
                tools.http(),
                address,
                fields.getOrDefault(OdooForm.DATABASE, ""),
                fields.getOrDefault(OdooForm.KEY, ""));
    }
}
