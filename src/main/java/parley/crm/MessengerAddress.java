package parley.crm;

import org.jspecify.annotations.Nullable;
import parley.base.ChatType;

/// A client's address in a network, as a CRM keeps it.
public record MessengerAddress(
        ChatType network, String id, @Nullable String username) {}
