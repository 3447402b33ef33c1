package parley.channel.waba;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import parley.base.Address;
import parley.channel.ChannelTools;
import parley.channel.DeliveryStatus;
import parley.channel.Multipart;
import parley.channel.Outbound;
import parley.channel.RawEvent;
import parley.channel.SendResult;
import parley.channel.SendResult.Accepted;
import parley.channel.SendResult.Client;
import parley.channel.SendResult.Hold;
import parley.platform.Json;
import tools.jackson.databind.JsonNode;

/// Carries out commands, one at a time per chat. A message of several parts goes on with the first that was not
/// accepted; our own id goes along with each, and comes back with the status (R72).
final class Sending {

    private static final String PARTS = "sent:";
    private static final int MOST_PARTS = 200;
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private final Account account;
    private final Graph graph;
    private final ChannelTools tools;
    private final Map<String, Integer> strikes = new ConcurrentHashMap<>();

    Sending(Account account, Graph graph, ChannelTools tools) {
        this.account = account;
        this.graph = graph;
        this.tools = tools;
    }

    SendResult send(Outbound command) {
        return switch (command) {
            case Outbound.Send message -> message(message);
            case Outbound.React react -> react(react);
            case Outbound.Edit _ -> impossible("WhatsApp Business cannot edit messages");
            case Outbound.Delete _ -> impossible("WhatsApp Business cannot take messages back");
        };
    }

    private static SendResult impossible(String why) {
        return new SendResult.Refused("refused", why, Client.REACHABLE);
    }

    private SendResult message(Outbound.Send message) {
        var parts = Plan.of(message);
        if (parts.isEmpty()) {
            return new SendResult.Refused("wrong_kind", "nothing to send", Client.REACHABLE);
        }
        for (var file : message.content().files()) {
            if (file.size() > Medium.of(message.content().kind(), file).most) {
                return new SendResult.Refused("too_big", file.name(), Client.REACHABLE);
            }
        }
        return parts.size() == 1 ? part(parts.getFirst(), message, true) : parts(parts, message);
    }

    private SendResult parts(List<Plan.Part> parts, Outbound.Send message) {
        var gone = accepted(message.cid());
        var ids = new ArrayList<String>();
        for (int number = 0; number < parts.size(); number++) {
            var key = "part-" + number;
            if (!gone.containsKey(key)) {
                var result = part(parts.get(number), message, number == 0);
                if (!(result instanceof Accepted(var fresh, var _))) {
                    return result;
                }
                tools.log().append(account.config().id(), PARTS + message.cid(), key, Json.write(fresh));
                gone.put(key, fresh);
            }
            ids.addAll(gone.getOrDefault(key, List.of()));
        }
        return new Accepted(ids, DeliveryStatus.ACCEPTED);
    }

    private Map<String, List<String>> accepted(String cid) {
        var parts = new HashMap<String, List<String>>();
        for (var entry : tools.log().after(account.config().id(), PARTS + cid, 0, MOST_PARTS)) {
            parts.put(entry.key(), Json.readList(entry.json(), String.class));
        }
        return parts;
    }

    /// @param first the quoted message is named by the first part only
    private SendResult part(Plan.Part part, Outbound.Send message, boolean first) {
        var object = part.object();
        if (part.file() != null) {
            switch (upload(part)) {
                case Uploaded(var id) -> object = part.with(id);
                case NotUploaded(var why) -> {
                    return why;
                }
            }
        }
        var body = envelope(message.to());
        if (first && message.replyTo() != null) {
            body.put("context", Map.of("message_id", message.replyTo()));
        }
        body.put("biz_opaque_callback_data", Reading.OURS + message.message());
        body.put("type", part.type());
        body.put(part.type(), Plan.named(object));
        return posted(body, message.to());
    }

    private sealed interface Upload {}

    private record Uploaded(String id) implements Upload {}

    private record NotUploaded(SendResult why) implements Upload {}

