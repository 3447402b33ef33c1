package parley.auth;

import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.base.EmployeeId;

/// What a CRM wants to show in a window of its page, and to whom.
///
/// @param name how the CRM calls the employee
/// @param card absent: everything that the employee may see
/// @param active the chat that is opened first
public record FrameWish(
        EmployeeId employee,
        String name,
        @Nullable CardScope card,
        @Nullable Active active,
        Options options) {

    /// @param channel absent: the one on which was written last
    public record Active(@Nullable ChannelId channel, CardScope.Client client) {}

    /// @param clientType how the CRM calls itself
    /// @param useDealsEvents tells the CRM's page when a deal is to be opened or created
    /// @param useMessageEvents tells it when a client is answered whom the CRM does not know
    /// @param language `ru` or `en`; absent: the company's
    /// @param theme `light`, `dark` or `auto`; absent: as the browser is set
    public record Options(
            String clientType,
            boolean useDealsEvents,
            boolean useMessageEvents,
            @Nullable String language,
            @Nullable String theme) {}
}
