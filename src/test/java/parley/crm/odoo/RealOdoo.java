package parley.crm.odoo;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The Odoo that `.ci/odoo` has started, as its environment tells: `ODOO_URL`, `ODOO_DB`, `ODOO_LOGIN`,
/// `ODOO_PASSWORD`, `ODOO_API_KEY`. Without one these tests are skipped and say so; with `PARLEY_ODOO_TESTS=required`
/// they fail.
public final class RealOdoo implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (System.getenv("ODOO_URL") != null) {
            return ConditionEvaluationResult.enabled("Odoo runs at " + System.getenv("ODOO_URL"));
        }
        return "required".equals(System.getenv("PARLEY_ODOO_TESTS"))
                ? ConditionEvaluationResult.enabled("required: fails where there is no Odoo")
                : ConditionEvaluationResult.disabled("no Odoo: .ci/odoo starts one and sets ODOO_URL");
    }

    public static URI address() {
        return URI.create(said("ODOO_URL"));
    }

    public static String login() {
        return said("ODOO_LOGIN");
    }

    public static String password() {
        return said("ODOO_PASSWORD");
    }

    /// What is typed into the form.
    public static Map<String, String> fields() {
        return Map.of(
                OdooForm.ADDRESS,
                said("ODOO_URL"),
                OdooForm.DATABASE,
                said("ODOO_DB"),
                OdooForm.KEY,
                said("ODOO_API_KEY"));
    }

    private static String said(String name) {
        var value = System.getenv(name);
        if (value == null) {
            throw new IllegalStateException("no Odoo: " + name + " is not set");
        }
        return value;
    }
}
