package parley.http.v3;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import parley.auth.ApiKeys;
import parley.auth.ApiKeys.Program;
import parley.platform.Database;

/// What every request passes, in this order: the key, its rate, the address, its scope; then the page. Breakages are
/// logged here, once.
final class Reception {

    private static final Logger LOG = System.getLogger(Reception.class.getName());

    /// The raw key behind either word: the older API wrote `Basic`, without a pair in Base64.
    private static final Pattern AUTHORIZATION = Pattern.compile("(?i:bearer|basic) +(\\S+) *");

    private final List<Route> routes;
    private final ApiKeys keys;
    private final Throttle throttle;

    Reception(List<Route> routes, ApiKeys keys, Throttle throttle) {
        this.routes = routes;
        this.keys = keys;
        this.throttle = throttle;
    }

    Answer answer(Call call) {
        try {
            return Origins.isPreflight(call) ? Origins.preflight(call, keys) : Origins.allow(call, pass(call));
        } catch (Refusal refusal) {
            return Origins.allow(call, refusal.answer(call.requestId()));
        } catch (RuntimeException problem) {
            return broken(call, problem).answer(call.requestId());
        }
    }

    private Answer pass(Call call) {
        var here = at(call.parts());
        if (here.stream().noneMatch(route -> route.scope() == Scope.OPEN)) {
            var program = program(call);
            call.isFrom(program);
            throttle.pass(program);
        }
        var route = here.stream()
                .filter(one -> one.method().equals(call.method()))
                .findFirst()
                .orElseThrow(() -> nowhere(here));
        if (route.scope() == Scope.FULL && call.isLimited()) {
            throw Refusal.of(403, "FORBIDDEN", "This key may not do this.");
        }
        call.at(route.match(call.parts()).orElse(Map.of()));
        return route.page().answer(call);
    }

    private List<Route> at(List<String> parts) {
        return routes.stream().filter(route -> route.match(parts).isPresent()).toList();
    }

    private static Refusal nowhere(List<Route> here) {
        if (here.isEmpty()) {
            return Refusal.of(404, "NOT_FOUND", "There is nothing at this address.");
        }
        var allowed = here.stream().map(Route::method).distinct().collect(Collectors.joining(", "));
        return Refusal.of(405, "METHOD_NOT_ALLOWED", "This address takes " + allowed + ".")
                .header("Allow", allowed);
    }

    private Program program(Call call) {
        return call.header("Authorization")
                .map(AUTHORIZATION::matcher)
                .filter(Matcher::matches)
                .flatMap(typed -> keys.find(typed.group(1)))
                .filter(program -> program.scopes().contains(ApiKeys.FULL)
                        || program.scopes().contains(ApiKeys.LIMITED))
                .orElseThrow(() -> Refusal.of(401, "UNAUTHORIZED", "The key is missing or wrong."));
    }

    /// Names the first part of the path only: the rest may hold a key.
    private static Refusal broken(Call call, RuntimeException problem) {
        var what = call.method() + " " + call.parts().stream().limit(2).collect(Collectors.joining("/", "/", ""))
                + " trace=" + call.requestId();
        if (Database.isPassing(problem)) {
            LOG.log(Level.WARNING, what + ": the database is away or busy: " + problem.getMessage());
            return Refusal.of(503, "UNKNOWN_ERROR", "Parley cannot do this at the moment. Try again soon.")
                    .header("Retry-After", "2");
        }
        LOG.log(Level.ERROR, what, problem);
        return Refusal.of(500, "UNKNOWN_ERROR_WITH_TRACE_ID", "Something broke.")
                .data(Map.of("traceId", call.requestId()));
    }
}
