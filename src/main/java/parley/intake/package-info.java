/// The way in, and the heart: what a messenger delivered becomes chats and messages, and a client whom nobody has
/// yet is looked up in the CRM, given to somebody by the rules, and handed over there.
@NullMarked
package parley.intake;

import org.jspecify.annotations.NullMarked;
