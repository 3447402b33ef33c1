package parley.webhooks;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;

/// An address and what it is told of.
///
/// @param main the one of the v3 interface
/// @param url empty for the main one while it is not set: it is told nothing
/// @param sealedCrmKey goes with every call as `Authorization: Bearer`
/// @param secret by which it knows us
/// @param position up to here of the feed it was told, or it lies ready for it
/// @param failingSince absent while it takes what it is told, and when somebody has switched it off
/// @param problem why the last attempt did not reach it
/// @param disabledAt it is told nothing from then on
public record Subscription(
        AccountId account,
        long id,
        boolean main,
        String url,
        Set<Kind> kinds,
        @Nullable String sealedCrmKey,
        Secret secret,
        long position,
        Instant createdAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant failingSince,
        @Nullable String problem,
        @Nullable Instant disabledAt) {

    /// Sealed.
    ///
    /// @param former signs along until then
    public record Secret(
            String present,
            @Nullable String former,
            @Nullable Instant formerUntil) {

        static Secret of(String present) {
            return new Secret(present, null, null);
        }

        List<String> at(Instant now) {
            return former == null || formerUntil == null || !now.isBefore(formerUntil)
                    ? List.of(present)
                    : List.of(present, former);
        }
    }

    public Subscription {
        kinds = Set.copyOf(kinds);
    }

    /// Whether anything goes there.
    public boolean isOn() {
        return disabledAt == null && !url.isEmpty();
    }

    /// Whether it was switched off because it failed, and not because somebody wanted it so.
    boolean isGivenUp() {
        return disabledAt != null && failingSince != null && !url.isEmpty();
    }

    boolean wants(Kind kind) {
        return kinds.contains(kind);
    }
}
