/// What sellers see: lists, threads, counters, search, the client's card, and the frames that keep open windows true.
/// Everything is computed for one viewer by the one law of room `rules` (R42).
@NullMarked
package parley.inbox;

import org.jspecify.annotations.NullMarked;
