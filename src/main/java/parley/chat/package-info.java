/// What was said: chats, messages, decisions about them, and the feed of everything that changed.
@NullMarked
package parley.chat;

import org.jspecify.annotations.NullMarked;
