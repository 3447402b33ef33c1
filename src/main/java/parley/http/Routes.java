package parley.http;

import static parley.http.Door.ADMINISTRATOR;
import static parley.http.Door.FORM;
import static parley.http.Door.OPEN;
import static parley.http.Door.PERSON;
import static parley.http.Door.WINDOW;

import io.helidon.http.Method;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.websocket.WsRouting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import parley.http.counters.CounterService;
import parley.http.v3.PublicApi;

/// Every address of the hub; those of the public API stand in `v3`.
final class Routes {

    private static final String API = "/api/v1";

    /// One address and what may be done there.
    record Route(String method, String path, PathMatcher matcher) {}

    private final HttpRouting.Builder http = HttpRouting.builder();
    private final List<Route> all = new ArrayList<>();
    private final Gate gate;

    Routes(Gate gate, Pages pages, PublicApi publicApi, CounterService counters) {
        this.gate = gate;
        hooks(pages);
        visitors(pages);
        signingIn(pages);
        insideCrm(pages);
        administration(pages);
        integrations(pages);
        settings(pages);
        channels(pages);
        webhooks(pages);
        crm(pages);
        health(pages);
        chats(pages);
        writing(pages);
        files(pages);
        operation(pages);
        http.register(publicApi);
        http.register(counters);
        http.any(gate.handler(OPEN, "(no route)", this::nothing));
    }

    private void hooks(Pages pages) {
        get(OPEN, "/hooks/crm/{key}[/]", pages.crmHooks()::accept);
        post(OPEN, "/hooks/crm/{key}[/]", pages.crmHooks()::accept);
        get(OPEN, "/hooks/{transport}/{key}[/]", pages.hooks()::accept);
        post(OPEN, "/hooks/{transport}/{key}[/]", pages.hooks()::accept);
    }

    private void visitors(Pages pages) {
        var widget = pages.widget();
        get(OPEN, "/widget.js", widget::loader);
        get(OPEN, "/widget/frame", widget::frame);
        get(FORM, "/widget/demo/{key}", widget::demo);
        get(OPEN, "/widget/v1/{key}/{+rest}", widget::call);
        post(OPEN, "/widget/v1/{key}/{+rest}", widget::call);
        route(OPEN, "OPTIONS", "/widget/v1/{key}/{+rest}", widget::call);
    }

    private void signingIn(Pages pages) {
        var session = pages.session();
        get(PERSON, API + "/session", session::who);
        post(FORM, API + "/session", session::signIn);
        delete(FORM, API + "/session", session::signOut);
        get(FORM, API + "/setup", session::setUpLink);
        post(FORM, API + "/setup", session::setUp);
        get(ADMINISTRATOR, API + "/invitations", session::invitations);
        post(ADMINISTRATOR, API + "/invitations", session::invite);
        post(FORM, API + "/invitations/accept", session::accept);
    }

    private void insideCrm(Pages pages) {
        get(OPEN, "/embed/{grant}", pages.embed()::page);
        get(OPEN, "/crm/{type}/card/{key}", pages.cards()::visit);
        route(OPEN, "OPTIONS", "/crm/{type}/card/{key}", pages.cards()::preflight);
        post(FORM, API + "/embed/session", pages.embed()::session);
    }

    private void administration(Pages pages) {
        var people = pages.people();
        get(ADMINISTRATOR, API + "/employees", people::employees);
        patch(ADMINISTRATOR, API + "/logins/{id}", people::changeLogin);
        get(PERSON, API + "/me/preferences", people::preferences);
        put(PERSON, API + "/me/preferences", people::prefer);
        get(PERSON, API + "/me/sessions", people::sessions);
        delete(PERSON, API + "/me/sessions/{id}", people::endSession);
        get(ADMINISTRATOR, API + "/api-keys", people::keys);
        post(ADMINISTRATOR, API + "/api-keys", people::createKey);
        patch(ADMINISTRATOR, API + "/api-keys/{id}", people::changeKey);
        delete(ADMINISTRATOR, API + "/api-keys/{id}", people::revokeKey);
        get(ADMINISTRATOR, API + "/audit", people::audit);
    }

