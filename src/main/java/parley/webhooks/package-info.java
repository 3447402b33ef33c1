/// Tells other programs what happens: messages, statuses, states of channels, to addresses that an administrator or a
/// program has named. A reader of the feed like the windows are, and never in the way of what is written there.
@NullMarked
package parley.webhooks;

import org.jspecify.annotations.NullMarked;
