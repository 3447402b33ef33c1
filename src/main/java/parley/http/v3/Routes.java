package parley.http.v3;

import static parley.http.v3.Scope.ANY;
import static parley.http.v3.Scope.FULL;

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
        return List.copyOf(routes.all);
    }

    private void messages(Below below) {
        var channels = new ChannelPages(below);
        add("GET", ANY, "/v3/channels", channels::all);
        var templates = new TemplatePages();
        add("GET", ANY, "/v3/templates/whatsapp", templates::all);
    }

    private void frames(Below below) {
        add("POST", FULL, "/v3/iframe", new FramePages(below)::ask);
    }

    private void webhooks(Below below) {
        var webhooks = new WebhookPages(below);
        add("GET", ANY, "/v3/webhooks", webhooks::address);
        add("PATCH", ANY, "/v3/webhooks", webhooks::set);
    }

    private void add(String method, Scope scope, String path, Page page) {
        all.add(Route.of(method, scope, path, page));
    }
}
