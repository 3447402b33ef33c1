package parley.channel.telegram;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import parley.channel.ChannelConfig;

/// One connected bot, as its form says.
///
/// @param server where the Bot API answers, without a trailing slash
/// @param own whether that is the company's own server, which takes larger files
record Account(ChannelConfig config, String token, String server, boolean own, Mode mode) {

    static final String TOKEN = "token";
    static final String SERVER = "server";
    static final String MODE = "mode";

    /// What is asked of Telegram; the list must go along each time, or reactions are missing.
    static final List<String> UPDATES =
            List.of("message", "edited_message", "callback_query", "my_chat_member", "message_reaction");

    private static final String TELEGRAM = "https://api.telegram.org";
    private static final long UPLOAD = 50L << 20;
    private static final long UPLOAD_OWN = 2000L << 20;

    /// How updates come in.
    enum Mode {
        /// By webhook where the internet reaches us, else by asking.
        AUTO,
        WEBHOOK,
        POLLING
    }

    static Account of(ChannelConfig config) {
        var fields = config.fields();
        var own = !fields.getOrDefault(SERVER, "").isBlank();
        return new Account(config, fields.getOrDefault(TOKEN, "").strip(), server(fields), own, mode(fields));
    }

    static String server(Map<String, String> fields) {
        var typed = fields.getOrDefault(SERVER, "").strip();
        return (typed.isEmpty() ? TELEGRAM : typed).replaceFirst("/+$", "");
    }

    static Mode mode(Map<String, String> fields) {
        return switch (fields.getOrDefault(MODE, "")) {
            case "webhook" -> Mode.WEBHOOK;
            case "polling" -> Mode.POLLING;
            default -> Mode.AUTO;
        };
    }

    long fileLimit() {
        return own ? UPLOAD_OWN : UPLOAD;
    }

    /// Where Telegram is to deliver; absent when it is asked instead.
    @Nullable
    String hook(@Nullable URI publicAddress) {
        return mode == Mode.POLLING || publicAddress == null || !"https".equals(publicAddress.getScheme())
                ? null
                : publicAddress.toString().replaceFirst("/+$", "") + hookPath();
    }

    String hookPath() {
        return "/hooks/telegram/" + config.key();
    }

    /// What Telegram shows as proof of origin. Made from the token, so it need not be stored and changes with it.
    String secret() {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            var key = token.isEmpty() ? "-" : token;
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            var sign = mac.doFinal(("telegram hook " + config.key()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sign);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 belongs to every Java", e);
        }
    }

    @Override
    public String toString() {
        return "Account[" + config.id() + "]";
    }
}
