package parley.http;

/// What stands behind the routes.
record Pages(
        Hooks hooks, WidgetPages widget, SessionPages session, PeoplePages people, Assets assets, Operation operation) {

    static Pages of(HttpConfig config, Rooms rooms) {
        var assets = new Assets();
        return new Pages(
                new Hooks(rooms.channels(), rooms.ingress(), rooms.metrics()),
                new WidgetPages(rooms.channels(), assets, config),
                new SessionPages(rooms.auth(), rooms.account(), rooms.founding()),
                new PeoplePages(rooms.auth(), rooms.employees()),
                assets,
                new Operation(rooms.auth(), rooms.metrics(), rooms.commits()));
    }
}
