package parley.channel.waba;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import parley.channel.ChannelConfig;
import parley.channel.ChannelTools;
import parley.channel.ChannelType;
import parley.channel.Connection;
import parley.channel.Descriptor;
import parley.platform.FilledForm.Mistake;
import tools.jackson.databind.JsonNode;

/// A company's WhatsApp Business number as a channel.
public final class WabaType implements ChannelType {

    private static final Map<String, Pattern> FIELDS = Map.of(
            Account.TOKEN, Pattern.compile(Face.TOKEN_PATTERN),
            Account.NUMBER, Pattern.compile(Face.ID_PATTERN),
            Account.BUSINESS, Pattern.compile(Face.ID_PATTERN),
            Account.SECRET, Pattern.compile(Face.SECRET_PATTERN));
    private static final Pattern SERVER = Pattern.compile(Face.SERVER_PATTERN);

    @Override
    public Descriptor descriptor() {
        return Face.DESCRIPTOR;
    }

    @Override
    public Check check(Map<String, String> fields, ChannelTools tools) {
        var mistakes = new HashMap<String, Mistake>();
        FIELDS.forEach((key, pattern) -> {
            var typed = Account.field(fields, key);
            if (typed.isEmpty()) {
                mistakes.put(key, new Mistake("required", ""));
            } else if (!pattern.matcher(typed).matches()) {
                mistakes.put(key, new Mistake("pattern", ""));
            }
        });
        if (!isAddress(Account.server(fields))) {
            mistakes.put(Account.SERVER, new Mistake("pattern", ""));
        }
        return mistakes.isEmpty() ? ask(fields, tools) : new Check.Mistakes(mistakes);
    }

    @Override
    public Connection open(ChannelConfig config, ChannelTools tools) {
        return new WabaConnection(Account.of(config), tools);
    }

    /// Whose number it is, whether the token may see it, and by its proof whether the secret is that of the token's
    /// app; then whether the number belongs to the business.
    private static Check ask(Map<String, String> fields, ChannelTools tools) {
        var token = Account.field(fields, Account.TOKEN);
        var number = Account.field(fields, Account.NUMBER);
        var graph = new Graph(tools.http(), tools.random(), Account.server(fields), token);
        var proof = Arrivals.signature(Account.field(fields, Account.SECRET), token.getBytes(StandardCharsets.UTF_8));
        var answer = graph.get("/" + number + "?fields=id,display_phone_number,verified_name&appsecret_proof=" + proof);
        if (!(answer instanceof Answer.Done(var found))) {
            return mistake(fields, answer, Account.NUMBER);
        }
        var numbers = graph.get("/" + Account.field(fields, Account.BUSINESS) + "/phone_numbers?fields=id&limit=200");
        if (!(numbers instanceof Answer.Done(var list))) {
            return mistake(fields, numbers, Account.BUSINESS);
        }
        return owns(list, number)
                ? new Check.Fine(Words.text(found, "display_phone_number", number), number)
                : wrong(Account.BUSINESS, new Mistake("pattern", ""));
    }

    private static boolean owns(JsonNode numbers, String number) {
        return numbers.path("data").values().stream().anyMatch(one -> number.equals(Words.text(one, "id")));
    }

    /// @param asked the field about which Meta was asked
    private static Check mistake(Map<String, String> fields, Answer answer, String asked) {
        return switch (answer) {
            case Answer.Failed failed
            when failed.trouble().words().contains("appsecret_proof") ->
                wrong(Account.SECRET, new Mistake("wrong_secret", ""));
            case Answer.Failed failed ->
                switch (Refusals.meaning(failed.trouble())) {
                    case Refusals.Meaning.Dead _ -> wrong(Account.TOKEN, new Mistake("wrong_secret", ""));
                    // «Does not exist, or the token may not see it».
                    case Refusals.Meaning.Never _ -> wrong(asked, new Mistake("pattern", ""));
                    case Refusals.Meaning.Wait _, Refusals.Meaning.TooFast() ->
                        unreachable(fields, failed.trouble().words());
                };
            case Answer.Done _ -> unreachable(fields, "unreadable answer");
            case Answer.NotSent(var why) -> unreachable(fields, why);
            case Answer.Lost(var why) -> unreachable(fields, why);
            case Answer.Foreign(var status) -> unreachable(fields, "status " + status);
            case Answer.FileGone() -> unreachable(fields, "");
        };
    }

    /// It is the address that is wrong, if one was typed.
    private static Check unreachable(Map<String, String> fields, String detail) {
        var field = Account.field(fields, Account.SERVER).isEmpty() ? Account.TOKEN : Account.SERVER;
        return wrong(field, new Mistake("unreachable", detail));
    }

    private static Check wrong(String field, Mistake mistake) {
        return new Check.Mistakes(Map.of(field, mistake));
    }

    private static boolean isAddress(String server) {
        try {
            return SERVER.matcher(server).matches() && URI.create(server).getHost() != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
