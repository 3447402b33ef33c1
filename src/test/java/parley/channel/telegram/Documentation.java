package parley.channel.telegram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The parameters of the methods that Parley calls, as the Bot API documents them (version 10.1). A call that is not
/// exactly so is a mistake of ours, whatever the real server would forgive.
final class Documentation {

    /// `!` required. `chat` integer or string · `file` an upload, a file_id or an address · the rest as named.
    private static final String METHODS = """
        getMe |
        getFile | file_id:string!
        getUpdates | offset:integer limit:1..100 timeout:integer allowed_updates:strings
        setWebhook | url:string! certificate:file ip_address:string max_connections:1..100 allowed_updates:strings \
        drop_pending_updates:boolean secret_token:secret
        deleteWebhook | drop_pending_updates:boolean
        getWebhookInfo |
        sendMessage | SEND text:text! parse_mode:string entities:array link_preview_options:object
        sendPhoto | SEND CAPTION photo:file! has_spoiler:boolean show_caption_above_media:boolean
        sendVideo | SEND CAPTION video:file! duration:integer width:integer height:integer thumbnail:file \
        cover:file start_timestamp:integer has_spoiler:boolean show_caption_above_media:boolean \
        supports_streaming:boolean
        sendAnimation | SEND CAPTION animation:file! duration:integer width:integer height:integer thumbnail:file \
        has_spoiler:boolean show_caption_above_media:boolean
        sendAudio | SEND CAPTION audio:file! duration:integer performer:string title:string thumbnail:file
        sendVoice | SEND CAPTION voice:file! duration:integer
        sendDocument | SEND CAPTION document:file! thumbnail:file disable_content_type_detection:boolean
        sendSticker | SEND sticker:file! emoji:string
        sendMediaGroup | GROUP media:media!
        sendLocation | SEND latitude:float! longitude:float! horizontal_accuracy:float live_period:integer \
        heading:integer proximity_alert_radius:integer
        sendVenue | SEND latitude:float! longitude:float! title:string! address:string! foursquare_id:string \
        foursquare_type:string google_place_id:string google_place_type:string
        sendContact | SEND phone_number:string! first_name:string! last_name:string vcard:string
        editMessageText | EDIT text:text! parse_mode:string entities:array link_preview_options:object
        editMessageCaption | EDIT caption:caption parse_mode:string caption_entities:array \
        show_caption_above_media:boolean
        deleteMessage | chat_id:chat! message_id:integer!
        setMessageReaction | chat_id:chat! message_id:integer! reaction:reactions is_big:boolean
        sendChatAction | business_connection_id:string chat_id:chat! message_thread_id:integer action:string!
        answerCallbackQuery | callback_query_id:string! text:string show_alert:boolean url:string cache_time:integer
        """;

    private static final Map<String, String> SHARED = Map.of(
            "GROUP", """
            business_connection_id:string chat_id:chat! message_thread_id:integer direct_messages_topic_id:integer \
            disable_notification:boolean protect_content:boolean allow_paid_broadcast:boolean \
            message_effect_id:string reply_parameters:reply\
            """,
            "SEND", "GROUP suggested_post_parameters:object reply_markup:object",
            "CAPTION", "caption:caption parse_mode:string caption_entities:array",
            "EDIT", """
            business_connection_id:string chat_id:chat! message_id:integer! inline_message_id:string \
            reply_markup:object\
            """);

    private static final Set<String> REPLY = Set.of(
            "message_id",
            "chat_id",
            "allow_sending_without_reply",
            "quote",
            "quote_parse_mode",
            "quote_entities",
            "quote_position",
            "checklist_task_id");
    private static final Map<String, Set<String>> MEDIA = Map.of(
            "photo", Set.of("type", "media", "caption"),
            "video", Set.of("type", "media", "caption", "width", "height", "duration", "supports_streaming"),
            "audio", Set.of("type", "media", "caption", "duration"),
            "document", Set.of("type", "media", "caption"));
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{1,256}");
    private static final int TEXT = 4096;
    private static final int CAPTION = 1024;

    private static final Map<String, Map<String, String>> PARAMETERS = read();

