package parley.channel.telegram;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.channel.CleanText;
import parley.channel.Content;
import parley.channel.Content.Kind;
import tools.jackson.databind.JsonNode;

/// What Parley cannot show: named by Telegram's own word for it. Pure.
final class Placeholder {

    /// What stands around every message and says nothing by itself.
    private static final Set<String> ENVELOPE = Set.of(
            "message_id",
            "message_thread_id",
            "direct_messages_topic",
            "from",
            "sender_chat",
            "sender_boost_count",
            "sender_business_bot",
            "date",
            "business_connection_id",
            "chat",
            "forward_origin",
            "is_topic_message",
            "is_automatic_forward",
            "reply_to_message",
            "external_reply",
            "quote",
            "reply_to_story",
            "reply_to_checklist_task_id",
            "via_bot",
            "edit_date",
            "has_protected_content",
            "is_from_offline",
            "is_paid_post",
            "media_group_id",
            "author_signature",
            "paid_star_count",
            "entities",
            "caption",
            "caption_entities",
            "link_preview_options",
            "effect_id",
            "suggested_post_info",
            "reply_markup",
            "show_caption_above_media",
            "has_media_spoiler");

    /// Nobody said anything: the chat itself has changed.
    private static final Set<String> HOUSEKEEPING = Set.of(
            "new_chat_members",
            "new_chat_member",
            "new_chat_participant",
            "left_chat_member",
            "left_chat_participant",
            "new_chat_title",
            "new_chat_photo",
            "delete_chat_photo",
            "group_chat_created",
            "supergroup_chat_created",
            "channel_chat_created",
            "message_auto_delete_timer_changed",
            "pinned_message",
            "write_access_allowed",
            "proximity_alert_triggered",
            "boost_added",
            "chat_background_set",
            "forum_topic_created",
            "forum_topic_edited",
            "forum_topic_closed",
            "forum_topic_reopened",
            "general_forum_topic_hidden",
            "general_forum_topic_unhidden",
            "video_chat_scheduled",
            "video_chat_started",
            "video_chat_ended",
            "video_chat_participants_invited",
            "connected_website",
            "chat_owner_left",
            "chat_owner_changed");

    private Placeholder() {}

    /// Known or not yet invented: shown as what it is called, with the words that it carries (R74).
    static Content of(JsonNode raw, Map<String, String> details) {
        var type = raw.propertyNames().stream()
                .filter(name -> !ENVELOPE.contains(name))
                .findFirst()
                .orElse("message");
        details.put("type", CleanText.of(type));
        var kind = HOUSEKEEPING.contains(type) ? Kind.SYSTEM : Kind.UNSUPPORTED;
        return new Content(kind, CleanText.orNull(words(type, raw)), List.of(), details);
    }

    private static @Nullable String words(String type, JsonNode raw) {
        var said = raw.path(type);
        return switch (type) {
            case "poll" -> said.path("question").asString(null);
            case "game", "checklist", "invoice" -> said.path("title").asString(null);
            case "dice" ->
                said.path("emoji").asString("") + " " + said.path("value").asString("");
            case "new_chat_title" -> said.asString(null);
            case "rich_message" -> allText(said);
            default -> raw.path("caption").asString(null);
        };
    }

    private static String allText(JsonNode node) {
        var found = new ArrayList<String>();
        node.findValues("text").stream().filter(JsonNode::isString).forEach(text -> found.add(text.asString()));
        return String.join("\n", found);
    }
}
