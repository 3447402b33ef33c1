package parley.http.v3;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.base.Phone;
import parley.crm.Uploads;
import parley.crm.Uploads.Employee;
import parley.crm.Uploads.Kept;
import tools.jackson.databind.JsonNode;

/// Employees of a CRM by API, whom its integrations call users (contract, 5.3).
final class UserPages {

    private static final String CODE = "INVALID_USERS_DATA";

    final EntityPages<Employee> common;

    UserPages(Shelves shelves) {
        this.common = new EntityPages<>(shelves, CODE, Uploads::employees, UserPages::shown);
    }

    private static Object shown(Employee employee) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", employee.id());
        shown.put("name", employee.name());
        shown.put("phone", employee.phone());
        return shown;
    }

    /// All of them; in pages for those who name an offset.
    Answer all(Call call) {
        if (call.has("offset")) {
            return common.page(call);
        }
        var all = common.of(call).list(0, Integer.MAX_VALUE).entities();
        return Answer.ok(all.stream()
                .map(one -> Map.of("id", one.id(), "name", one.name()))
                .toList());
    }

    Answer put(Call call) {
        var shelf = common.of(call);
        return switch (shelf.put(Batch.read(call, CODE, Batch.MOST, UserPages::read, Employee::id))) {
            case Kept.All() -> Answer.done();
            case Kept.TooMany(var most) ->
                throw Refusal.of(400, "USER_LIMIT_EXCEEDED", "There can be " + most + " users.");
            case Kept.PhoneTaken(var index) ->
                throw Refusal.of(400, "DUPLICATE_PHONE_NUMBER", "Two users cannot have the same phone.")
                        .data(List.of(new Batch.Wrong(index, List.of("phone"))));
        };
    }

    private static Employee read(Fields fields) {
        return new Employee(fields.id("id"), fields.name("name"), phone(fields.node("phone")));
    }

    /// What is no phone is dropped without a word.
    private static @Nullable String phone(JsonNode typed) {
        return Phone.read(typed.asString(""), Phone.Reading.AS_TYPED)
                .map(phone -> phone.value().substring(1))
                .orElse(null);
    }
}
