package parley.channel.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;

/// Who writes: the token that a browser keeps, and what the visitor or his site has told about him.
final class Visitors {

    /// How long a token lives without a visit.
    static final Duration LIFE = Duration.ofDays(365);

    private static final String TOKEN = "visitor";
    private static final int KEY = 1;
    private static final int ID_BYTES = 16;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final Duration SIGNED_WITHIN = Duration.ofHours(24);
    private static final int RETRIES = 20;

    private final Widget widget;

    Visitors(Widget widget) {
        this.widget = widget;
    }

    /// What is known of a visitor.
    ///
    /// @param user the site's own name of him, vouched for
    /// @param verified whether the site's server has vouched for all of it; else it is what somebody typed
    /// @param read up to which event he has read
    record Known(
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String user,
            boolean verified,
            @Nullable Instant agreed,
            long read) {

        static final Known NOTHING = new Known(null, null, null, null, false, null, 0);

        Known readUpTo(long position) {
            return new Known(name, email, phone, user, verified, agreed, Math.max(read, position));
        }

        /// What is typed never replaces what was vouched for.
        Known told(@Nullable String newName, @Nullable String newEmail, @Nullable String newPhone) {
            return verified
                    ? this
                    : new Known(
                            newName == null ? name : newName,
                            newEmail == null ? email : newEmail,
                            newPhone == null ? phone : newPhone,
                            null,
                            false,
                            agreed,
                            read);
        }

        Known agreed(Instant at) {
            return new Known(name, email, phone, user, verified, at, read);
        }
    }

    /// A new visitor's id.
    String made() {
        return widget.chance(ID_BYTES);
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /// Slides with every visit: each session gets a fresh one.
    String token(String visitor) {
        return widget.seal()
                .seal(
                        TOKEN,
                        Json.write(Map.of(
                                "k", KEY,
                                "c", widget.config().id().toString(),
                                "v", visitor,
                                "n", widget.form().visitorsVersion(),
                                "t", widget.tools().clock().instant().getEpochSecond())));
    }

    /// Whose token this is; empty when it is not ours, too old, or ended by raising the version.
    Optional<String> of(@Nullable String token) {
        return Optional.ofNullable(token)
                .flatMap(given -> widget.seal().open(TOKEN, given))
                .map(Json::tree)
                .filter(this::isValid)
                .map(content -> content.path("v").asString(""))
                .filter(Visitors::isId);
    }

    private boolean isValid(JsonNode token) {
        var issued = Instant.ofEpochSecond(Words.number(token, "t", 0));
        return token.path("c").asString("").equals(widget.config().id().toString())
                && Words.number(token, "n", 0) == widget.form().visitorsVersion()
                && issued.plus(LIFE).isAfter(widget.tools().clock().instant());
    }

    Known known(String visitor) {
        return widget.log()
                .last(widget.config().id(), log(visitor))
                .map(entry -> Json.read(entry.json(), Known.class))
                .orElse(Known.NOTHING);
    }

    /// Changes what is known; of two that change it at once none loses what the other did.
    Known change(String visitor, UnaryOperator<Known> change) {
        for (int i = 0; i < RETRIES; i++) {
            var before = widget.log().last(widget.config().id(), log(visitor));
            var was = before.map(entry -> Json.read(entry.json(), Known.class)).orElse(Known.NOTHING);
            var becomes = change.apply(was);
            if (becomes.equals(was)) {
                return was;
            }
            var number = before.map(entry -> entry.position()).orElse(0L) + 1;
            var entry =
                    widget.log().append(widget.config().id(), log(visitor), Long.toString(number), Json.write(becomes));
            if (Json.read(entry.json(), Known.class).equals(becomes)) {
                return becomes;
            }
        }
        throw new IllegalStateException("a visitor's state changes faster than it can be written");
    }

    /// What the site tells of its visitor. Vouched for only when its server has signed all of it within a day; else it
    /// is kept as what somebody typed, and finds no contact by itself (R31). Answers who the visitor is: another one
    /// when somebody else has signed in on the same computer, who must not read the first one's chat.
    String identify(String visitor, JsonNode told) {
        var name = Words.line(told, "name", 100);
        var email = Words.line(told, "email", 200);
        var phone = Words.line(told, "phone", 40);
        var user = Words.line(told, "user_id", 200);
        if (!isSigned(told)) {
            change(visitor, was -> was.told(name, email, phone));
            return visitor;
        }
        var before = known(visitor).user();
        var who = before == null || before.equals(user) ? visitor : made();
        change(who, was -> new Known(name, email, phone, user, true, was.agreed(), was.read()));
        return who;
    }

    private boolean isSigned(JsonNode told) {
        var secret = widget.form().identifySecret();
        var signature = Words.text(told, "sig");
        if (secret == null || signature == null) {
            return false;
        }
        var at = Words.number(told, "ts", 0);
        var age = Duration.between(
                Instant.ofEpochSecond(Math.clamp(at, 0, 1L << 40)),
                widget.tools().clock().instant());
        var text = "v1\n" + raw(told, "user_id") + "\n" + raw(told, "email") + "\n" + raw(told, "phone") + "\n"
                + raw(told, "ts");
        return age.abs().compareTo(SIGNED_WITHIN) <= 0 && Seal.isSigned(secret, text, signature);
    }

    /// As it was signed: nothing is cleaned away.
    private static String raw(JsonNode told, String field) {
        return told.path(field).asString("");
    }

    /// Beside the visitor's events, under a name that no visitor has.
    private static String log(String visitor) {
        return visitor + "/known";
    }
}
