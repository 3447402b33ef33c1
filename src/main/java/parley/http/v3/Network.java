package parley.http.v3;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.base.ChatType;
import parley.base.Transport;

/// What the contract says of transports, chat types and texts (4.1 and the tables of 5.2).
final class Network {

    private static final Set<String> BOTS = Set.of("telegram", "maxbot");

    /// Where the client's id is his number.
    private static final Set<String> NUMBERS = Set.of("whatsapp", "viber");

    /// Where Parley's own channels have their clients.
    private static final Set<String> OWN = Set.of("email", "web");

    private static final Map<String, List<String>> CHAT_TYPES = Map.of(
            "whatsapp", List.of("whatsapp", "whatsgroup"),
            "wapi", List.of("whatsapp"),
            "instagram", List.of("instagram"),
            "tgapi", List.of("telegram", "telegroup"),
            "telegram", List.of("telegram", "telegroup"),
            "max", List.of("max", "maxgroup"),
            "maxbot", List.of("max", "maxgroup"),
            "vk", List.of("vk"),
            "avito", List.of("avito"),
            "viber", List.of("viber"));

    private static final Map<String, TextLimit> TEXTS = Map.of(
            "whatsapp", new TextLimit(10_000, "MESSAGE_TEXT_TOO_LONG"),
            "wapi", new TextLimit(4_096, "MESSAGES_TOO_LONG_WABA"),
            "instagram", new TextLimit(10_000, "MESSAGES_TOO_LONG_INSTAGRAM"),
            "tgapi", new TextLimit(4_096, "MESSAGES_TOO_LONG_TELEGRAM"),
            "telegram", new TextLimit(4_096, "MESSAGES_TOO_LONG_TELEGRAM"),
            "max", new TextLimit(4_096, "MESSAGE_TEXT_TOO_LONG"),
            "maxbot", new TextLimit(4_096, "MESSAGE_TEXT_TOO_LONG"),
            "vk", new TextLimit(4_096, "MESSAGES_TOO_LONG_VK"),
            "avito", new TextLimit(1_000, "MESSAGES_TOO_LONG_AVITO"),
            "viber", new TextLimit(6_999, "MESSAGES_TOO_LONG_VIBER"));

    /// Transports that the contract does not know, such as the web chat, are left to what their adapters say.
    private static final TextLimit OTHER = new TextLimit(Integer.MAX_VALUE, "MESSAGE_TEXT_TOO_LONG");

    /// @param most code points
    /// @param code of the refusal above it
    record TextLimit(int most, String code) {}

    private Network() {}

    /// A chat type that contacts and cards may name: the contract's and Parley's own.
    static boolean isKnown(String chatType) {
        return isChatType(chatType) || OWN.contains(chatType);
    }

    /// A chat type of some transport that the contract names.
    static boolean isChatType(String chatType) {
        return CHAT_TYPES.values().stream().anyMatch(types -> types.contains(chatType));
    }

    /// The chat types of a transport; empty for one that the contract does not know.
    static Optional<List<String>> chatTypes(Transport transport) {
        return Optional.ofNullable(CHAT_TYPES.get(transport.value()));
    }

    static TextLimit text(Transport transport) {
        return TEXTS.getOrDefault(transport.value(), OTHER);
    }

    /// Whether a client can be written to first by his phone.
    static boolean takesPhone(Transport transport) {
        return !isBot(transport) && isOf(transport, Set.of("telegram", "max"));
    }

    static boolean takesUsername(Transport transport) {
        return !isBot(transport) && isOf(transport, Set.of("telegram"));
    }

    /// Whether the client's id is his number there.
    static boolean isByNumber(ChatType chatType) {
        return NUMBERS.contains(chatType.value());
    }

    /// A user name without the sign that people write before it; absent when nothing is left.
    static @Nullable String bare(@Nullable String name) {
        var bare = name == null ? "" : name.strip().replaceFirst("^@", "");
        return bare.isEmpty() ? null : bare;
    }

    private static boolean isBot(Transport transport) {
        return BOTS.contains(transport.value());
    }

    private static boolean isOf(Transport transport, Set<String> chatTypes) {
        return chatTypes(transport)
                .filter(types -> chatTypes.contains(types.getFirst()))
                .isPresent();
    }
}
