/// WhatsApp Business numbers through Meta's Cloud API: one number is one channel. Set-up and every kind of message:
/// docs/waba.md.
@NullMarked
package parley.channel.waba;

import org.jspecify.annotations.NullMarked;
