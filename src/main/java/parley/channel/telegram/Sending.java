package parley.channel.telegram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.base.ChannelId;
import parley.channel.ChannelLog;
import parley.channel.ChannelTools.Files;
import parley.channel.DeliveryStatus;
import parley.channel.Outbound;
import parley.channel.SendResult;
import parley.channel.SendResult.Accepted;
import parley.channel.SendResult.Client;
import parley.channel.SendResult.Hold;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;

/// Carries out what Parley asks of a bot.
///
/// A message that becomes several at Telegram is remembered part by part in the channel's log, under its `cid`: a retry
/// begins with the first part that was not accepted, and nobody reads a paragraph twice. When the answer to a part is
/// lost the whole message is unknown; whoever then has it sent again sends that part and those behind it.
final class Sending {

    /// Where the accepted parts are kept, beside the clients of channels that have a log for each.
    private static final String PARTS = "sent:";

    private static final int MOST_PARTS = 200;

    private final BotApi api;
    private final ChannelId channel;
    private final ChannelLog log;
    private final Files files;
    private final long fileLimit;
    private final Moves moves;
    private final Throttle throttle = new Throttle();

    /// What is done when Telegram says that a chat has another id by now.
    @FunctionalInterface
    interface Moves {
        void moved(String from, String to);
    }

    Sending(BotApi api, ChannelId channel, ChannelLog log, Files files, long fileLimit, Moves moves) {
        this.api = api;
        this.channel = channel;
        this.log = log;
        this.files = files;
        this.fileLimit = fileLimit;
        this.moves = moves;
    }

    SendResult send(Outbound command) {
        return switch (command) {
            case Outbound.Send message -> message(message);
            case Outbound.Edit edit -> edit(edit);
            case Outbound.Delete delete -> onMessage(Call.of("deleteMessage"), delete, delete.externalId());
            case Outbound.React react ->
                onMessage(Call.of("setMessageReaction").with("reaction", reaction(react)), react, react.externalId());
        };
    }

    private SendResult message(Outbound.Send message) {
        for (var file : message.content().files()) {
            if (file.size() > fileLimit) {
                return new SendResult.Refused("too_big", file.name(), Client.REACHABLE);
            }
        }
        var calls = Plan.of(message, files);
        if (calls.isEmpty()) {
            return new SendResult.Refused("wrong_kind", "nothing to send", Client.REACHABLE);
        }
        return calls.size() == 1 ? part(calls.getFirst(), message) : parts(calls, message);
    }

    private SendResult parts(List<Call> calls, Outbound.Send message) {
        var gone = accepted(message.cid());
        var ids = new ArrayList<String>();
        for (int number = 0; number < calls.size(); number++) {
            var key = "part-" + number;
            if (!gone.containsKey(key)) {
                var result = part(calls.get(number), message);
                if (!(result instanceof Accepted(var fresh, var _))) {
                    return result;
                }
                log.append(channel, PARTS + message.cid(), key, Json.write(fresh));
                gone.put(key, fresh);
            }
            ids.addAll(gone.getOrDefault(key, List.of()));
        }
        return new Accepted(ids, DeliveryStatus.SENT);
    }

    private Map<String, List<String>> accepted(String cid) {
        var parts = new HashMap<String, List<String>>();
        for (var entry : log.after(channel, PARTS + cid, 0, MOST_PARTS)) {
            parts.put(entry.key(), Json.readList(entry.json(), String.class));
        }
        return parts;
    }

    /// One call that creates messages, with the three repetitions that certainly create none twice: each follows a
    /// refusal.
    private SendResult part(Call planned, Outbound.Send message) {
        var call = planned;
        var chat = message.to().id();
        var answer = api.call(call);
        if (Refusals.quotedIsGone(answer)) {
            call = call.without("reply_parameters");
            answer = api.call(call);
        }
        if (answer instanceof Answer.Failed failed && failed.migratedTo() != null) {
            moves.moved(chat, failed.migratedTo());
            chat = failed.migratedTo();
            call = call.with("chat_id", Plan.chatId(chat));
            answer = api.call(call);
        }
        if (call.method().equals(Medium.PHOTO.method) && Refusals.isNoPhoto(answer)) {
            answer = api.call(call.as(Medium.DOCUMENT));
        }
        return result(answer, chat);
    }

    private SendResult edit(Outbound.Edit edit) {
        var limit = edit.caption() ? Plan.CAPTION : Plan.TEXT;
        if (edit.text().length() > limit) {
            return new SendResult.Refused("too_long", Integer.toString(limit), Client.REACHABLE);
        }
        var call = edit.caption()
                ? Call.of("editMessageCaption").with("caption", edit.text())
                : Call.of("editMessageText").with("text", edit.text());
        return onMessage(call, edit, edit.externalId());
    }

    /// Something is done to a message that is there. Doing it twice is the same, so a lost answer is no riddle.
    private SendResult onMessage(Call action, Outbound command, String externalId) {
        var id = Plan.messageId(externalId);
        if (id == null) {
            return new SendResult.Refused("refused", "message not found", Client.REACHABLE);
        }
        var chat = command.to().id();
        var call = action.with("chat_id", Plan.chatId(chat)).with("message_id", id);
        var answer = api.call(call);
        if (answer instanceof Answer.Done || Refusals.nothingToDo(answer)) {
            return new Accepted(List.of(externalId), DeliveryStatus.SENT);
        }
        return Refusals.harmlessTwice(result(answer, chat));
    }

    private SendResult result(Answer answer, String chat) {
        return switch (answer) {
            case Answer.Done(var result) -> accepted(result, chat);
            case Answer.Failed failed -> Refusals.of(failed, failed.code() == 429 ? throttle.hit(chat) : Hold.CHAT);
            case Answer.NotSent _ -> new SendResult.TryLater(Refusals.SOON, "unreachable", Hold.CHAT);
            case Answer.FileGone() -> new SendResult.Refused("refused", "file not available", Client.REACHABLE);
            case Answer.Foreign _ -> new SendResult.ChannelDown("foreign_answer");
            case Answer.Lost(var why) -> new SendResult.Unknown(why);
        };
    }

    private static SendResult accepted(JsonNode result, String chat) {
        var ids = new ArrayList<String>();
        for (var message : result.isArray() ? result.values() : List.of(result)) {
            var id = message.path("message_id").asString("");
            if (!id.isEmpty()) {
                ids.add(Reading.externalId(message.path("chat").path("id").asString(chat), id));
            }
        }
        return ids.isEmpty() ? new SendResult.Unknown("no id") : new Accepted(ids, DeliveryStatus.SENT);
    }

    private static List<Map<String, String>> reaction(Outbound.React react) {
        return react.emoji() == null ? List.of() : List.of(Map.of("type", "emoji", "emoji", react.emoji()));
    }
}
