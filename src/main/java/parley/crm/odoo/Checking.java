package parley.crm.odoo;

import static parley.crm.odoo.Domain.is;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.crm.CrmTrouble;
import parley.platform.FilledForm.Mistake;
import parley.platform.HttpCall;
import parley.platform.HttpCall.Outcome;
import parley.platform.Json;
import tools.jackson.core.JacksonException;

/// Whether what was typed leads to an Odoo that Parley can work with.
final class Checking {

    private static final int OLDEST = 19;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http;

    Checking(HttpClient http) {
        this.http = http;
    }

    /// What is typed as an address may be copied from any page of Odoo's.
    static String address(String typed) {
        return typed.strip().replaceFirst("/(odoo|web)([/?#].*)?$", "").replaceFirst("/+$", "");
    }

    /// Field → mistake; empty where nothing is wrong.
    Map<String, Mistake> mistakes(String address, Server server) {
        return version(address).orElseGet(() -> rights(server));
    }

    private Optional<Map<String, Mistake>> version(String address) {
        URI page;
        try {
            page = URI.create(address + "/web/version");
        } catch (IllegalArgumentException _) {
            return wrongAddress("odoo_not_odoo", "");
        }
        var request = HttpRequest.newBuilder(page);
        return switch (HttpCall.send(http, request, "GET", BodyPublishers.noBody(), PATIENCE)) {
            case Outcome.NotSent(var why) -> wrongAddress("unreachable", why);
            case Outcome.Lost(var why) -> wrongAddress("unreachable", why);
            case Outcome.Answered(var response) -> {
                var version = version(response.body());
                yield response.statusCode() != 200 || version.isEmpty()
                        ? wrongAddress("odoo_not_odoo", "")
                        : isOld(version) ? wrongAddress("odoo_old", version) : Optional.empty();
            }
        };
    }

    private static String version(byte[] body) {
        try {
            return Json.tree(body).path("version").asString("");
        } catch (JacksonException _) {
            return "";
        }
    }

    /// `19.0`, `saas~19.1+e`.
    private static boolean isOld(String version) {
        var major = version.replaceFirst("^\\D*", "").replaceFirst("\\D.*", "");
        return major.isEmpty() || major.length() > 4 || Integer.parseInt(major) < OLDEST;
    }

    private static Optional<Map<String, Mistake>> wrongAddress(String code, String detail) {
        return Optional.of(Map.of(OdooForm.ADDRESS, new Mistake(code, detail)));
    }

    private Map<String, Mistake> rights(Server server) {
        try {
            var user = server.call("res.users", "context_get", Map.of())
                    .path("uid")
                    .asLong();
            if (!has(server, user, "base.group_system")) {
                return Map.of(OdooForm.KEY, new Mistake("odoo_rights", ""));
            }
            if (server.search("ir.model", List.of(is("model", Deals.MODEL)), List.of("id"), 1)
                    .isEmpty()) {
                return Map.of("", new Mistake("odoo_no_crm", ""));
            }
            return has(server, user, "sales_team.group_sale_manager")
                    ? Map.of()
                    : Map.of(OdooForm.KEY, new Mistake("odoo_rights", ""));
        } catch (CrmTrouble trouble) {
            return trouble.kind() == CrmTrouble.Kind.AUTH
                    ? Map.of(OdooForm.KEY, new Mistake("wrong_secret", ""))
                    : Map.of(OdooForm.ADDRESS, new Mistake("unreachable", String.valueOf(trouble.getMessage())));
        }
    }

    private static boolean has(Server server, long user, String group) {
        return server.call("res.users", "has_group", Map.of("ids", List.of(user), "group_ext_id", group))
                .asBoolean(false);
    }

    /// How people know this Odoo.
    static String title(Server server) {
        return server.search("res.company", List.of(), List.of("name"), "id", 1, 0).stream()
                .findFirst()
                .map(company -> company.textOrEmpty("name"))
                .orElse("");
    }
}