    /// Uploading once more does no harm, so a lost answer is no riddle.
    private Upload upload(Plan.Part part) {
        var file = Objects.requireNonNull(part.file());
        var mime = file.mime() == null ? UNKNOWN_TYPE : file.mime();
        var upload = new Multipart.Upload(
                "file", file.name(), mime, file.size(), () -> tools.files().open(file.reference()));
        var fields = new LinkedHashMap<String, String>();
        fields.put("messaging_product", "whatsapp");
        fields.put("type", mime);
        var answer = graph.upload("/" + account.number() + "/media", fields, upload);
        if (answer instanceof Answer.Done(var result)) {
            var id = Words.text(result, "id");
            return id == null
                    ? new NotUploaded(new SendResult.TryLater(Refusals.SOON, "no id", Hold.CHAT))
                    : new Uploaded(id);
        }
        return new NotUploaded(Refusals.harmlessTwice(trouble(answer, "")));
    }

    /// A reaction that is set twice is the same reaction.
    private SendResult react(Outbound.React react) {
        var body = envelope(react.to());
        body.put("type", "reaction");
        var emoji = react.emoji() == null ? "" : react.emoji();
        body.put("reaction", Map.of("message_id", react.externalId(), "emoji", emoji));
        var result = Refusals.harmlessTwice(posted(body, react.to()));
        return result instanceof Accepted ? new Accepted(List.of(react.externalId()), DeliveryStatus.SENT) : result;
    }

    /// By phone where one is known: only who hides it is called by the other id.
    private static LinkedHashMap<String, Object> envelope(Address to) {
        var body = new LinkedHashMap<String, Object>();
        body.put("messaging_product", "whatsapp");
        var group = Person.group(to.id());
        body.put("recipient_type", group == null ? "individual" : "group");
        var phone = to.phone() == null ? to.id() : to.phone().replaceAll("\\D", "");
        if (group != null) {
            body.put("to", group);
        } else if (Person.isPhone(phone)) {
            body.put("to", phone);
        } else {
            body.put("recipient", to.id());
        }
        return body;
    }

    private SendResult posted(Map<String, Object> body, Address to) {
        var answer = graph.post("/" + account.number() + "/messages", body);
        return answer instanceof Answer.Done(var result) ? accepted(result, to) : trouble(answer, to.id());
    }

    private SendResult accepted(JsonNode result, Address to) {
        strikes.remove(to.id());
        var id = Words.text(result.path("messages").path(0), "id");
        if (id == null) {
            return new SendResult.Unknown("no id");
        }
        var known = Words.text(result.path("contacts").path(0), "wa_id");
        if (Person.isPhone(known) && Person.isPhone(to.id()) && !to.id().equals(known)) {
            moved(to.id(), String.valueOf(known));
        }
        return new Accepted(List.of(id), DeliveryStatus.ACCEPTED);
    }

    /// WhatsApp knows the number in another spelling, and will answer from that. It says so again with the answer, so
    /// it is no loss when nothing can be stored at the moment.
    private void moved(String from, String to) {
        var body = Map.of("what", "met", "met", Map.of("user_id", from, "wa_id", to));
        try {
            tools.inbox()
                    .accept(account.config(), List.of(new RawEvent("met:" + from, from, Map.of(), Json.bytes(body))));
        } catch (ChannelTools.Unavailable _) {
            // See above.
        }
    }

    private SendResult trouble(Answer answer, String chat) {
        return switch (answer) {
            case Answer.Done _ -> new SendResult.Unknown("no id");
            case Answer.Failed failed ->
                Refusals.of(
                        failed,
                        Refusals.meaning(failed.trouble()) instanceof Refusals.Meaning.TooFast
                                ? strikes.merge(chat, 1, Integer::sum)
                                : 1);
            case Answer.NotSent _ -> new SendResult.TryLater(Refusals.SOON, "unreachable", Hold.CHAT);
            case Answer.FileGone() -> new SendResult.Refused("refused", "file not available", Client.REACHABLE);
            case Answer.Foreign _ -> new SendResult.ChannelDown("foreign_answer");
            case Answer.Lost(var why) -> new SendResult.Unknown(why);
        };
    }
}
