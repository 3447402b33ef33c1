/// The public API, as integrations written for the Wazzup API v3 speak it. {@link parley.http.v3.PublicApi} is its
/// door, {@link parley.http.v3.Routes} shows every address, and every page reads a {@link parley.http.v3.Call}.
@NullMarked
package parley.http.v3;

import org.jspecify.annotations.NullMarked;
