package parley.crm.odoo;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The Odoo that `.ci/odoo` has started, as its environment tells: `ODOO_URL`, `ODOO_DB`, `ODOO_LOGIN`,
/// `ODOO_PASSWORD`, `ODOO_API_KEY`. Without one these tests are skipped and say so; with `PARLEY_ODOO_TESTS=required`
/// they fail.
///
/// Tests empty it first, so those of one class have it to themselves, among all the processes of the machine.
public final class RealOdoo implements ExecutionCondition, BeforeAllCallback, AfterAllCallback {

    private static final Path LOCK = Path.of(System.getProperty("java.io.tmpdir"), "parley-odoo.lock");

    private FileChannel lock;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        lock = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock.lock();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        lock.close();
    }

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

    public static String database() {
        return said("ODOO_DB");
    }

    public static String key() {
        return said("ODOO_API_KEY");
    }

    /// What is typed into the form.
    public static Map<String, String> fields() {
        return Map.of(OdooForm.ADDRESS, said("ODOO_URL"), OdooForm.DATABASE, database(), OdooForm.KEY, key());
    }

    private static String said(String name) {
        var value = System.getenv(name);
        if (value == null) {
            throw new IllegalStateException("no Odoo: " + name + " is not set");
        }
        return value;
    }
}
