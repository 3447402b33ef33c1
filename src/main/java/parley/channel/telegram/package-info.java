/// Telegram bots: one bot is one channel.
@NullMarked
package parley.channel.telegram;

import org.jspecify.annotations.NullMarked;
