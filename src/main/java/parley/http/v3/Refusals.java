package parley.http.v3;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.base.Transport;
import parley.channel.Channels.State;
import parley.delivery.Corrected;
import parley.delivery.Mistake;
import parley.rules.Reason;

/// Refusals of messages in the words of the contract (the table of codes of 5.2).
final class Refusals {

    /// From so many hours on it is the window of Instagram, not the one of WhatsApp Business.
    private static final int DAYS = 48;

    private Refusals() {}

    static Refusal noChannel() {
        return Refusal.of(400, "CHANNEL_NOT_FOUND", "There is no such channel in this integration.");
    }

    static Refusal noMessage() {
        return Refusal.of(404, "MESSAGES_NOT_FOUND", "There is no such message.");
    }

    static Refusal noQuote() {
        return Refusal.of(400, "REFERENCE_MESSAGE_NOT_FOUND", "The quoted message is not in this chat.");
    }

    static Refusal repeated(String crmMessageId) {
        return Refusal.of(400, "REPEATED_CRM_MESSAGE_ID", "A message with this crmMessageId was just accepted.")
                .data(Map.of("crmMessageId", crmMessageId));
    }

    /// Section H of the rules: what the employee himself could not do.
    static Refusal noAccess(Reason why) {
        return why.code().equals("channel_not_ticked")
                ? noChannel()
                : Refusal.of(400, "CHAT_NO_ACCESS", "This employee may not write in this chat.")
                        .data(Map.of("reason", why.code()));
    }

    static Refusal claimed(String by) {
        return Refusal.of(400, "CHAT_NO_ACCESS", "Another employee already got the client. Nothing was sent.")
                .data(Map.of("reason", "claimed_by_other", "by", by));
    }

    static Refusal impossible(String code, Map<String, Object> args) {
        return switch (code) {
            case "window_closed" ->
                args.get("hours") instanceof Integer hours && hours >= DAYS
                        ? Refusal.of(400, "7_DAYS_EXCEEDED", "The client has not written for too long.")
                        : Refusal.of(400, "24_HOURS_EXCEEDED", "The client has not written for too long.");
            case "channel_gone" -> noChannel();
            case "blocked" -> Refusal.of(400, "BAD_CONTACT", "The client has blocked messages from this channel.");
            default -> Refusal.of(400, "BAD_CONTACT", "In this channel the client has to write first.");
        };
    }

    static Refusal invalid(List<Mistake> mistakes, Transport transport) {
        for (var mistake : mistakes) {
            switch (mistake.field() + " " + mistake.code()) {
                case "quote unknown" -> {
                    return noQuote();
                }
                case "template template_gone" -> {
                    return Refusal.of(400, "TEMPLATE_REJECTED", "The template cannot be sent now.");
                }
                case "text too_long" -> {
                    return Refusal.of(400, Network.text(transport).code(), "The text is too long for this channel.");
                }
                default -> {}
            }
        }
        return Refusal.fields(Wish.CODE, mistakes.stream().map(Mistake::field).toList());
    }

    /// One of the two, and not blank.
    static void words(@Nullable String text, @Nullable String content) {
        if (text == null && content == null) {
            throw Refusal.of(400, "MESSAGE_NOTHING_TO_SEND", "There is neither a text nor a file.");
        }
        if (text != null && text.isBlank()) {
            throw Refusal.of(400, "MESSAGES_TEXT_CAN_NOT_BE_BLANK", "The text is blank.");
        }
        if (text == null && content != null && content.isBlank()) {
            throw Refusal.of(400, "MESSAGES_CONTENT_CAN_NOT_BE_BLANK", "The address of the file is blank.");
        }
    }

    static void length(@Nullable String text, Network.TextLimit limit) {
        if (text != null && Fields.length(text) > limit.most()) {
            throw Refusal.of(400, limit.code(), "The text has more than " + limit.most() + " characters.");
        }
    }

    static void check(State state) {
        switch (state) {
            case CONNECTED, ATTENTION -> {}
            case DISABLED -> throw Refusal.of(400, "CHANNEL_BLOCKED", "The channel is switched off.");
            case CONNECTING, NEEDS_RECONNECT ->
                throw Refusal.of(400, "MESSAGE_CHANNEL_UNAVAILABLE", "The channel has no connection at the moment.");
        }
    }

    /// @param what `EDITING` or `DELETION`, as the codes call it
    static Answer corrected(Corrected corrected, String what) {
        return switch (corrected) {
            case Corrected.Accepted(var message, var to) ->
                Answer.ok(new LinkedHashMap<>(MessagePages.named(message, to)));
            case Corrected.NoMessage() -> throw noMessage();
            case Corrected.Refused(var why) ->
                throw why.code().equals("channel_not_ticked") ? noMessage() : noAccess(why);
            case Corrected.Invalid(var mistakes) ->
                throw Refusal.fields(
                        Wish.CODE, mistakes.stream().map(Mistake::field).toList());
            case Corrected.Impossible(var code, var _) -> throw impossible(code, what);
        };
    }

    private static Refusal impossible(String code, String what) {
        return switch (code) {
            case "too_late" -> Refusal.of(400, "MESSAGES_" + what + "_TIME_EXPIRED", "It is too late for this.");
            case "impossible_here" ->
                Refusal.of(400, "CHANNEL_INVALID_TRANSPORT_FOR_" + what, "The messenger does not allow this.");
            case "not_your_message" ->
                Refusal.of(400, "CHAT_NO_ACCESS", "These are not this employee's words.")
                        .data(Map.of("reason", code));
            // It failed, or nobody knows whether it went: at the messenger there is nothing to change.
            default -> noMessage();
        };
    }
}
