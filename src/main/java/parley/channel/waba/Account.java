package parley.channel.waba;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.channel.ChannelConfig;

/// One connected number, as its form says.
///
/// @param number Meta's id of the phone number
/// @param business Meta's id of the WhatsApp Business account that owns the number
/// @param secret of the Meta app: signs what is delivered to us
/// @param server where the Graph API answers, version included, without a trailing slash
record Account(ChannelConfig config, String token, String number, String business, String secret, String server) {

    static final String TOKEN = "token";
    static final String NUMBER = "phoneNumberId";
    static final String BUSINESS = "businessAccountId";
    static final String SECRET = "appSecret";
    static final String SERVER = "server";

    private static final String META = "https://graph.facebook.com/v23.0";

    static Account of(ChannelConfig config) {
        var fields = config.fields();
        return new Account(
                config,
                field(fields, TOKEN),
                field(fields, NUMBER),
                field(fields, BUSINESS),
                field(fields, SECRET),
                server(fields));
    }

    static String field(Map<String, String> fields, String key) {
        return fields.getOrDefault(key, "").strip();
    }

    /// Versions of the Graph API expire, so its address can be typed.
    static String server(Map<String, String> fields) {
        var typed = field(fields, SERVER);
        return (typed.isEmpty() ? META : typed).replaceFirst("/+$", "");
    }

    /// What Meta shows with the handshake. As unguessable as the hook address that it belongs to.
    String verifyToken() {
        return config.key();
    }

    /// Where Meta is to deliver; absent while the internet does not reach us.
    @Nullable
    String hook(@Nullable URI publicAddress) {
        return publicAddress == null || !"https".equals(publicAddress.getScheme())
                ? null
                : publicAddress.toString().replaceFirst("/+$", "") + hookPath();
    }

    String hookPath() {
        return "/hooks/" + Face.TYPE + "/" + config.key();
    }

    @Override
    public String toString() {
        return "Account[" + config.id() + "]";
    }
}
