package parley.crm;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What the house lends to an adapter.
///
/// @param http follows no redirects and repeats nothing by itself
/// @param random a cryptographically strong one
/// @param origin how this hub is reached: `https://hub.example`, without a slash at the end
/// @param processes how many work on the same database now, this one among them: what a CRM allows an account is shared
///     by them
public record CrmTools(
        HttpClient http, InstantSource clock, RandomGenerator random, Supplier<URI> origin, IntSupplier processes) {}
