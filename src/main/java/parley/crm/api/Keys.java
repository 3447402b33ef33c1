package parley.crm.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.base.ChatType;
import parley.base.Phone;
import parley.crm.MessengerAddress;
import parley.crm.PhoneIndex;
import parley.crm.Uploads.Identity;

/// By what a contact is found: its phones in every reading, its addresses, its names in messengers (R31).
final class Keys {

    /// Networks whose addresses are phones.
    private static final Set<String> BY_PHONE = Set.of("whatsapp", "viber");

    private Keys() {}

    static boolean isPhone(ChatType network) {
        return BY_PHONE.contains(network.value());
    }

    static List<String> of(List<Identity> identities, List<MessengerAddress> learned) {
        var keys = new ArrayList<String>();
        identities.forEach(one -> add(keys, one));
        learned.forEach(one -> add(keys, new Identity(one.network(), one.id(), one.username(), null)));
        return keys.stream().distinct().sorted().toList();
    }

    private static void add(List<String> keys, Identity one) {
        var id = one.id();
        if (id != null) {
            keys.addAll(isPhone(one.network()) ? phone(id) : List.of(address(one.network(), id)));
        }
        if (one.username() != null) {
            keys.add(name(one.network(), one.username()));
        }
        if (one.phone() != null) {
            keys.addAll(phone(one.phone()));
        }
    }

    /// Under which a contact with this number may stand.
    static List<String> of(Phone phone) {
        return PhoneIndex.digits(phone).stream().map(digits -> "+" + digits).toList();
    }

    static List<String> of(ChatType network, String id, @Nullable String username) {
        var keys = new ArrayList<>(isPhone(network) ? phone(id) : List.of(address(network, id)));
        if (username != null && !username.isEmpty()) {
            keys.add(name(network, username));
        }
        return keys;
    }

    private static List<String> phone(String typed) {
        return PhoneIndex.readings(List.of(typed)).stream()
                .map(digits -> "+" + digits)
                .toList();
    }

    private static String address(ChatType network, String id) {
        return network + ":" + id;
    }

    private static String name(ChatType network, String username) {
        return network + "@" + username.toLowerCase(Locale.ROOT);
    }
}