    private void settings(Pages pages) {
        var settings = pages.settings();
        get(ADMINISTRATOR, API + "/integrations/{id}/settings", settings::settings);
        put(ADMINISTRATOR, API + "/integrations/{id}/settings", settings::save);
        get(ADMINISTRATOR, API + "/integrations/{id}/versions", settings::versions);
        get(ADMINISTRATOR, API + "/integrations/{id}/versions/{n}", settings::version);
        post(ADMINISTRATOR, API + "/integrations/{id}/dry-run", pages.rehearsal()::dryRun);
        post(ADMINISTRATOR, API + "/integrations/{id}/test-message", settings::testMessage);
    }

    private void integrations(Pages pages) {
        var integrations = pages.integrations();
        get(ADMINISTRATOR, API + "/crm-types", integrations::crmTypes);
        post(ADMINISTRATOR, API + "/crm-types/{type}/oauth", integrations::send);
        get(FORM, "/crm/{type}/oauth", integrations::landed);
        get(ADMINISTRATOR, API + "/integrations", integrations::all);
        post(ADMINISTRATOR, API + "/integrations", integrations::connect);
        patch(ADMINISTRATOR, API + "/integrations/{id}", integrations::change);
        post(ADMINISTRATOR, API + "/integrations/{id}/refresh", integrations::refresh);
        delete(ADMINISTRATOR, API + "/integrations/{id}", integrations::delete);
    }

    private void channels(Pages pages) {
        var channels = pages.channels();
        get(ADMINISTRATOR, API + "/channel-types", channels::types);
        get(ADMINISTRATOR, API + "/channels", channels::all);
        post(ADMINISTRATOR, API + "/channels", channels::connect);
        get(ADMINISTRATOR, API + "/channels/{id}", channels::one);
        patch(ADMINISTRATOR, API + "/channels/{id}", channels::change);
        delete(ADMINISTRATOR, API + "/channels/{id}", channels::remove);
        post(ADMINISTRATOR, API + "/channels/{id}/actions/{action}", channels::act);
    }

    private void webhooks(Pages pages) {
        var webhooks = pages.webhooks();
        get(ADMINISTRATOR, API + "/webhooks", webhooks::all);
        post(ADMINISTRATOR, API + "/webhooks", webhooks::add);
        patch(ADMINISTRATOR, API + "/webhooks/{id}", webhooks::change);
        delete(ADMINISTRATOR, API + "/webhooks/{id}", webhooks::remove);
        post(ADMINISTRATOR, API + "/webhooks/{id}/test", webhooks::test);
        post(ADMINISTRATOR, API + "/webhooks/{id}/secret", webhooks::renewSecret);
        get(ADMINISTRATOR, API + "/webhook-deliveries", webhooks::log);
        get(ADMINISTRATOR, API + "/webhook-deliveries/{id}", webhooks::one);
        post(ADMINISTRATOR, API + "/webhook-deliveries/{id}/redeliver", webhooks::redeliver);
        post(ADMINISTRATOR, API + "/webhook-deliveries/{id}/discard", webhooks::discard);
    }

    private void crm(Pages pages) {
        for (var method : List.of("GET", "POST", "PUT", "DELETE")) {
            route(PERSON, method, API + "/crm/{+rest}", pages.crm()::call);
        }
    }

    private void health(Pages pages) {
        var health = pages.health();
        get(ADMINISTRATOR, API + "/health", health::health);
        post(ADMINISTRATOR, API + "/health/jobs/{id}/redeliver", health::redeliverJob);
        post(ADMINISTRATOR, API + "/health/jobs/{id}/discard", health::discardJob);
        post(ADMINISTRATOR, API + "/health/work/{id}/redeliver", health::redeliverWork);
        post(ADMINISTRATOR, API + "/health/work/{id}/discard", health::discardWork);
    }

    private void chats(Pages pages) {
        var chats = pages.chats();
        get(WINDOW, API + "/boot", chats::boot);
        get(WINDOW, API + "/chats", chats::list);
        get(WINDOW, API + "/chats/{id}", chats::open);
        get(WINDOW, API + "/chats/{id}/messages", chats::messages);
        get(WINDOW, API + "/chats/{id}/card", chats::card);
        get(WINDOW, API + "/chats/{id}/access", chats::access);
        get(WINDOW, API + "/chats/{id}/viewers", chats::viewers);
        get(WINDOW, API + "/chats/{id}/decisions", chats::decisions);
        put(WINDOW, API + "/chats/{id}/draft", chats::keepDraft);
        delete(WINDOW, API + "/chats/{id}/draft", chats::discardDraft);
        put(WINDOW, API + "/chats/{id}/mute", chats::mute);
        delete(WINDOW, API + "/chats/{id}/mute", chats::unmute);
        get(WINDOW, API + "/search", chats::search);
        var stream = pages.stream();
        post(WINDOW, API + "/stream/tickets", stream::ticket);
        get(WINDOW, API + "/stream/poll", stream::poll);
    }

