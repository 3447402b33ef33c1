package parley.auth;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parley.base.Address;
import parley.base.ChatType;

/// The clients with whom a window inside a CRM's card is concerned. It narrows what its employee sees and never widens
/// it; without clients it shows nothing.
public record CardScope(List<Client> clients) {

    /// So many clients a card may name.
    public static final int MOST = 100;

    public CardScope {
        clients = List.copyOf(clients);
    }

    /// One of them, by whatever the CRM knows of him.
    ///
    /// @param id the messenger's own
    /// @param phone a plus and digits
    /// @param username without a leading `@`
    /// @param name for a chat that is not there yet
    public record Client(
            ChatType network,
            @Nullable String id,
            @Nullable String phone,
            @Nullable String username,
            @Nullable String name) {

        public boolean is(Address address) {
            return network.equals(address.network())
                    && (id != null && id.equals(address.id())
                            || phone != null && phone.equals(address.phone())
                            || username != null && lower(username).equals(lower(address.username())));
        }
    }

    public boolean holds(Address address) {
        return clients.stream().anyMatch(client -> client.is(address));
    }

    /// As usernames are compared: without regard to case.
    private static String lower(@Nullable String username) {
        return Objects.requireNonNullElse(username, "").toLowerCase(Locale.ROOT);
    }
}
