package parley.channel.web;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;
import parley.channel.ChannelConfig;
import parley.channel.ChannelTools;
import parley.channel.ChannelType;
import parley.channel.Connection;
import parley.channel.Descriptor;
import parley.platform.FilledForm.Mistake;

/// The door of the web chat.
public final class WebChannelType implements ChannelType {

    /// Signs visitors' tokens and the addresses of files. Made up by us and never shown.
    static final String SECRET = "token_secret";

    private static final int SECRET_BYTES = 32;

    @Override
    public Descriptor descriptor() {
        return WebFace.descriptor();
    }

    /// There is no account to ask: the channel is known by the sites that it stands on (R9).
    @Override
    public Check check(Map<String, String> fields, ChannelTools tools) {
        var mistakes = new HashMap<String, Mistake>();
        var form = WebForm.read(fields, mistakes);
        if (!mistakes.isEmpty()) {
            return new Check.Mistakes(mistakes);
        }
        var origins = form.sites().origins();
        var first = origins.getFirst().replaceFirst("https?://", "");
        var address = origins.size() == 1 ? first : first + " +" + (origins.size() - 1);
        return new Check.Fine(address, String.join(" ", origins));
    }

    @Override
    public Map<String, String> secrets(RandomGenerator random) {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Map.of(SECRET, HexFormat.of().formatHex(bytes));
    }

    @Override
    public Connection open(ChannelConfig config, ChannelTools tools) {
        return WebConnection.open(config, tools);
    }
}
