package parley.inbox;

import java.util.HashMap;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.auth.CardScope;

/// The chats of a CRM's card, as SQL: the same answer as {@link CardScope#holds}.
final class CardSql {

    private CardSql() {}

    /// The chats of one client, whoever else is in the card.
    static ScopeSql one(CardScope.Client client) {
        var parameters = new HashMap<String, Object>();
        parameters.put("oneNetwork", client.network().value());
        parameters.put("oneId", Objects.requireNonNullElse(client.id(), ""));
        parameters.put("onePhone", Objects.requireNonNullElse(client.phone(), ""));
        parameters.put("oneUsername", username(client));
        return new ScopeSql("""
            chat.network = :oneNetwork
                AND (chat.address = :oneId OR chat.phone = :onePhone OR lower(chat.username) = :oneUsername)
            """, parameters);
    }

    /// Written as lists of ids, so that the indexes of addresses, phones and names find the few chats.
    static ScopeSql of(CardScope card) {
        var parameters = new HashMap<String, Object>();
        parameters.put("cardNetworks", all(card, client -> client.network().value()));
        parameters.put("cardIds", all(card, CardScope.Client::id));
        parameters.put("cardPhones", all(card, CardScope.Client::phone));
        var found = """
            SELECT found.id
            FROM unnest(:cardNetworks, :cardIds) AS one(network, address)
            JOIN chat AS found ON found.network = one.network AND found.address = one.address
            WHERE found.account_id = :account
            UNION
            SELECT found.id
            FROM unnest(:cardNetworks, :cardPhones) AS one(network, phone)
            JOIN chat AS found ON found.network = one.network AND found.phone = one.phone
            WHERE found.account_id = :account
            """;
        var named = new CardScope(card.clients().stream()
                .filter(client -> client.username() != null)
                .toList());
        if (!named.clients().isEmpty()) {
            parameters.put("cardNamed", all(named, client -> client.network().value()));
            parameters.put("cardNames", all(named, CardSql::username));
            found += """
                UNION
                SELECT found.id
                FROM unnest(:cardNamed, :cardNames) AS one(network, username)
                JOIN chat AS found ON found.network = one.network AND lower(found.username) = one.username
                WHERE found.account_id = :account
                """;
        }
        return new ScopeSql("chat.id IN (" + found + ")", parameters);
    }

    private static String username(CardScope.Client client) {
        return Objects.requireNonNullElse(client.username(), "").toLowerCase(Locale.ROOT);
    }

    private static @Nullable String[] all(CardScope card, Function<CardScope.Client, @Nullable String> part) {
        return card.clients().stream().map(part).toArray(String[]::new);
    }
}
