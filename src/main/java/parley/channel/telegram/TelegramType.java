package parley.channel.telegram;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import parley.channel.ChannelConfig;
import parley.channel.ChannelTools;
import parley.channel.ChannelType;
import parley.channel.Connection;
import parley.channel.Descriptor;
import parley.platform.FilledForm.Mistake;

/// A company's Telegram bot as a channel.
public final class TelegramType implements ChannelType {

    private static final Pattern TOKEN = Pattern.compile(Face.TOKEN_PATTERN);
    private static final Pattern SERVER = Pattern.compile(Face.SERVER_PATTERN);

    @Override
    public Descriptor descriptor() {
        return Face.DESCRIPTOR;
    }

    @Override
    public Check check(Map<String, String> fields, ChannelTools tools) {
        var mistakes = new HashMap<String, Mistake>();
        var token = fields.getOrDefault(Account.TOKEN, "").strip();
        if (token.isEmpty()) {
            mistakes.put(Account.TOKEN, new Mistake("required", ""));
        } else if (!TOKEN.matcher(token).matches()) {
            mistakes.put(Account.TOKEN, new Mistake("pattern", ""));
        }
        if (!isAddress(Account.server(fields))) {
            mistakes.put(Account.SERVER, new Mistake("pattern", ""));
        }
        if (Account.mode(fields) == Account.Mode.WEBHOOK && !isPublic(tools.publicAddress())) {
            mistakes.put(Account.MODE, new Mistake("public_https", String.valueOf(tools.publicAddress())));
        }
        return mistakes.isEmpty() ? ask(fields, token, tools) : new Check.Mistakes(mistakes);
    }

    @Override
    public Connection open(ChannelConfig config, ChannelTools tools) {
        return new TelegramConnection(Account.of(config), tools);
    }

    private static Check ask(Map<String, String> fields, String token, ChannelTools tools) {
        var api = new BotApi(tools.http(), tools.random(), Account.server(fields), token);
        return switch (api.call(Call.of("getMe"))) {
            case Answer.Done(var me)
            when !me.path("id").asString("").isEmpty() ->
                new Check.Fine(
                        "@" + me.path("username").asString("bot"), me.path("id").asString(""));
            case Answer.Done _ -> unreachable(fields, "unreadable answer");
            case Answer.Failed failed
            when failed.code() == 401 || failed.code() == 404 ->
                new Check.Mistakes(Map.of(Account.TOKEN, new Mistake("wrong_secret", "")));
            case Answer.Failed failed -> unreachable(fields, failed.code() + " " + failed.description());
            case Answer.NotSent(var why) -> unreachable(fields, why);
            case Answer.Lost(var why) -> unreachable(fields, why);
            case Answer.Foreign(var status) -> unreachable(fields, "status " + status);
            case Answer.FileGone() -> unreachable(fields, "");
        };
    }

    /// It is the address that is wrong, if one was typed.
    private static Check unreachable(Map<String, String> fields, String detail) {
        var field = fields.getOrDefault(Account.SERVER, "").isBlank() ? Account.TOKEN : Account.SERVER;
        return new Check.Mistakes(Map.of(field, new Mistake("unreachable", detail)));
    }

    private static boolean isPublic(@org.jspecify.annotations.Nullable URI address) {
        return address != null && "https".equals(address.getScheme());
    }

    private static boolean isAddress(String server) {
        try {
            return SERVER.matcher(server).matches() && URI.create(server).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