    private Documentation() {}

    static boolean knows(String method) {
        return PARAMETERS.containsKey(method);
    }

    /// Everything in which a call differs from the documentation, in words.
    static List<String> flaws(String method, Map<String, JsonNode> parameters, Set<String> uploads) {
        var known = new HashMap<>(PARAMETERS.getOrDefault(method, Map.of()));
        var flaws = new ArrayList<String>();
        known.forEach((name, type) -> {
            if (type.endsWith("!") && !parameters.containsKey(name) && !uploads.contains(name)) {
                flaws.add(method + ": " + name + " is required");
            }
        });
        parameters.forEach((name, value) -> {
            var type = known.get(name);
            if (type == null) {
                flaws.add(method + ": no such parameter: " + name);
            } else if (!fits(type.replace("!", ""), value, uploads)) {
                flaws.add(method + ": " + name + " is no " + type + ": " + value);
            }
        });
        for (var upload : uploads) {
            var attached = parameters.toString().contains("attach://" + upload + "\"");
            if (!attached && !known.getOrDefault(upload, "").startsWith("file")) {
                flaws.add(method + ": nobody asks for the file " + upload);
            }
        }
        return flaws;
    }

    private static boolean fits(String type, JsonNode value, Set<String> uploads) {
        return switch (type) {
            case "integer" -> value.isIntegralNumber();
            case "1..100" -> value.isIntegralNumber() && value.asInt() >= 1 && value.asInt() <= 100;
            case "float" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "string", "file" -> value.isString() && !value.asString().isEmpty();
            case "chat" -> value.isIntegralNumber() || value.isString();
            case "secret" ->
                value.isString() && SECRET.matcher(value.asString()).matches();
            // The server itself says what it thinks of a text that is too long.
            case "text" ->
                value.isString()
                        && !value.asString().isBlank()
                        && value.asString().length() <= 4 * TEXT;
            case "caption" -> value.isString() && value.asString().length() <= 4 * CAPTION;
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "strings" -> value.isArray() && value.values().stream().allMatch(JsonNode::isString);
            case "reply" ->
                value.isObject()
                        && value.path("message_id").isIntegralNumber()
                        && REPLY.containsAll(value.propertyNames());
            case "reactions" ->
                value.isArray() && value.size() <= 1 && value.values().stream().allMatch(Documentation::isReaction);
            case "media" -> isAlbum(value, uploads);
            default -> throw new IllegalStateException(type);
        };
    }

    private static boolean isReaction(JsonNode one) {
        return one.path("type").asString("").equals("emoji")
                && one.path("emoji").isString()
                && one.size() == 2;
    }

    /// 2–10; documents and sounds only with their own kind; each names a file that came along.
    private static boolean isAlbum(JsonNode media, Set<String> uploads) {
        if (!media.isArray() || media.size() < 2 || media.size() > 10) {
            return false;
        }
        var types = media.values().stream()
                .map(one -> one.path("type").asString(""))
                .distinct()
                .toList();
        var together = types.size() == 1 || Set.of("photo", "video").containsAll(types);
        return together
                && media.values().stream().allMatch(one -> {
                    var file = one.path("media").asString("");
                    return MEDIA.getOrDefault(one.path("type").asString(""), Set.of())
                                    .containsAll(one.propertyNames())
                            && file.startsWith("attach://")
                            && uploads.contains(file.substring("attach://".length()));
                });
    }

    private static Map<String, Map<String, String>> read() {
        var methods = new TreeMap<String, Map<String, String>>();
        METHODS.lines().forEach(line -> {
            var halves = line.split("\\|", 2);
            methods.put(halves[0].strip(), parameters(halves[1]));
        });
        return methods;
    }

    private static Map<String, String> parameters(String text) {
        var found = new HashMap<String, String>();
        Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .forEach(word -> {
                    if (SHARED.containsKey(word)) {
                        found.putAll(parameters(SHARED.get(word)));
                    } else {
                        found.put(word.substring(0, word.indexOf(':')), word.substring(word.indexOf(':') + 1));
                    }
                });
        return found;
    }
}
