package parley.channel.telegram;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What Telegram delivers, in its own words; only what Parley understands. Ids are text, whatever they were.
///
/// Documentation: Bot API 10.1, `Update` and what hangs on it.
record Update(
        @Nullable String updateId,
        @Nullable Message message,
        @Nullable Message editedMessage,
        @Nullable CallbackQuery callbackQuery,
        @Nullable ChatMemberUpdated myChatMember,
        @Nullable MessageReactionUpdated messageReaction) {

    record Chat(
            @Nullable String id,
            @Nullable String type,
            @Nullable String title,
            @Nullable String username,
            @Nullable String firstName,
            @Nullable String lastName) {

        boolean isPrivate() {
            return "private".equals(type);
        }
    }

    record User(
            @Nullable String id,
            @Nullable Boolean isBot,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String username) {}

    record Message(
            @Nullable String messageId,
            @Nullable Chat chat,
            @Nullable User from,
            @Nullable Chat senderChat,
            @Nullable Long date,
            @Nullable Long editDate,
            @Nullable String text,
            @Nullable String caption,
            @Nullable String mediaGroupId,
            @Nullable List<PhotoSize> photo,
            @Nullable Media video,
            @Nullable Media animation,
            @Nullable Media audio,
            @Nullable Media voice,
            @Nullable Media videoNote,
            @Nullable Media document,
            @Nullable Media sticker,
            @Nullable ContactCard contact,
            @Nullable Location location,
            @Nullable Venue venue,
            @Nullable Message replyToMessage,
            @Nullable TextQuote quote,
            @Nullable Origin forwardOrigin,
            @Nullable ReplyMarkup replyMarkup,
            @Nullable String migrateToChatId,
            @Nullable String migrateFromChatId) {}

    record PhotoSize(
            @Nullable String fileId,
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable Long fileSize) {

        long area() {
            return (width == null ? 0L : width) * (height == null ? 0L : height);
        }
    }

    /// Video, animation, audio, voice, video note, document and sticker: each fills the fields it has.
    record Media(
            @Nullable String fileId,
            @Nullable String fileName,
            @Nullable String mimeType,
            @Nullable Long fileSize,
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable Integer length,
            @Nullable Integer duration,
            @Nullable String emoji,
            @Nullable Boolean isAnimated,
            @Nullable Boolean isVideo) {}

    record ContactCard(
            @Nullable String phoneNumber,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String userId) {}

    record Location(
            @Nullable String latitude,
            @Nullable String longitude,
            @Nullable Long livePeriod) {}

    record Venue(
            @Nullable Location location,
            @Nullable String title,
            @Nullable String address) {}

    record TextQuote(@Nullable String text) {}

    record Origin(
            @Nullable String type,
            @Nullable User senderUser,
            @Nullable String senderUserName,
            @Nullable Chat senderChat,
            @Nullable Chat chat) {}

    record ReplyMarkup(@Nullable List<@Nullable List<@Nullable Button>> inlineKeyboard) {}

    record Button(@Nullable String text, @Nullable String callbackData) {}

    record CallbackQuery(
            @Nullable String id,
            @Nullable User from,
            @Nullable Message message,
            @Nullable String data) {}

    record ChatMemberUpdated(
            @Nullable Chat chat,
            @Nullable User from,
            @Nullable Long date,
            @Nullable ChatMember newChatMember) {}

    record ChatMember(@Nullable String status, @Nullable Boolean isMember) {}

    record MessageReactionUpdated(
            @Nullable Chat chat,
            @Nullable String messageId,
            @Nullable User user,
            @Nullable Long date,
            @Nullable List<@Nullable ReactionType> newReaction) {}

    record ReactionType(@Nullable String type, @Nullable String emoji) {}

    /// The answer to a call: `{"ok": …}`.
    record Envelope(
            @Nullable Boolean ok,
            @Nullable JsonNode result,
            @Nullable Integer errorCode,
            @Nullable String description,
            @Nullable Parameters parameters) {}

    record Parameters(
            @Nullable String migrateToChatId, @Nullable Long retryAfter) {}

    record WebhookInfo(
            @Nullable String url,
            @Nullable Long pendingUpdateCount,
            @Nullable Long lastErrorDate,
            @Nullable String lastErrorMessage,
            @Nullable List<String> allowedUpdates) {}
}
