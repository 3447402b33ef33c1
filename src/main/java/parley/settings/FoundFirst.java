package parley.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.config.JdbiConfig;
import parley.base.AccountId;
import parley.settings.SettingsDesk.Agreed;

/// What a transaction has found to hold when it first asked. Each handle has its own, and serves one transaction.
public final class FoundFirst implements JdbiConfig<FoundFirst> {

    private final Map<AccountId, Optional<Agreed>> found = new HashMap<>();

    /// Called by Jdbi.
    public FoundFirst() {}

    Optional<Agreed> of(AccountId account, Supplier<Optional<Agreed>> question) {
        return found.computeIfAbsent(account, _ -> question.get());
    }

    @Override
    public FoundFirst createCopy() {
        return new FoundFirst();
    }
}
