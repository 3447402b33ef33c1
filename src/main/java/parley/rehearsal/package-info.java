/// Unsaved settings, played over what has happened (R82): the same pure functions as live, on stored decisions and
/// on the chats as they are, without any effect.
@NullMarked
package parley.rehearsal;

import org.jspecify.annotations.NullMarked;
