/// The counter that browsers of other programs open by socket.io: Engine.IO protocol 4 below, Socket.IO protocol 5
/// above, as far as one number needs them (contract, 5.9).
@NullMarked
package parley.http.counters;

import org.jspecify.annotations.NullMarked;
