package parley.base;

import org.jspecify.annotations.Nullable;

/// Where a client can be written to: his id in a network, with the phone and the username when they are known (R3).
///
/// @param id the messenger's own id of the client in this channel, as text: ids outgrow every number type one day
/// @param phone digits with a leading `+` when known
/// @param username without a leading `@` when known
public record Address(
        ChatType network,
        String id,
        @Nullable String phone,
        @Nullable String username) {}
