package parley.http;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import parley.auth.Auth;
import parley.base.AccountId;
import parley.crm.Catalogue;
import parley.platform.Ingress;
import parley.platform.Metrics;

/// The doors of the rooms below that the pages knock at.
///
/// @param account the one company of this hub
/// @param commits makes one real commit; answers false or throws when that fails
/// @param random a cryptographically strong one
public record Rooms(
        AccountId account,
        Auth auth,
        ChannelDirectory channels,
        Ingress ingress,
        Function<AccountId, List<Catalogue.Employee>> employees,
        Founding founding,
        BooleanSupplier commits,
        Metrics metrics,
        RandomGenerator random) {}
