package parley.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.auth.ApiKeys;
import parley.auth.Auth;
import parley.auth.Invitations;
import parley.auth.Logins;
import parley.base.AccountId;
import parley.base.EmployeeId;
import parley.crm.Catalogue;
import parley.platform.Json;
import tools.jackson.databind.node.ObjectNode;

/// People and programs: the employees with their logins, what each has chosen for himself, API keys, the audit log.
final class PeoplePages {

    private static final int PREFERENCES_LIMIT = 16 << 10;
    private static final Set<String> LANGUAGES = Set.of("ru", "en");
    private static final Set<String> THEMES = Set.of("auto", "light", "dark");

    /// @param id of the employee in the CRM; absent for a login that only administers
    /// @param login absent while nobody can sign in as this employee
    /// @param invited whether an invitation waits to be used
    record Person(
            @Nullable EmployeeId id,
            String name,
            @Nullable String email,
            boolean active,
            @Nullable Login login,
            boolean invited) {}

    record Login(String id, String email, boolean administrator, boolean disabled) {

        static Login of(Logins.Login login) {
            return new Login(Long.toString(login.id()), login.email(), login.administrator(), login.disabled());
        }
    }

    /// @param origins of the CRM's pages
    record NewKey(
            String name, List<String> scopes, @Nullable List<String> origins) {

        List<String> sites() {
            return origins == null ? List.of() : origins;
        }
    }

    record Sites(List<String> origins) {}

    private final Auth auth;
    private final Function<AccountId, List<Catalogue.Employee>> employees;

    PeoplePages(Auth auth, Function<AccountId, List<Catalogue.Employee>> employees) {
        this.auth = auth;
        this.employees = employees;
    }

    Answer employees(Asked asked) {
        var account = asked.viewer().account();
        var known = employees.apply(account);
        var logins = auth.logins.all(account);
        var invited = auth.invitations.open(account).stream()
                .map(Invitations.Open::employee)
                .collect(Collectors.toSet());
        var people = new ArrayList<Person>();
        for (var employee : known) {
            var login = logins.stream()
                    .filter(one -> employee.id().equals(one.employee()))
                    .findFirst()
                    .map(Login::of)
                    .orElse(null);
            people.add(new Person(
                    employee.id(),
                    employee.name(),
                    employee.email(),
                    employee.active(),
                    login,
                    invited.contains(employee.id())));
        }
        var ids = known.stream().map(Catalogue.Employee::id).collect(Collectors.toSet());
        logins.stream()
                .filter(login -> login.employee() == null || !ids.contains(login.employee()))
                .map(login -> new Person(null, login.name(), login.email(), false, Login.of(login), false))
                .forEach(people::add);
        return Answer.ok(Map.of("rows", people));
    }

    Answer changeLogin(Asked asked) {
        var change = asked.json(Logins.Change.class);
        return switch (auth.logins.change(asked.viewer(), asked.id("id"), change, asked.remote())) {
            case Logins.Changed.Done() -> Answer.empty();
            case Logins.Changed.Unknown() -> Answer.notFound();
            case Logins.Changed.LastAdministrator() ->
                Answer.error(409, "last_administrator", "The last administrator cannot be taken away.");
            case Logins.Changed.EmployeeTaken() -> Answer.invalid(List.of(ApiError.Field.of("employee", "taken")));
        };
    }

    Answer preferences(Asked asked) {
        return Answer.ok(Json.tree(auth.logins.preferences(asked.viewer())));
    }

    /// The whole object at once; only `language` and `theme` mean something here.
    Answer prefer(Asked asked) {
        var typed = asked.json(ObjectNode.class);
        var language = typed.path("language").asString("");
        var theme = typed.path("theme").asString("");
        var wrong = new ArrayList<ApiError.Field>();
        if (!LANGUAGES.contains(language)) {
            wrong.add(ApiError.Field.of("language", "unknown"));
        }
        if (!THEMES.contains(theme)) {
            wrong.add(ApiError.Field.of("theme", "unknown"));
        }
        var rest = Json.write(typed.without(List.of("language", "theme")));
        if (rest.length() > PREFERENCES_LIMIT) {
            wrong.add(new ApiError.Field("", "long", Map.of("max", PREFERENCES_LIMIT)));
        }
        if (!wrong.isEmpty()) {
            return Answer.invalid(wrong);
        }
        auth.logins.prefer(asked.viewer(), language, theme, rest);
        return preferences(asked);
    }

    Answer sessions(Asked asked) {
        return Answer.ok(Map.of("rows", auth.sessions.of(asked.viewer())));
    }

    Answer endSession(Asked asked) {
        return auth.sessions.end(asked.viewer(), asked.path("id")) ? Answer.empty() : Answer.notFound();
    }

    Answer keys(Asked asked) {
        return Answer.ok(Map.of("rows", auth.apiKeys.all(asked.viewer().account())));
    }

    Answer createKey(Asked asked) {
        var typed = asked.json(NewKey.class);
        return switch (auth.apiKeys.create(
                asked.viewer(), typed.name(), typed.scopes(), typed.sites(), asked.remote())) {
            case ApiKeys.Created.Done done -> Answer.json(201, done);
            case ApiKeys.Created.Invalid(var mistakes) -> Answer.invalid(SessionPages.fields(mistakes));
        };
    }

    Answer changeKey(Asked asked) {
        var typed = asked.json(Sites.class);
        return switch (auth.apiKeys.setOrigins(asked.viewer(), asked.id("id"), typed.origins(), asked.remote())) {
            case ApiKeys.Changed.Done() -> Answer.empty();
            case ApiKeys.Changed.Unknown() -> Answer.notFound();
            case ApiKeys.Changed.Invalid(var mistakes) -> Answer.invalid(SessionPages.fields(mistakes));
        };
    }

    Answer revokeKey(Asked asked) {
        return auth.apiKeys.revoke(asked.viewer(), asked.id("id"), asked.remote()) ? Answer.empty() : Answer.notFound();
    }

    Answer audit(Asked asked) {
        return Answer.ok(Map.of("rows", auth.auditOf(asked.viewer().account(), asked.number("limit", 100, 500))));
    }
}
