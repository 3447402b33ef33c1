package parley.chat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.Address;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.base.Phone;
import parley.rules.ChatFacts;

/// One dialogue and what is known of the client behind it.
///
/// @param verified whether the messenger vouches for the client's phone and e-mail: unverified ones never match a
///     contact
/// @param deal the deal to which messages go: the lead, the open deal, or the one closed last (R36)
/// @param last the last message's line in the list: a {@link LastLine} as JSON
/// @param pending the decision that is not carried out yet; until then the CRM's word on responsibility is old
/// @param routed by which version of the settings the client was routed; absent when that has to be done anew
/// @param claim who got the client by replying or accepting first (R26)
/// @param unanswered the client's messages since the last answer (R58)
public record Chat(
        AccountId account,
        ChatId id,
        ChannelId channel,
        Address address,
        Person person,
        ChatFacts.Client client,
        @Nullable ContactId contact,
        @Nullable DealId deal,
        int openDeals,
        int closedDeals,
        Set<EmployeeId> responsible,
        @Nullable Long pending,
        @Nullable Long routed,
        @Nullable Claim claim,
        int unanswered,
        @Nullable Long unansweredFrom,
        @Nullable Instant waitingSince,
        Instant lastAt,
        @Nullable String last,
        @Nullable Instant lastClientAt,
        boolean reachable,
        boolean test,
        long seq,
        long version) {

    private static final int LONGEST_ID = 20;
    private static final int SHORT_ID = 6;

    /// How the client is called, as far as he or his messenger has told.
    public record Person(@Nullable String name, @Nullable String email, boolean verified) {}

    /// Who was first.
    public record Claim(EmployeeId by, Instant at) {}

    public ChatFacts facts() {
        return new ChatFacts(channel, client, responsible);
    }

    /// Whether the first to reply becomes responsible (R26, R32b): offered or waiting new clients and common chats.
    public boolean claimable() {
        return responsible.isEmpty() && client != ChatFacts.Client.UNROUTED && !test;
    }

    /// What to call the client when nobody has told his name.
    public String title() {
        if (person.name() != null && !person.name().isBlank()) {
            return person.name();
        }
        if (address.phone() != null) {
            return address.phone();
        }
        if (address.username() != null) {
            return "@" + address.username();
        }
        // Random ids are no names, but their beginning tells two visitors apart.
        return address.id().length() > LONGEST_ID
                ? "#" + address.id().substring(0, SHORT_ID).toUpperCase(Locale.ROOT)
                : address.id();
    }

    /// His phone, if the messenger vouches for it: one that only the client himself claims to have proves nothing.
    public Optional<Phone> vouchedPhone() {
        return address.phone() == null || !person.verified()
                ? Optional.empty()
                : Phone.read(address.phone(), Phone.Reading.AS_TYPED);
    }

    /// By what the client is looked for in the CRM, as people read it (R80).
    public List<String> spelled() {
        var spelled = new ArrayList<String>();
        spelled.add(address.network() + " " + address.id());
        if (address.username() != null) {
            spelled.add("@" + address.username());
        }
        vouchedPhone().map(Phone::value).ifPresent(spelled::add);
        return spelled;
    }

    /// The order of the list, greatest first (R59): unanswered chats, then the newest.
    public String rank() {
        return (unanswered > 0 ? "1~" : "0~")
                + padded(lastAt.getEpochSecond() * 1_000_000 + lastAt.getNano() / 1_000)
                + "~"
                + padded(id.value());
    }

    /// With 16 digits. Rows are made by the thousand a second, and a formatter reads its pattern each time.
    private static String padded(long number) {
        var digits = Long.toString(number);
        return "0".repeat(Math.max(0, 16 - digits.length())) + digits;
    }
}
