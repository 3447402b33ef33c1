package parley.http.v3;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.base.ChatType;
import parley.base.Phone;
import parley.base.PublicId;
import parley.webhooks.History;

/// Messages that programs read again (contract, 9.6).
final class HistoryPages {

    private static final String CODE = "VALIDATION_ERROR";
    private static final int PAGE = 50;
    private static final int MOST = 100;
    private static final int LAST_YEAR = 9999;

    private final Below below;
    private final History history;

    HistoryPages(Below below) {
        this.below = below;
        this.history = below.webhooks().history();
    }

    /// What was said with one client, newest first. The cursor is the id of the message with which the page ended.
    Answer page(Call call) {
        var chatType = call.query("chatType").filter(Network::isKnown).orElseThrow(() -> wrong("chatType"));
        var limit = call.number("limit", PAGE, MOST);
        if (limit == 0) {
            throw wrong("limit");
        }
        var page = history.page(
                call.account(),
                new History.Asked(
                        new ChatType(chatType),
                        client(call, chatType),
                        known(
                                call,
                                "channelId",
                                PublicId.channel(call.query("channelId").orElse(""))),
                        time(call, "from"),
                        time(call, "to"),
                        known(
                                call,
                                "cursor",
                                PublicId.message(call.query("cursor").orElse(""))),
                        limit));
        var answer = new LinkedHashMap<String, @Nullable Object>();
        answer.put("data", page.items());
        answer.put(
                "nextCursor",
                page.next() == null ? null : PublicId.of(page.next()).toString());
        return Answer.ok(answer);
    }

    private String client(Call call, String chatType) {
        var typed = call.query("chatId").filter(Fields::isId).orElseThrow(() -> wrong("chatId"));
        var address = Wish.byChatId(new ChatType(chatType), typed, reading(call));
        if (address == null) {
            throw wrong("chatId");
        }
        return address.id();
    }

    private Phone.Reading reading(Call call) {
        var asTyped = below.desk()
                .lately(call.account())
                .filter(agreed -> !agreed.settings().eightIsSeven())
                .isPresent();
        return asTyped ? Phone.Reading.AS_TYPED : Phone.Reading.EIGHT_IS_RUSSIA;
    }

    /// An id that may be missing, but not wrong.
    private static <T> @Nullable T known(Call call, String name, Optional<T> read) {
        if (read.isEmpty() && call.query(name).isPresent()) {
            throw wrong(name);
        }
        return read.orElse(null);
    }

    private static @Nullable Instant time(Call call, String name) {
        var typed = call.query(name).orElse(null);
        if (typed == null) {
            return null;
        }
        try {
            var time = OffsetDateTime.parse(typed);
            if (time.getYear() > 0 && time.getYear() <= LAST_YEAR) {
                return time.toInstant();
            }
        } catch (DateTimeException _) {
            // Falls through to the same answer.
        }
        throw wrong(name);
    }

    private static Refusal wrong(String name) {
        return Refusal.fields(CODE, List.of(name));
    }

    Answer one(Call call) {
        return PublicId.message(call.named("messageId"))
                .flatMap(id -> history.find(call.account(), id))
                .map(Answer::ok)
                .orElseThrow(Refusal::notFound);
    }
}
