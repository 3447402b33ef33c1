package parley.webhooks;

import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.platform.Secrets;

/// What proves to an address that it is Parley who calls, and the names of deliveries.
final class Keys {

    private static final int ID_BYTES = 12;

    private final Secrets secrets;
    private final InstantSource clock;
    private final RandomGenerator random;

    Keys(Secrets secrets, InstantSource clock, RandomGenerator random) {
        this.secrets = secrets;
        this.clock = clock;
        this.random = random;
    }

    String seal(AccountId account, String plain) {
        return secrets.seal(plain, context(account));
    }

    /// Those that sign at the moment, the newest first.
    List<String> secrets(Subscription of) {
        return of.secret().at(clock.instant()).stream()
                .map(one -> secrets.open(one, context(of.account())))
                .toList();
    }

    /// False when the master key is not the one with which the secret was sealed.
    boolean opens(Subscription of) {
        try {
            return !secrets(of).isEmpty();
        } catch (Secrets.WrongKey _) {
            return false;
        }
    }

    @Nullable
    String bearer(Subscription of) {
        return of.sealedCrmKey() == null ? null : secrets.open(of.sealedCrmKey(), context(of.account()));
    }

    /// A header `webhook-id`.
    String fresh() {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return "msg_" + HexFormat.of().formatHex(bytes);
    }

    /// Sealed secrets of one company open nowhere else.
    private static String context(AccountId account) {
        return "webhook:" + account;
    }
}
