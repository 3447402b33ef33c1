package parley.http.v3;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.EmployeeId;
import parley.base.MessageId;
import parley.base.Phone;
import parley.base.PublicId;
import parley.channel.Channels.Channel;
import parley.delivery.Draft;
import parley.delivery.Sender;
import parley.delivery.Sent;
import parley.delivery.Target;
import parley.settings.SettingsDesk.Agreed;

/// Messages that programs send, change and take back (contract, 5.2).
final class MessagePages {

    private final Below below;

    MessagePages(Below below) {
        this.below = below;
    }

    /// What was checked, in the order of the contract.
    private record Checked(Channel channel, Draft draft) {}

    /// 201 says that the message is stored and queued, not that it was delivered.
    Answer send(Call call) {
        var wish = Wish.read(call.fields(Wish.CODE), call.isLimited());
        var agreed = below.desk().lately(call.account());
        Checked checked;
        try {
            checked = check(call, wish, agreed.orElse(null));
        } catch (Refusal refusal) {
            // Whoever repeats what was accepted never sees another mistake.
            throw below.delivery().reply().isRepeated(call.account(), wish.crmMessageId())
                    ? Refusals.repeated(String.valueOf(wish.crmMessageId()))
                    : refusal;
        }
        return switch (below.delivery().mailroom().send(sender(call, agreed, wish.author()), checked.draft)) {
            case Sent.Accepted(var message, var to, var _) -> Answer.of(201, named(message, to));
            case Sent.RepeatedByCrm(var id) -> throw Refusals.repeated(id);
            case Sent.Refused(var why) -> throw Refusals.noAccess(why);
            case Sent.ClaimedByOther(var by, var _) -> throw Refusals.claimed(by);
            case Sent.Impossible(var code, var args) -> throw Refusals.impossible(code, args);
            case Sent.Invalid(var mistakes) -> throw Refusals.invalid(mistakes, checked.channel.transport());
            case Sent.NoChat() -> throw Refusal.of(400, "BAD_CONTACT", "There is no such chat.");
            case Sent.CidTaken() -> throw new IllegalStateException("an id of our own making was taken");
            case Sent.PickChannel _ -> throw new IllegalStateException("a channel was named");
        };
    }

    private Checked check(Call call, Wish wish, @Nullable Agreed agreed) {
        var channel = PublicId.channel(wish.channelId())
                .filter(id -> agreed != null && agreed.settings().channel(id).isPresent())
                .flatMap(id -> below.channels().live(call.account(), id))
                .map(live -> live.channel())
                .orElseThrow(Refusals::noChannel);
        fits(wish, channel);
        content(wish, channel);
        var reading = agreed == null || agreed.settings().eightIsSeven()
                ? Phone.Reading.EIGHT_IS_RUSSIA
                : Phone.Reading.AS_TYPED;
        var address = wish.address(reading);
        if (address == null) {
            throw Refusal.fields(Wish.CODE, List.of(wish.chatId() != null ? "chatId" : "phone"));
        }
        var quote = wish.refMessageId() == null
                ? null
                : PublicId.message(wish.refMessageId()).orElseThrow(Refusals::noQuote);
        Refusals.check(channel.state());
        var template = wish.templateId() == null
                ? null
                : TemplatePages.chosen(below, channel, wish.templateId(), wish.templateValues());
        var file = wish.hasContent() ? wish.contentAddress() : null;
        return new Checked(
                channel,
                new Draft(
                        cid(),
                        new Target.Exact(channel.id(), address),
                        template == null ? wish.text() : null,
                        List.of(),
                        false,
                        quote,
                        wish.clearUnanswered(),
                        "api",
                        new Draft.Enclosed(template == null ? file : null, wish.crmMessageId()),
                        template));
    }

