package parley.delivery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.Address;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.base.ChatType;
import parley.base.Phone;
import parley.chat.Chat;
import parley.chat.Standing;
import parley.delivery.Destination.First;
import parley.delivery.Destination.Known;
import parley.delivery.Destination.Line;
import parley.delivery.Destination.Nowhere;
import parley.rules.OutgoingChannel;

/// Finds out where a message is to go (R43–R46): the chat it was typed in, the same client's chat on the channel that
/// was picked, or the chat of somebody who is written to first.
final class Destinations {

    private static final String TEMPLATE = "template";

    /// Where somebody can be written to who has not written.
    private static final Set<String> FIRST = Set.of("yes", TEMPLATE);

    private final Ways with;

    Destinations(Ways with) {
        this.with = with;
    }

    /// Slow for whoever writes first: asks the CRM who that is.
    Destination find(Writer writer, Draft draft) {
        return switch (wanted(writer, draft)) {
            case First(var line, var _, var _)
            when draft.template() == null && line.face().can().writeFirst().equals(TEMPLATE) ->
                new Nowhere(new Sent.Impossible(
                        "window_closed", Windows.args(line.face().can(), line.messenger(writer.language()))));
            case Destination found -> found;
        };
    }

    private Destination wanted(Writer writer, Draft draft) {
        return switch (draft.to()) {
            case Target.InChat(var chat, var picked) -> inChat(writer, chat, picked);
            case Target.Exact(var channel, var address) ->
                line(writer, channel)
                        .map(line -> toAddress(writer, line, address))
                        .orElseGet(this::gone);
            case Target.Typed(var typed, var picked)
            when writer instanceof Rights rights -> toAddress(rights, typed, picked);
            case Target.Typed _ -> nobody();
            case null -> nobody();
        };
    }

    private static Destination nobody() {
        return new Nowhere(new Sent.Invalid(List.of(Mistake.of("chat", "required"))));
    }

    private Destination inChat(Writer writer, ChatId id, @Nullable ChannelId picked) {
        var account = writer.account();
        var chat = with.database()
                .read(tx -> with.room().chats().find(tx, account, id))
                .orElse(null);
        if (chat == null) {
            return new Nowhere(new Sent.NoChat());
        }
        // A test message has no client whom another channel could reach.
        if (picked == null || picked.equals(chat.channel()) || chat.test()) {
            return line(writer, chat.channel())
                    .<Destination>map(line -> new Known(line, id))
                    .orElseGet(this::gone);
        }
        // Whoever cannot see the chat is told why by the chat itself, not by the other channel.
        if (!writer.reads(chat)) {
            return line(writer, chat.channel())
                    .<Destination>map(line -> new Known(line, id))
                    .orElseGet(this::gone);
        }
        var line = line(writer, picked).orElse(null);
        if (line == null) {
            return gone();
        }
        var there = with.database().read(tx -> sameClient(tx, chat, picked));
        if (there.isPresent()) {
            return new Known(line, there.get());
        }
        return line.channel().network().equals(chat.address().network())
                ? first(writer, line, chat.address())
                : impossible(writer, line);
    }

    private Destination toAddress(Rights rights, String typed, @Nullable ChannelId picked) {
        return switch (OutgoingChannel.choose(rights.agreed().settings(), rights.me(), picked, null)) {
            case OutgoingChannel.Pick(var from) -> new Nowhere(new Sent.PickChannel(from));
            case OutgoingChannel.Refused() ->
                new Nowhere(new Sent.Refused(picked == null ? Rights.nobody() : rights.refusal(picked)));
            case OutgoingChannel.Use(var channel) ->
                line(rights, channel)
                        .map(line -> toAddress(rights, line, typed))
                        .orElseGet(this::gone);
        };
    }

    private Destination toAddress(Rights rights, Line line, String typed) {
        return toAddress(rights, line, read(rights, line.channel().network(), typed));
    }

    private Destination toAddress(Writer writer, Line line, Address address) {
        var known = with.database().read(tx -> at(tx, writer, line.channel().id(), address));
        if (known.isPresent()) {
            return new Known(line, known.get());
        }
        // A name alone is no address: messengers find nobody by it.
        var nameless = address.username() == null || address.phone() != null;
        return nameless ? first(writer, line, address) : impossible(writer, line);
    }

    /// A phone where it can be one (R52), else the messenger's own id.
    private static Address read(Rights rights, ChatType network, String typed) {
        if (typed.startsWith("@")) {
            return new Address(network, typed, null, typed.substring(1));
        }
        return Phone.read(typed, reading(rights))
                .map(phone -> new Address(network, phone.value().substring(1), phone.value(), null))
                .orElseGet(() -> new Address(network, typed, null, null));
    }

    private static Phone.Reading reading(Writer writer) {
        return writer.agreed().settings().eightIsSeven() ? Phone.Reading.EIGHT_IS_RUSSIA : Phone.Reading.AS_TYPED;
    }

    private Destination first(Writer writer, Line line, Address address) {
        if (!FIRST.contains(line.face().can().writeFirst())) {
            return impossible(writer, line);
        }
        var crm = with.crms().of(writer.account()).map(known -> known.crm()).orElse(null);
        Standing standing = FirstContact.of(
                crm, address, reading(writer), writer.agreed().staff().left());
        return new First(line, address, standing);
    }

    private static Destination impossible(Writer writer, Line line) {
        return new Nowhere(
                new Sent.Impossible("write_first_impossible", Map.of("type", line.messenger(writer.language()))));
    }

    private Destination gone() {
        return new Nowhere(new Sent.Impossible("channel_gone", Map.of()));
    }

    private Optional<Line> line(Writer writer, ChannelId id) {
        return with.channels()
                .live(writer.account(), id)
                .map(live -> new Line(
                        live.channel(),
                        with.channels().descriptor(live.channel().type())));
    }

    /// The chat of the same client on another channel: under the same address, else of the same contact.
    private Optional<ChatId> sameClient(Handle tx, Chat chat, ChannelId channel) {
        return tx.createQuery("""
            SELECT id FROM chat
            WHERE account_id = :account AND channel_id = :channel AND NOT test
                AND (network = :network AND address = :address OR contact_id = :contact OR verified AND phone = :phone)
            ORDER BY (network = :network AND address = :address) DESC, last_at DESC, id DESC
            LIMIT 1
            """)
                .bind("account", chat.account().value())
                .bind("channel", channel.value())
                .bind("network", chat.address().network().value())
                .bind("address", chat.address().id())
                .bind("contact", chat.contact() == null ? null : chat.contact().value())
                .bind("phone", chat.person().verified() ? chat.address().phone() : null)
                .map((rs, _) -> new ChatId(rs.getLong("id")))
                .findOne();
    }

    private Optional<ChatId> at(Handle tx, Writer writer, ChannelId channel, Address address) {
        return tx.createQuery("""
            SELECT id FROM chat
            WHERE account_id = :account AND channel_id = :channel AND NOT test
                AND (address = :address OR phone = :phone OR lower(username) = lower(:username))
            ORDER BY (address = :address) DESC, last_at DESC, id DESC
            LIMIT 1
            """)
                .bind("account", writer.account().value())
                .bind("channel", channel.value())
                .bind("address", address.id())
                .bind("phone", address.phone())
                .bind("username", address.username())
                .map((rs, _) -> new ChatId(rs.getLong("id")))
                .findOne();
    }
}
