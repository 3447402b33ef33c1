package parley.http.v3;

import static parley.http.v3.Scope.ANY;
import static parley.http.v3.Scope.FULL;
import static parley.http.v3.Scope.OPEN;

import java.util.ArrayList;
import java.util.List;

/// Every address of the public API.
final class Routes {

    private final List<Route> all = new ArrayList<>();

    private Routes() {}

    static List<Route> of(Below below) {
        var routes = new Routes();
        routes.messages(below);
        routes.frames(below);
        routes.webhooks(below);
        routes.entities(new Shelves(below));
        routes.counters(below);
        routes.settings(below);
        return List.copyOf(routes.all);
    }

    private void messages(Below below) {
        var channels = new ChannelPages(below);
        add("GET", ANY, "/v3/channels", channels::all);
        var messages = new MessagePages(below);
        add("POST", ANY, "/v3/message", messages::send);
        add("PATCH", ANY, "/v3/message/{messageId}", messages::edit);
        add("DELETE", ANY, "/v3/message/{messageId}", messages::delete);
        var history = new HistoryPages(below);
        add("GET", FULL, "/v3/messages", history::page);
        add("GET", FULL, "/v3/messages/{messageId}", history::one);
        var templates = new TemplatePages(below);
        add("GET", ANY, "/v3/templates/whatsapp", templates::all);
    }

    private void frames(Below below) {
        add("POST", FULL, "/v3/iframe", new FramePages(below)::ask);
    }

    private void webhooks(Below below) {
        var webhooks = new WebhookPages(below);
        add("GET", ANY, "/v3/webhooks", webhooks::address);
        add("PATCH", ANY, "/v3/webhooks", webhooks::set);
        var endpoints = new EndpointPages(below);
        add("GET", FULL, "/v3/webhooks/endpoints", endpoints::all);
        add("POST", FULL, "/v3/webhooks/endpoints", endpoints::add);
        add("GET", FULL, "/v3/webhooks/endpoints/{id}", endpoints::one);
        add("PATCH", FULL, "/v3/webhooks/endpoints/{id}", endpoints::change);
        add("DELETE", FULL, "/v3/webhooks/endpoints/{id}", endpoints::remove);
        add("POST", FULL, "/v3/webhooks/endpoints/{id}/rotate-secret", endpoints::rotate);
        var deliveries = new DeliveryPages(below);
        add("GET", FULL, "/v3/webhooks/deliveries", deliveries::page);
        add("GET", FULL, "/v3/webhooks/deliveries/{id}", deliveries::one);
        add("POST", FULL, "/v3/webhooks/deliveries/{id}/redeliver", deliveries::redeliver);
    }

    private void entities(Shelves shelves) {
        var users = new UserPages(shelves);
        add("GET", FULL, "/v3/users", users::all);
        add("POST", FULL, "/v3/users", users::put);
        addCommon("/v3/users", users.common);
        var contacts = new ContactPages(shelves);
        add("GET", FULL, "/v3/contacts", contacts.common::page);
        add("POST", FULL, "/v3/contacts", contacts::put);
        addCommon("/v3/contacts", contacts.common);
        var deals = new DealPages(shelves);
        add("GET", FULL, "/v3/deals", deals.common::page);
        add("POST", FULL, "/v3/deals", deals::put);
        addCommon("/v3/deals", deals.common);
        var pipelines = new PipelinePages(shelves);
        add("GET", FULL, "/v3/pipelines", pipelines::all);
        add("POST", FULL, "/v3/pipelines", pipelines::put);
    }

    private void addCommon(String path, EntityPages<?> pages) {
        add("PATCH", FULL, path + "/bulk_delete", pages::deleteMany);
        add("GET", FULL, path + "/{id}", pages::one);
        add("DELETE", FULL, path + "/{id}", pages::delete);
    }

    private void settings(Below below) {
        var settings = new SettingsPages(below);
        add("GET", FULL, "/settings", settings::read);
        add("PATCH", FULL, "/settings", settings::change);
    }

    private void counters(Below below) {
        add("GET", FULL, "/v3/unanswered/{userId}", new UnansweredPages(below)::count);
        add("GET", OPEN, "/counters/ws_host/api_v3/{key}", new CounterPages(below)::host);
    }

    private void add(String method, Scope scope, String path, Page page) {
        all.add(Route.of(method, scope, path, page));
    }
}