    private void writing(Pages pages) {
        var messages = pages.messages();
        post(WINDOW, API + "/messages", messages::send);
        patch(WINDOW, API + "/messages/{id}", messages::edit);
        delete(WINDOW, API + "/messages/{id}", messages::delete);
        put(WINDOW, API + "/messages/{id}/reaction", messages::react);
        delete(WINDOW, API + "/messages/{id}/reaction", messages::unreact);
        post(WINDOW, API + "/messages/{id}/resolve", messages::resolve);
        var composer = pages.composer();
        post(WINDOW, API + "/chats/{id}/accept", composer::accept);
        post(WINDOW, API + "/chats/{id}/deals", composer::wishDeal);
        post(WINDOW, API + "/chats/{id}/no-answer-needed", composer::noAnswerNeeded);
        delete(WINDOW, API + "/chats/{id}/no-answer-needed", composer::undoNoAnswerNeeded);
        get(WINDOW, API + "/channels/{id}/templates", composer::templates);
        get(WINDOW, API + "/quick-replies", composer::quickReplies);
        post(WINDOW, API + "/quick-replies", composer::addQuickReply);
        put(WINDOW, API + "/quick-replies/{id}", composer::changeQuickReply);
        delete(WINDOW, API + "/quick-replies/{id}", composer::removeQuickReply);
        post(WINDOW, API + "/uploads", pages.files()::upload);
        get(OPEN, "/m/{id}", pages.files()::media);
    }

    private void files(Pages pages) {
        var assets = pages.assets();
        get(OPEN, "/", asked -> Answer.empty().with("Location", "/app/chats").withStatus(302));
        get(OPEN, "/app[/{+rest}]", assets::page);
        get(OPEN, "/assets/{+rest}", assets::file);
        var api = pages.api();
        get(OPEN, "/docs/api", api::page);
        get(OPEN, "/docs/api.css", api::look);
        get(OPEN, "/openapi.yaml", api::file);
    }

    private void operation(Pages pages) {
        var operation = pages.operation();
        get(OPEN, "/health", operation::health);
        get(OPEN, "/ready", operation::ready);
        get(OPEN, "/metrics", operation::metrics);
    }

    private void get(Door door, String path, Page page) {
        route(door, "GET", path, page);
        route(door, "HEAD", path, page);
    }

    private void post(Door door, String path, Page page) {
        route(door, "POST", path, page);
    }

    private void put(Door door, String path, Page page) {
        route(door, "PUT", path, page);
    }

    private void patch(Door door, String path, Page page) {
        route(door, "PATCH", path, page);
    }

    private void delete(Door door, String path, Page page) {
        route(door, "DELETE", path, page);
    }

    private void route(Door door, String method, String path, Page page) {
        var matcher = PathMatchers.create(path);
        all.add(new Route(method, path, matcher));
        http.route(Method.create(method), matcher, gate.handler(door, path, page));
    }

    /// Nobody lives here, or not for this method.
    private Answer nothing(Asked asked) {
        var allowed = all.stream()
                .filter(route -> route.matcher().match(asked.uri()).accepted())
                .map(Route::method)
                .distinct()
                .collect(Collectors.joining(", "));
        return allowed.isEmpty()
                ? Answer.notFound()
                : Answer.error(405, "wrong_method", "This address takes " + allowed + ".")
                        .with("Allow", allowed);
    }

    HttpRouting.Builder http() {
        return http;
    }

    static WsRouting.Builder sockets(Pages pages, LiveLines lines, CounterService counters) {
        return WsRouting.builder()
                .endpoint(WidgetSocket.ROUTE, () -> new WidgetSocket(lines, pages.widget()))
                .endpoint(StreamSocket.ROUTE, () -> pages.socket().apply(lines))
                .endpoint(CounterService.ROUTE, () -> counters.socket(lines));
    }

    List<Route> all() {
        return List.copyOf(all);
    }
}
