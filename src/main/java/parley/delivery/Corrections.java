package parley.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.MessageId;
import parley.channel.DeliveryStatus;
import parley.channel.Descriptor;
import parley.channel.Descriptor.Can;
import parley.chat.Chat;
import parley.chat.ChatRoom;
import parley.chat.Message;
import parley.chat.News;
import parley.delivery.CorrectionOrder.What;

/// Edits, deletions and reactions of employees (R74). What has not gone out yet is changed at once; everything else
/// changes here when the messenger has agreed, so that nobody believes in a deletion that the client does not see.
public final class Corrections {

    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})([mhd])");
    private static final int LONGEST_EMOJI = 32;

    private final Ways with;
    private final ChatRoom room;
    private final Changing changing;

    Corrections(Ways with, Changing changing) {
        this.with = with;
        this.room = with.room();
        this.changing = changing;
    }

    /// A message with those who may be asked about it. The chat is locked.
    private record Found(Handle tx, Writer writer, Chat chat, Message message, Descriptor face) {

        Can can() {
            return face.can();
        }

        String messenger() {
            return face.name().getOrDefault(writer.language(), face.type());
        }

        boolean isWaiting() {
            return message.status() == DeliveryStatus.QUEUED;
        }

        boolean isHere() {
            return message.test() || isWaiting() || message.status() == DeliveryStatus.FAILED;
        }
    }

    /// Changes the words of a message; what it said before stays in its history.
    public Corrected edit(Sender sender, MessageId id, String text) {
        return change(sender, id, found -> {
            var message = found.message;
            if (!found.writer.mayChange(found.message)) {
                return Corrected.Impossible.of("not_your_message");
            }
            if (message.status() == DeliveryStatus.FAILED) {
                return Corrected.Impossible.of("not_sent");
            }
            var mistakes = words(found, text);
            if (!mistakes.isEmpty()) {
                return new Corrected.Invalid(mistakes);
            }
            return found.isHere()
                    ? here(
                            found,
                            new CorrectionOrder(What.EDIT, message.chat(), id, text, null, found.writer.signature()))
                    : there(
                            found,
                            found.can().edit(),
                            new CorrectionOrder(What.EDIT, message.chat(), id, text, null, found.writer.signature()));
        });
    }

    private static List<Mistake> words(Found found, String text) {
        var files = !found.message.files().isEmpty();
        if (text.isBlank()) {
            return List.of(Mistake.of("text", "empty"));
        }
        var max = files && found.can().captionMax() > 0
                ? found.can().captionMax()
                : found.can().textMax();
        return text.length() <= max
                ? List.of()
                : List.of(new Mistake(
                        "text", "too_long", Map.of("n", text.length(), "max", max, "type", found.messenger())));
    }

    /// Takes a message back.
    public Corrected delete(Sender sender, MessageId id) {
        return change(sender, id, found -> {
            if (!found.writer.mayChange(found.message)) {
                return Corrected.Impossible.of("not_your_message");
            }
            var order =
                    new CorrectionOrder(What.DELETE, found.message.chat(), id, null, null, found.writer.signature());
            return found.isHere()
                    ? here(found, order)
                    : there(found, found.can().delete(), order);
        });
    }

    /// @param emoji absent takes the reaction back
    public Corrected react(Sender sender, MessageId id, @Nullable String emoji) {
        return change(sender, id, found -> {
            if (emoji != null && (emoji.isBlank() || emoji.length() > LONGEST_EMOJI)) {
                return new Corrected.Invalid(List.of(Mistake.of("emoji", "unknown")));
            }
            var order =
                    new CorrectionOrder(What.REACT, found.message.chat(), id, null, emoji, found.writer.signature());
            if (found.message.test()) {
                return here(found, order);
            }
            return found.can().reactions() ? there(found, "365d", order) : impossibleHere(found);
        });
    }

    private Corrected change(Sender sender, MessageId id, Function<Found, Corrected> change) {
        return with.database().inTransaction(tx -> {
            var account = sender.account();
            var writer = Writer.of(sender, with.desk().current(tx, account).orElse(null));
            if (writer == null) {
                return new Corrected.Refused(Rights.nobody());
            }
            return room.messages()
                    .find(tx, account, id)
                    .flatMap(message -> room.chats().lock(tx, account, message.chat()))
                    .map(chat -> change(tx, writer, chat, id, change))
                    .orElseGet(Corrected.NoMessage::new);
        });
    }

    private Corrected change(Handle tx, Writer writer, Chat chat, MessageId id, Function<Found, Corrected> change) {
        if (!writer.writes(chat)) {
            var sources = room.chats().sources(tx, chat.account(), chat.id());
            return new Corrected.Refused(writer.refusal(chat, sources));
        }
        // Again, as it is now that nobody else can change it.
        var message = room.messages().find(tx, chat.account(), id).orElseThrow();
        var face = face(chat.account(), message);
        if (message.deleted() || face == null) {
            return new Corrected.NoMessage();
        }
        return change.apply(new Found(tx, writer, chat, message, face));
    }

    private @Nullable Descriptor face(AccountId account, Message message) {
        return with.channels()
                .live(account, message.channel())
                .map(live -> with.channels().descriptor(live.channel().type()))
                .orElse(null);
    }

    /// It has not left Parley: it is changed at once.
    private Corrected here(Found found, CorrectionOrder order) {
        var news = new News(found.chat.account());
        news.add(changing.carryOut(found.tx, found.chat, found.message, order));
        news.publish(found.tx, room.feed());
        return new Corrected.Accepted(order.message(), found.chat.address().id());
    }

    /// @param within for how long after it was said the messenger lets it be changed; absent: never
    private Corrected there(Found found, @Nullable String within, CorrectionOrder order) {
        var span = within == null ? null : span(within);
        if (span == null) {
            return impossibleHere(found);
        }
        if (found.message.status() == DeliveryStatus.UNKNOWN) {
            return Corrected.Impossible.of("unknown");
        }
        var age = Duration.between(found.message.at(), with.clock().instant());
        if (age.compareTo(span) > 0) {
            return new Corrected.Impossible("too_late", Map.of("hours", span.toHours(), "type", found.messenger()));
        }
        var wish = room.sent().asked(found.tx, found.chat.account(), order.message());
        with.jobs().enqueue(found.tx, order.job(found.chat, wish));
        return new Corrected.Accepted(order.message(), found.chat.address().id());
    }

    private static Corrected impossibleHere(Found found) {
        return new Corrected.Impossible("impossible_here", Map.of("type", found.messenger()));
    }

    private static @Nullable Duration span(String written) {
        var span = SPAN.matcher(written);
        if (!span.matches()) {
            return null;
        }
        var number = Long.parseLong(span.group(1));
        return switch (span.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
