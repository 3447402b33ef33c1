package parley.channel.web;

import java.util.HexFormat;
import parley.channel.ChannelConfig;
import parley.channel.ChannelLog;
import parley.channel.ChannelTools;

/// One widget: what was typed for it and what the house lends it.
record Widget(ChannelConfig config, WebForm form, ChannelTools tools, Seal seal) {

    static Widget of(ChannelConfig config, ChannelTools tools) {
        var secret = config.fields().get(WebChannelType.SECRET);
        if (secret == null || secret.isEmpty()) {
            throw new IllegalStateException("channel " + config.id() + " was connected without its secret");
        }
        return new Widget(config, WebForm.of(config.fields()), tools, new Seal(secret));
    }

    ChannelLog log() {
        return tools.log();
    }

    /// So many random bytes in hexadecimal.
    String chance(int bytes) {
        var made = new byte[bytes];
        tools.random().nextBytes(made);
        return HexFormat.of().formatHex(made);
    }

    @Override
    public String toString() {
        return "Widget[" + config.id() + "]";
    }
}
