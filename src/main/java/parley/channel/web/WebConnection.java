package parley.channel.web;

import java.io.IOException;
import java.util.List;
import parley.base.Address;
import parley.channel.ChannelConfig;
import parley.channel.ChannelTools;
import parley.channel.Connection;
import parley.channel.Hook;
import parley.channel.Inbound;
import parley.channel.Outbound;
import parley.channel.SendResult;

/// The line to visitors. It cannot break: the messenger is Parley's own database.
record WebConnection(Sending sending, WebPages pages, WebLines lines, ChannelTools.Files files) implements Connection {

    private static final String STORED = "parley:";

    static WebConnection open(ChannelConfig config, ChannelTools tools) {
        var widget = Widget.of(config, tools);
        var downloads = new Downloads(widget);
        var events = new Events(widget, downloads);
        var lines = new WebLines();
        return new WebConnection(
                new Sending(events), new WebPages(widget, events, downloads, lines), lines, tools.files());
    }

    /// Nobody delivers to the hook address: visitors come in by {@link #pages}.
    @Override
    public boolean knowsRepetitions() {
        return true;
    }

    @Override
    public Hook.Verdict verify(Hook hook) {
        return new Hook.Verdict.Refused(403);
    }

    @Override
    public List<Inbound> read(StoredEvent event) {
        return Reading.read(event);
    }

    @Override
    public SendResult send(Outbound command) {
        return sending.send(command);
    }

    /// Visitors' files are stored before their messages are.
    @Override
    public Fetched fetch(String reference) {
        if (!reference.startsWith(STORED)) {
            return new Fetched.Gone("no such file");
        }
        try {
            return new Fetched.Content(files.open(reference.substring(STORED.length())));
        } catch (IOException _) {
            return new Fetched.Gone("no such file");
        }
    }

    @Override
    public void typing(Address to, String author) {
        lines.typing(to.id(), author);
    }

    @Override
    public Health subscribe() {
        return new Health.Connected();
    }

    @Override
    public Health health() {
        return new Health.Connected();
    }

    @Override
    public void unsubscribe() {}
}
