package parley.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.base.MessageId;
import parley.delivery.Corrected;
import parley.delivery.Delivery;
import parley.delivery.Done;
import parley.delivery.Draft;
import parley.delivery.Mistake;
import parley.delivery.Resolution;
import parley.delivery.Sender;
import parley.delivery.Sent;
import parley.delivery.Target;
import parley.inbox.Rows;
import parley.platform.Failpoint;
import parley.rules.Reason;

/// Messages of employees: sent, changed, taken back, liked, decided upon (UX 6.2, 6.6).
final class MessagePages {

    /// Mistakes with a text of their own; others are told field by field only.
    private static final Set<String> TOLD = Set.of("too_big", "wrong_kind", "too_long");

    /// @param cid made by the sender; the same one again is the same message (R73)
    /// @param address of whoever is written to first: a phone, a @name or the messenger's own id
    /// @param files ids of uploaded files
    /// @param quote the id of the message that it answers
    /// @param voice whether the one file is a voice message
    /// @param template which one the message is made from, instead of a text
    record Typed(
            @Nullable String cid,
            @Nullable ChatId chat,
            @Nullable String address,
            @Nullable ChannelId channel,
            @Nullable String text,
            @Nullable List<@Nullable String> files,
            @Nullable MessageId quote,
            @Nullable Boolean voice,
            @Nullable FromTemplate template) {

        Draft draft() {
            var named = files == null
                    ? List.<String>of()
                    : files.stream()
                            .map(file -> Objects.requireNonNullElse(file, ""))
                            .toList();
            return new Draft(
                    cid == null ? "" : cid,
                    to(),
                    text,
                    named,
                    voice != null && voice,
                    quote,
                    true,
                    "parley",
                    null,
                    template == null ? null : template.draft());
        }

        private @Nullable Target to() {
            if (chat != null) {
                return new Target.InChat(chat, channel);
            }
            return address == null || address.isBlank() ? null : new Target.Typed(address.strip(), channel);
        }
    }

    /// @param variables by their names, as the list of templates tells them
    record FromTemplate(
            @Nullable String name,
            @Nullable String language,
            @Nullable Map<String, @Nullable String> variables) {

        Draft.FromTemplate draft() {
            var words = new HashMap<String, String>();
            if (variables != null) {
                variables.forEach((key, value) -> words.put(key, Objects.requireNonNullElse(value, "")));
            }
            return new Draft.FromTemplate(
                    Objects.requireNonNullElse(name, ""), Objects.requireNonNullElse(language, ""), words);
        }
    }

    record Edited(@Nullable String text) {}

    record Liked(@Nullable String emoji) {}

    record Resolved(@Nullable String as) {}

    private final Delivery delivery;
    private final Rows rows;

    MessagePages(Delivery delivery, Rows rows) {
        this.delivery = delivery;
        this.rows = rows;
    }

    Answer send(Asked asked) {
        var typed = asked.json(Typed.class);
        var sent = delivery.reply().send(asked.viewer(), typed.draft());
        Failpoint.REPLY_ANSWERS.hit();
        return switch (sent) {
            case Sent.Accepted(var message, var _, var repeated) -> row(asked.viewer(), message, repeated ? 200 : 202);
            case Sent.Refused(var why) -> refused(why);
            case Sent.ClaimedByOther(var by, var at) -> claimed(by, at.toString());
            case Sent.Impossible(var code, var args) -> impossible(code, args);
            case Sent.Invalid(var mistakes) -> invalid(mistakes);
            case Sent.PickChannel(var from) ->
                impossible(
                        "pick_channel",
                        Map.of(
                                "channels",
                                from.stream().map(ChannelId::toString).toList()));
            case Sent.RepeatedByCrm _ ->
                throw new IllegalStateException("windows send nothing that the CRM has numbered");
            case Sent.CidTaken() -> Answer.error(409, "cid_taken", "This cid names another message already.");
            case Sent.NoChat() -> Answer.notFound();
        };
    }

