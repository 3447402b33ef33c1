package parley.crm.api;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;

/// Where creation requests go: one address, and only while the CRM wants them.
@FunctionalInterface
public interface CreationAddress {

    Optional<Target> of(AccountId account);

    /// @param secrets by which requests are signed
    /// @param bearer the key that the CRM has asked for
    /// @param away it answers nobody at present and is asked nothing: what is wanted of it waits
    record Target(URI uri, List<String> secrets, @Nullable String bearer, boolean away) {

        public Target {
            secrets = List.copyOf(secrets);
        }
    }
}
