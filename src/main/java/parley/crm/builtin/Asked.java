package parley.crm.builtin;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.base.EmployeeId;
import parley.platform.PageRequest;

/// A request to the CRM's pages.
record Asked(PageRequest request) {

    String method() {
        return request.method().equals("HEAD") ? "GET" : request.method();
    }

    List<String> path() {
        return List.of(request.path().replaceFirst("^/+", "").split("/"));
    }

    @Nullable
    String query(String name) {
        var value = request.query().get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    Form form() {
        return Form.of(request);
    }

    @Nullable
    EmployeeId employee() {
        return request.employee() == null ? null : new EmployeeId(request.employee());
    }

    /// Everybody of the company sees contacts and deals; only its active employees change them.
    EmployeeId writer(Writing w, Tables tables) {
        var employee = employee();
        if (employee == null || !tables.employees().isActive(w.tx(), employee.value())) {
            throw Refused.with(403, "not_an_employee", "Only employees of the CRM may change it.", Map.of());
        }
        return employee;
    }

    /// Administrators of the CRM change its employees, pipelines and webhooks.
    void administrator(Writing w, Tables tables) {
        var writer = writer(w, tables);
        if (!tables.employees().find(w.tx(), writer.value()).orElseThrow().admin()) {
            throw Refused.with(403, "not_admin", "Only administrators of the CRM may change this.", Map.of());
        }
    }
}
