package parley.channel.telegram;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import parley.channel.CleanText;
import parley.channel.Hook;
import parley.channel.RawEvent;
import parley.platform.Json;
import parley.platform.Sha256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What comes in, before anybody reads it: whose it is, and under which name it is stored once.
final class Arrivals {

    private static final String PROOF = "x-telegram-bot-api-secret-token";
    private static final String NO_CHAT = "-";
    private static final int LONGEST_KEY = 100;

    private Arrivals() {}

    /// Whatever bears the proof is an event. The answer stays empty: Telegram would take some bodies for a call.
    static Hook.Verdict verify(Hook hook, String secret) {
        var shown = hook.headers().getOrDefault(PROOF, "");
        var same =
                MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
        if (!same || !hook.method().equals("POST")) {
            return new Hook.Verdict.Refused(401);
        }
        var update = BotJson.tree(hook.body()).orElse(JsonNodeFactory.instance.missingNode());
        return new Hook.Verdict.Events(List.of(of(update, hook.body())), "");
    }

    static RawEvent of(JsonNode update, byte[] body) {
        return new RawEvent(name(update, body), chat(update), Map.of(), body);
    }

    /// Telegram's word that a chat has another id, for when it came as the answer to a call.
    static RawEvent moved(String from, String to, Instant at) {
        var message = Map.of(
                "message_id", 0,
                "date", at.getEpochSecond(),
                "chat", Map.of("id", Plan.chatId(from), "type", "group"),
                "migrate_to_chat_id", Plan.chatId(to));
        return new RawEvent("moved:" + from + ":" + to, from, Map.of(), Json.bytes(Map.of("message", message)));
    }

    private static String name(JsonNode update, byte[] body) {
        var id = update.path("update_id");
        return id.isIntegralNumber() ? id.asString() : "sha256:" + Sha256.hex(body);
    }

    /// The chat in which it happened, whatever kind of update it is: its own, or that of the message it is about.
    private static String chat(JsonNode update) {
        for (var part : update.values()) {
            for (var place : List.of(part.path("chat"), part.path("message").path("chat"))) {
                var id = CleanText.of(place.path("id").asString(""));
                if (!id.isBlank() && id.length() <= LONGEST_KEY) {
                    return id;
                }
            }
        }
        return NO_CHAT;
    }
}
