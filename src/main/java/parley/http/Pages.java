package parley.http;

import java.util.List;
import java.util.function.Function;
import parley.base.AccountId;
import parley.crm.Catalogue;

/// What stands behind the routes.
record Pages(
        Hooks hooks,
        CrmHooks crmHooks,
        WidgetPages widget,
        SessionPages session,
        EmbedPages embed,
        CardPages cards,
        PeoplePages people,
        IntegrationPages integrations,
        SettingsPages settings,
        RehearsalPages rehearsal,
        ChannelPages channels,
        WebhookPages webhooks,
        CrmPages crm,
        HealthPages health,
        ChatPages chats,
        StreamPages stream,
        Function<LiveLines, StreamSocket> socket,
        MessagePages messages,
        ComposerPages composer,
        FilePages files,
        Assets assets,
        ApiPages api,
        Operation operation) {

    static Pages of(HttpConfig config, Rooms rooms) {
        var assets = new Assets();
        ChannelDirectory directory = (type, key) -> rooms.channels()
                .byKey(type, key)
                .map(live -> new ChannelDirectory.Live(live.config(), live.connection()));
        return new Pages(
                new Hooks(directory, rooms.ingress(), rooms.metrics()),
                new CrmHooks(rooms.crms(), rooms.crmHints()),
                new WidgetPages(directory, assets, config),
                new SessionPages(rooms.auth(), rooms.account(), rooms.founding()),
                new EmbedPages(rooms.auth(), rooms.account(), rooms.crms(), rooms.inbox(), rooms.webhooks(), assets),
                new CardPages(rooms.cards()),
                new PeoplePages(rooms.auth(), account -> employees(rooms, account)),
                new IntegrationPages(rooms.settings(), rooms.crms()),
                new SettingsPages(rooms.settings(), rooms.crms(), new FirstSave(rooms.testMessage())),
                new RehearsalPages(rooms.rehearsal()),
                new ChannelPages(rooms.channels(), rooms.settings(), rooms.auth(), config),
                new WebhookPages(rooms.webhooks(), rooms.database(), rooms.auth()),
                new CrmPages(rooms.crms()),
                new HealthPages(
                        rooms.database(),
                        rooms.auth(),
                        rooms.backlog(),
                        new HealthReport(
                                rooms.database(),
                                rooms.channels(),
                                rooms.settings(),
                                rooms.crms(),
                                rooms.backlog(),
                                rooms.webhooks(),
                                rooms.data())),
                new ChatPages(rooms.inbox(), assets),
                new StreamPages(rooms.auth().tickets, rooms.inbox().streams()),
                lines -> new StreamSocket(lines, rooms.inbox().streams(), config, assets),
                new MessagePages(rooms.delivery(), rooms.inbox().rows()),
                new ComposerPages(rooms.delivery(), rooms.inbox().rows()),
                new FilePages(rooms.delivery().attachments(), rooms.account()),
                assets,
                new ApiPages(),
                new Operation(rooms.auth(), rooms.metrics(), rooms.commits()));
    }

    private static List<Catalogue.Employee> employees(Rooms rooms, AccountId account) {
        return rooms.settings()
                .current(account)
                .map(agreed -> agreed.catalogue().employees())
                .orElse(List.of());
    }
}
