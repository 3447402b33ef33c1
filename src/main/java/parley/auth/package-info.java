/// Who is asking: logins, passwords, sessions, invitations, API keys, and the record of what was done.
/// What somebody may see of chats is not decided here but in room `rules`.
@NullMarked
package parley.auth;

import org.jspecify.annotations.NullMarked;
