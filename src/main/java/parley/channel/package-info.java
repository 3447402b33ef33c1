/// The gate to the messengers: what a channel is, and the port that every adapter fulfils.
/// An adapter lives in a folder of its own below this one and is named once, in the list of adapters.
@NullMarked
package parley.channel;

import org.jspecify.annotations.NullMarked;