    /// A fresh one, of version 4: it tells no time.
    private String cid() {
        var random = below.random();
        return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | Long.MIN_VALUE).toString();
    }

    private static void fits(Wish wish, Channel channel) {
        var transport = channel.transport();
        var types = Network.chatTypes(transport)
                .orElseGet(() -> List.of(channel.network().value()));
        if (!types.contains(wish.chatType())) {
            if (!Network.isChatType(wish.chatType()) && !wish.chatType().equals(transport.value())) {
                throw Refusal.fields(Wish.CODE, List.of("chatType"));
            }
            throw Refusal.of(400, "WRONG_TRANSPORT", "The chat type does not fit the channel.")
                    .data(Map.of(
                            "channelId",
                            wish.channelId(),
                            "transport",
                            transport.value(),
                            "chatType",
                            wish.chatType()));
        }
        if (wish.chatId() != null) {
            return;
        }
        if (wish.phone() != null && !Network.takesPhone(transport)) {
            throw Refusal.fields(Wish.CODE, List.of("phone"));
        }
        if (wish.phone() == null && !Network.takesUsername(transport)) {
            throw Refusal.fields(Wish.CODE, List.of("username"));
        }
    }

    private static void content(Wish wish, Channel channel) {
        if (wish.templateId() != null) {
            return;
        }
        if (wish.hasText() && wish.hasContent()) {
            throw Refusal.of(400, "MESSAGE_ONLY_TEXT_OR_CONTENT", "A message has a text or a file, not both.");
        }
        Refusals.words(wish.text(), wish.content());
        if (wish.buttons()) {
            throw Refusal.of(400, Wish.CODE, "This channel cannot send buttons.")
                    .data(Map.of("fields", List.of("buttonsObject")));
        }
        if (wish.hasContent() && wish.contentAddress() == null) {
            throw Refusal.fields(Wish.CODE, List.of("contentUri"));
        }
        Refusals.length(wish.text(), Network.text(channel.transport()));
    }

    /// New words for a message that was sent.
    Answer edit(Call call) {
        var fields = call.fields(Wish.CODE);
        var text = fields.words("text");
        var content = fields.textOrNull("contentUri", Fields.LONGEST);
        var author = fields.idOrNull("crmUserId");
        fields.check();
        if (text != null && content != null && !content.isBlank()) {
            throw Refusal.of(400, "MESSAGES_ONLY_TEXT_OR_CONTENT", "A message has a text or a file, not both.");
        }
        Refusals.words(text, content);
        var message = PublicId.message(call.named("messageId")).orElseThrow(Refusals::noMessage);
        if (text == null) {
            throw Refusal.of(
                    400, "CHANNEL_INVALID_TRANSPORT_FOR_CONTENT_EDITING", "The file of a message cannot be changed.");
        }
        var named = author == null || call.isLimited() ? null : new EmployeeId(author);
        var sender = sender(call, below.desk().current(call.account()), named);
        return Refusals.corrected(below.delivery().corrections().edit(sender, message, text), "EDITING");
    }

    Answer delete(Call call) {
        var message = PublicId.message(call.named("messageId")).orElseThrow(Refusals::noMessage);
        var sender = sender(call, Optional.empty(), null);
        return Refusals.corrected(below.delivery().corrections().delete(sender, message), "DELETION");
    }

    static Map<String, String> named(MessageId message, String to) {
        return Map.of("messageId", PublicId.of(message).toString(), "chatId", to);
    }

    /// The employee of the CRM, with what he may do (R42); a program where none is named, or nobody knows him.
    private static Sender sender(Call call, Optional<Agreed> agreed, @Nullable EmployeeId author) {
        return Optional.ofNullable(author)
                .flatMap(id -> agreed.flatMap(now -> now.employee(id)))
                .filter(employee -> employee.active())
                .<Sender>map(employee -> new Sender.Person(
                        new Viewer(call.account(), Viewer.PROGRAM, employee.id(), false, employee.name(), "en")))
                .orElseGet(() -> new Sender.Program(call.account(), call.keyName()));
    }
}
