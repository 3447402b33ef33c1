/// The loudspeaker: wakes whoever listens to a company, and is the way out to a window. Knows nothing about chats.
@NullMarked
package parley.realtime;

import org.jspecify.annotations.NullMarked;
