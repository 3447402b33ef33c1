package parley.crm.odoo;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.base.ChatType;
import parley.crm.MessengerAddress;

/// How Parley calls records of Odoo: parts with a slash between. Odoo lets no name be given twice, points it to the
/// contact that stays when contacts are merged, and forgets it with its record.
final class Names {

    private static final String ADDRESS = "address";
    private static final String USERNAME = "username";

    private Names() {}

    static String of(String... parts) {
        return String.join("/", List.of(parts).stream().map(Names::part).toList());
    }

    /// The contact as it was called before it was merged into another one.
    static String partner(long id) {
        return of("partner", Long.toString(id));
    }

    static String address(ChatType network, String id) {
        return of(ADDRESS, network.value(), id);
    }

    static String username(MessengerAddress address, String username) {
        return of(USERNAME, address.network().value(), username, address.id());
    }

    /// What every address with this username is called.
    static String usernamePattern(ChatType network, String username) {
        return Domain.literal(of(USERNAME, network.value(), username)) + "/%";
    }

    static boolean isOfAddress(String name) {
        return name.startsWith(ADDRESS + "/");
    }

    /// The address that is called so, with the username that stands among the other names of its contact.
    static Optional<MessengerAddress> read(String name, List<String> others) {
        var parts = name.split("/");
        if (parts.length != 3 || !parts[0].equals(ADDRESS)) {
            return Optional.empty();
        }
        return Optional.of(new MessengerAddress(
                new ChatType(text(parts[1])), text(parts[2]), username(parts[1], parts[2], others)));
    }

    private static @Nullable String username(String network, String id, List<String> others) {
        return others.stream()
                .map(name -> name.split("/"))
                .filter(parts -> parts.length == 4
                        && parts[0].equals(USERNAME)
                        && parts[1].equals(network)
                        && parts[3].equals(id))
                .map(parts -> text(parts[2]))
                .findFirst()
                .orElse(null);
    }

    private static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String text(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }
}