    Answer edit(Asked asked) {
        var typed = asked.json(Edited.class);
        return corrected(
                asked,
                delivery.corrections().edit(person(asked), id(asked), Objects.requireNonNullElse(typed.text(), "")));
    }

    Answer delete(Asked asked) {
        return corrected(asked, delivery.corrections().delete(person(asked), id(asked)));
    }

    Answer react(Asked asked) {
        var typed = asked.json(Liked.class);
        return corrected(
                asked,
                delivery.corrections().react(person(asked), id(asked), Objects.requireNonNullElse(typed.emoji(), "")));
    }

    Answer unreact(Asked asked) {
        return corrected(asked, delivery.corrections().react(person(asked), id(asked), null));
    }

    Answer resolve(Asked asked) {
        var as = switch (Objects.requireNonNullElse(asked.json(Resolved.class).as(), "")) {
            case "resend" -> Resolution.As.RESEND;
            case "sent" -> Resolution.As.SENT;
            case "failed" -> Resolution.As.FAILED;
            default -> throw new Refused(Answer.invalid(List.of(ApiError.Field.of("as", "unknown"))));
        };
        var done = delivery.resolution().resolve(asked.viewer(), id(asked), as);
        return done instanceof Done.Yes ? row(asked.viewer(), id(asked), 200) : done(done);
    }

    private Answer corrected(Asked asked, Corrected corrected) {
        return switch (corrected) {
            case Corrected.Accepted(var message, var _) -> row(asked.viewer(), message, 202);
            case Corrected.Refused(var why) -> refused(why);
            case Corrected.Impossible(var code, var args) -> impossible(code, args);
            case Corrected.Invalid(var mistakes) -> invalid(mistakes);
            case Corrected.NoMessage() -> Answer.notFound();
        };
    }

    private Answer row(Viewer viewer, MessageId message, int status) {
        return rows.message(viewer, message)
                .map(row -> Answer.json(status, Map.of("row", row)))
                // It is stored; the one who wrote it has lost the chat since.
                .orElseGet(() -> Answer.json(
                        403,
                        new ApiError(
                                "not_yours",
                                "The message was taken, and the chat is not yours to see any more.",
                                List.of(),
                                Map.of("sent", true))));
    }

    private static Sender person(Asked asked) {
        return new Sender.Person(asked.viewer());
    }

    private static MessageId id(Asked asked) {
        return new MessageId(asked.id("id"));
    }

    static Answer done(Done done) {
        return switch (done) {
            case Done.Yes() -> Answer.empty();
            case Done.Refused(var why) -> refused(why);
            case Done.ClaimedByOther(var by, var at) -> claimed(by, at.toString());
            case Done.Impossible(var code, var args) ->
                Answer.json(409, new ApiError(code, "This cannot be done now.", List.of(), args));
            case Done.Nothing() -> Answer.notFound();
        };
    }

    static Answer refused(Reason why) {
        return Answer.json(
                403, new ApiError(why.code(), "The rules do not allow this.", List.of(), new HashMap<>(why.args())));
    }

    private static Answer claimed(String by, String at) {
        return Answer.json(
                409,
                new ApiError(
                        "claimed_by_other",
                        "Another employee already got the client. Nothing was sent.",
                        List.of(),
                        Map.of("by", by, "at", at, "who", by, "time", at)));
    }

    private static Answer impossible(String code, Map<String, Object> args) {
        return Answer.json(422, new ApiError(code, "This cannot go there now.", List.of(), args));
    }

    static Answer invalid(List<Mistake> mistakes) {
        var fields = mistakes.stream()
                .map(mistake -> new ApiError.Field(mistake.field(), mistake.code(), mistake.args()))
                .toList();
        var told = mistakes.stream()
                .filter(mistake -> TOLD.contains(mistake.code()))
                .findFirst();
        return told.map(mistake -> Answer.json(
                        422,
                        new ApiError(
                                mistake.code(),
                                "The channel does not take this; all mistakes are listed.",
                                fields,
                                mistake.args())))
                .orElseGet(() -> Answer.invalid(fields));
    }
}
