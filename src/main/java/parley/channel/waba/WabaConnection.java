package parley.channel.waba;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.channel.ChannelTools;
import parley.channel.Connection;
import parley.channel.Hook;
import parley.channel.Inbound;
import parley.channel.Outbound;
import parley.channel.SendResult;
import parley.channel.Template;

/// A line to one number.
final class WabaConnection implements Connection {

    private final Account account;
    private final Arrivals arrivals;
    private final Sending sending;
    private final Downloads downloads;
    private final Subscription subscription;
    private final TemplateList templates;

    WabaConnection(Account account, ChannelTools tools) {
        var graph = new Graph(tools.http(), tools.random(), account.server(), account.token());
        this.account = account;
        this.arrivals =
                new Arrivals(account, new Aliases(tools.log(), account.config().id()));
        this.sending = new Sending(account, graph, tools);
        this.downloads = new Downloads(account, graph);
        this.templates = new TemplateList(account, graph);
        this.subscription = new Subscription(graph, account, tools.publicAddress());
    }

    @Override
    public Hook.Verdict verify(Hook hook) {
        return arrivals.verify(hook);
    }

    @Override
    public List<Inbound> read(StoredEvent event) {
        return Reading.of(account, event);
    }

    @Override
    public SendResult send(Outbound command) {
        return sending.send(command);
    }

    @Override
    public Fetched fetch(String reference) {
        return downloads.fetch(reference);
    }

    @Override
    public @Nullable List<Template> templates() {
        return templates.all();
    }

    @Override
    public Health subscribe() {
        return subscription.subscribe();
    }

    @Override
    public Health health() {
        return subscription.health();
    }

    @Override
    public void unsubscribe() {
        subscription.unsubscribe();
    }
}
