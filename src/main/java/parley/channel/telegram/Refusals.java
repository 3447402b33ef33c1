package parley.channel.telegram;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parley.channel.SendResult;
import parley.channel.SendResult.Client;
import parley.channel.SendResult.Hold;

/// Telegram's errors in our words: by the code first, then by what its text contains. An unknown text keeps what its
/// code means.
final class Refusals {

    static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration RATE = Duration.ofSeconds(30);
    private static final Duration CONFLICT = Duration.ofMinutes(1);

    private static final List<String> BLOCKED = List.of(
            "blocked", "kicked", "not a member", "group chat was deleted", "chat was deleted", "have no rights");
    private static final List<String> NO_ACCOUNT =
            List.of("chat not found", "deactivated", "peer_id_invalid", "user not found", "user_id_invalid");
    private static final List<String> FIRST = List.of("can't initiate conversation", "can't send messages to bots");
    private static final List<String> TOO_LONG = List.of("is too long", "message_too_long", "caption_too_long");
    private static final List<String> TOO_BIG = List.of("too big", "too large");
    private static final List<String> WRONG_KIND = List.of(
            "wrong type of",
            "wrong file",
            "image_process_failed",
            "photo_invalid",
            "photo_save_file_invalid",
            "photo_ext_invalid",
            "video_file_invalid",
            "file must be non-empty",
            "media_invalid",
            "sticker_invalid");

    private Refusals() {}

    /// @param hold how far a limit of speed reaches
    static SendResult of(Answer.Failed failed, Hold hold) {
        return switch (failed.code()) {
            case 401, 404 -> new SendResult.ChannelDown("wrong_secret");
            case 403 -> forbidden(failed);
            case 409 -> new SendResult.TryLater(CONFLICT, "conflict", Hold.CHANNEL);
            case 413 -> refused("too_big", failed);
            case 429 -> new SendResult.TryLater(Objects.requireNonNullElse(failed.retryAfter(), RATE), "rate", hold);
            default ->
                failed.code() >= 500
                        ? new SendResult.TryLater(
                                Objects.requireNonNullElse(failed.retryAfter(), SOON), "unreachable", Hold.CHAT)
                        : badRequest(failed);
        };
    }

    /// Where repeating does no harm, a lost answer is no riddle.
    static SendResult harmlessTwice(SendResult result) {
        return result instanceof SendResult.Unknown unknown
                ? new SendResult.TryLater(SOON, unknown.why(), Hold.CHAT)
                : result;
    }

    /// What the picture is, Telegram could not make out; as a document it goes unread.
    static boolean isNoPhoto(Answer answer) {
        return answer instanceof Answer.Failed failed
                && failed.code() == 400
                && (failed.says("photo_") || failed.says("image_process") || failed.says("wrong type of"));
    }

    static boolean quotedIsGone(Answer answer) {
        return answer instanceof Answer.Failed failed
                && failed.code() == 400
                && (failed.says("message to be replied not found") || failed.says("replied message not found"));
    }

    /// The wish is fulfilled already.
    static boolean nothingToDo(Answer answer) {
        return answer instanceof Answer.Failed failed
                && failed.code() == 400
                && (failed.says("message is not modified") || failed.says("message to delete not found"));
    }

    private static SendResult forbidden(Answer.Failed failed) {
        var code = unreachable(failed);
        return new SendResult.Refused(code == null ? "blocked" : code, failed.description(), Client.UNREACHABLE);
    }

    private static SendResult badRequest(Answer.Failed failed) {
        var person = unreachable(failed);
        if (person != null) {
            return new SendResult.Refused(person, failed.description(), Client.UNREACHABLE);
        }
        if (contains(failed, TOO_LONG)) {
            return refused("too_long", failed);
        }
        if (contains(failed, TOO_BIG)) {
            return refused("too_big", failed);
        }
        return refused(contains(failed, WRONG_KIND) ? "wrong_kind" : "refused", failed);
    }

    /// Why this client cannot be reached, if that is the reason.
    private static @Nullable String unreachable(Answer.Failed failed) {
        if (contains(failed, FIRST)) {
            return "write_first_impossible";
        }
        if (contains(failed, NO_ACCOUNT)) {
            return "no_account";
        }
        return contains(failed, BLOCKED) ? "blocked" : null;
    }

    private static boolean contains(Answer.Failed failed, List<String> fragments) {
        return fragments.stream().anyMatch(failed::says);
    }

    private static SendResult refused(String code, Answer.Failed failed) {
        return new SendResult.Refused(code, failed.description(), Client.REACHABLE);
    }
}
