/// The only room that knows HTTP and the web server. {@link parley.http.Routes} has every address on one screen;
/// the pages behind them are thin: read, ask a room below, answer.
@NullMarked
package parley.http;

import org.jspecify.annotations.NullMarked;
