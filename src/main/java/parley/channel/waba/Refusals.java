package parley.channel.waba;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parley.channel.SendResult;
import parley.channel.SendResult.Client;
import parley.channel.SendResult.Hold;

/// Meta's error codes in our words, the same for the answer to a send and for a status that says later that it failed.
/// An unknown code is a message that cannot go.
final class Refusals {

    static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration RATE = Duration.ofSeconds(30);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration MINUTES = Duration.ofMinutes(5);

    private static final int TOO_MANY = 429;
    private static final int SERVER = 500;

    /// What one code means.
    sealed interface Meaning {

        /// The account is not accepted.
        record Dead(String reason) implements Meaning {}

        record Wait(Duration time, String why, Hold hold) implements Meaning {}

        /// This chat was written to too fast: each time it waits longer.
        record TooFast() implements Meaning {}

        record Never(String code, Client client) implements Meaning {}
    }

    private static final Meaning TOKEN = new Meaning.Dead("token");
    private static final Meaning REFUSED = new Meaning.Never("refused", Client.REACHABLE);
    private static final Meaning NO_ACCOUNT = new Meaning.Never("no_account", Client.UNREACHABLE);
    private static final Meaning WRONG_KIND = new Meaning.Never("wrong_kind", Client.REACHABLE);
    private static final Meaning BUSY = new Meaning.Wait(SOON, "unreachable", Hold.CHAT);
    private static final Meaning RATE_OF_ALL = new Meaning.Wait(RATE, "rate", Hold.CHANNEL);

    private static final Map<Integer, Meaning> MEANINGS = Map.ofEntries(
            Map.entry(0, TOKEN),
            Map.entry(3, TOKEN),
            Map.entry(10, TOKEN),
            Map.entry(190, TOKEN),
            Map.entry(131005, TOKEN),
            Map.entry(131045, new Meaning.Dead("number")),
            Map.entry(133010, new Meaning.Dead("number")),
            Map.entry(368, new Meaning.Dead("locked")),
            Map.entry(131031, new Meaning.Dead("locked")),
            Map.entry(131037, new Meaning.Dead("display_name")),
            Map.entry(131042, new Meaning.Dead("billing")),
            Map.entry(131044, new Meaning.Dead("billing")),
            Map.entry(1, BUSY),
            Map.entry(2, BUSY),
            Map.entry(131000, BUSY),
            Map.entry(131016, BUSY),
            Map.entry(135000, BUSY),
            Map.entry(131057, new Meaning.Wait(MINUTES, "maintenance", Hold.CHANNEL)),
            Map.entry(4, RATE_OF_ALL),
            Map.entry(80007, RATE_OF_ALL),
            Map.entry(130429, new Meaning.Wait(MINUTE, "rate", Hold.CHANNEL)),
            Map.entry(131056, new Meaning.TooFast()),
            Map.entry(131048, new Meaning.Never("spam_limit", Client.REACHABLE)),
            Map.entry(131064, new Meaning.Never("spam_limit", Client.REACHABLE)),
            Map.entry(131047, new Meaning.Never("window_closed", Client.REACHABLE)),
            Map.entry(131026, NO_ACCOUNT),
            Map.entry(131021, NO_ACCOUNT),
            Map.entry(131030, new Meaning.Never("refused", Client.UNREACHABLE)),
            Map.entry(130497, new Meaning.Never("refused", Client.UNREACHABLE)),
            Map.entry(137000, new Meaning.Never("refused", Client.UNREACHABLE)),
            Map.entry(131050, new Meaning.Never("no_marketing", Client.REACHABLE)),
            Map.entry(131049, new Meaning.Never("no_marketing", Client.REACHABLE)),
            Map.entry(131051, WRONG_KIND),
            Map.entry(131053, WRONG_KIND),
            Map.entry(132000, new Meaning.Never("template_changed", Client.REACHABLE)),
            Map.entry(132001, new Meaning.Never("template_gone", Client.REACHABLE)),
            Map.entry(132012, new Meaning.Never("template_changed", Client.REACHABLE)),
            Map.entry(132015, new Meaning.Never("template_gone", Client.REACHABLE)),
            Map.entry(132016, new Meaning.Never("template_gone", Client.REACHABLE)));

    private Refusals() {}

    static Meaning meaning(Answer.Trouble trouble) {
        if (trouble.code() >= 200 && trouble.code() < 300) {
            return TOKEN;
        }
        return Objects.requireNonNullElse(MEANINGS.get(trouble.code()), REFUSED);
    }

    /// @param strike how often in a row this chat was told that it is too fast, from 1
    static SendResult of(Answer.Failed failed, int strike) {
        if (failed.trouble().code() == 0 && failed.trouble().words().isEmpty()) {
            return withoutWords(failed);
        }
        return switch (meaning(failed.trouble())) {
            case Meaning.Dead(var reason) -> new SendResult.ChannelDown(reason);
            case Meaning.Wait(var time, var why, var hold) ->
                new SendResult.TryLater(longer(time, failed.retryAfter()), why, hold);
            case Meaning.TooFast() -> new SendResult.TryLater(patience(strike), "rate", Hold.CHAT);
            case Meaning.Never(var code, var client)
            when code.equals("refused") && failed.status() >= SERVER && !isKnown(failed.trouble()) ->
                new SendResult.TryLater(longer(SOON, failed.retryAfter()), "unreachable", Hold.CHAT);
            case Meaning.Never(var code, var client) ->
                new SendResult.Refused(code, failed.trouble().words(), client);
        };
    }

    /// Where repeating does no harm, a lost answer is no riddle.
    static SendResult harmlessTwice(SendResult result) {
        return result instanceof SendResult.Unknown unknown
                ? new SendResult.TryLater(SOON, unknown.why(), Hold.CHAT)
                : result;
    }

    /// 4, 16, 64 … seconds, as Meta recommends.
    static Duration patience(int strike) {
        return Duration.ofSeconds(1L << 2 * Math.clamp(strike, 1, 5));
    }

    private static boolean isKnown(Answer.Trouble trouble) {
        return MEANINGS.containsKey(trouble.code());
    }

    private static SendResult withoutWords(Answer.Failed failed) {
        return failed.status() == TOO_MANY
                ? new SendResult.TryLater(longer(RATE, failed.retryAfter()), "rate", Hold.CHANNEL)
                : new SendResult.TryLater(longer(SOON, failed.retryAfter()), "unreachable", Hold.CHAT);
    }

    private static Duration longer(Duration ours, @Nullable Duration theirs) {
        return theirs != null && theirs.compareTo(ours) > 0 ? theirs : ours;
    }
}
