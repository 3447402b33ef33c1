package parley.channel.waba;

import org.jspecify.annotations.Nullable;
import parley.base.Address;
import parley.base.ChatType;
import parley.channel.Inbound;
import tools.jackson.databind.JsonNode;

/// A client as Meta names him: by phone, by a business-scoped id, or by both. Either may be missing, so whoever is
/// known by phone is called by his phone, and only who hides it by the other id.
///
/// @param phone digits
/// @param scoped `RU.` and letters: one person's id for one business
/// @param group the id of a group, which is a chat of its own
record Person(
        @Nullable String phone,
        @Nullable String scoped,
        @Nullable String username,
        @Nullable String name,
        @Nullable String group) {

    static final ChatType NETWORK = new ChatType("whatsapp");

    private static final String GROUP = "group:";
    private static final String NOBODY = "-";
    private static final int LONGEST = 160;

    /// @param contact of the envelope; missing where there is none
    static Person from(JsonNode message, JsonNode contact) {
        return of(message, contact, "from", "from_user_id");
    }

    /// To whom the phone's own app has written.
    static Person to(JsonNode echo, JsonNode contact) {
        return of(echo, contact, "to", "to_user_id");
    }

    static Person recipient(JsonNode status) {
        return of(status, status.path("contact"), "recipient_id", "recipient_user_id");
    }

    private static Person of(JsonNode node, JsonNode contact, String phoneField, String scopedField) {
        var written = Words.text(node, phoneField);
        var wa = Words.text(contact, "wa_id");
        var phone = isPhone(written) ? written : isPhone(wa) ? wa : null;
        var scoped = firstOf(
                Words.text(node, scopedField), Words.text(contact, "user_id"), isPhone(written) ? null : written);
        var profile = contact.path("profile");
        return new Person(
                phone,
                scoped,
                Words.text(profile, "username"),
                Words.text(profile, "name"),
                Words.text(node, "group_id"));
    }

    static Person ofPhone(@Nullable String phone) {
        return new Person(isPhone(phone) ? phone : null, isPhone(phone) ? null : phone, null, null, null);
    }

    /// A value with letters or a dot is no phone, wherever it stands.
    static boolean isPhone(@Nullable String value) {
        return value != null && value.matches("\\d{5,20}");
    }

    /// With the phone by which he was known before he hid it.
    Person known(@Nullable String before) {
        return phone == null && isPhone(before) ? new Person(before, scoped, username, name, group) : this;
    }

    /// Whether Meta says who it is.
    boolean isSomebody() {
        return !id().equals(NOBODY);
    }

    boolean isHidden() {
        return group == null && phone == null && scoped != null;
    }

    /// His id in the channel.
    String id() {
        var id = group != null ? GROUP + group : phone != null ? phone : scoped;
        return id == null ? NOBODY : id.length() > LONGEST ? id.substring(0, LONGEST) : id;
    }

    Address address() {
        return new Address(NETWORK, id(), phone == null || group != null ? null : "+" + phone, username);
    }

    Inbound.Client client() {
        return Inbound.Client.of(address(), group == null ? name : null);
    }

    /// The group behind an id; absent for a person.
    static @Nullable String group(String id) {
        return id.startsWith(GROUP) ? id.substring(GROUP.length()) : null;
    }

    private static @Nullable String firstOf(@Nullable String... values) {
        for (var value : values) {
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
